/** Values of Python as Python writes them, for messages and descriptions. */

import { DtypeObject, NdArray, PyFloat, PyGlobal, PyObject, type PyValue } from "../../pickle/values.js";

/** Most items of a list, and most characters of a text, that are written out. */
const MAX_ITEMS = 4;
const MAX_CHARACTERS = 60;

/** Returns a short form of `repr(value)`: `(1, 2)`, `'english'`, `<class 'numpy.float32'>`. */
export function pythonRepr(value: PyValue | undefined, depth = 2): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return quoted(value);
  if (value instanceof PyFloat) return floatText(value.value);
  if (typeof value === "number") return `${value}`;
  if (typeof value === "bigint") return integerText(value);
  if (value instanceof PyGlobal) return value.path;
  if (value instanceof DtypeObject) return `dtype(${quoted(`${value.args[0]}`)})`;
  if (value instanceof PyObject) return `${value.type.path}(…)`;
  if (value instanceof NdArray) return `array of ${value.shape.join(" × ")}`;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (depth === 0) return "…";
  if (Array.isArray(value)) return `(${items(value, depth)})`;
  if (value instanceof Set) return `{${items([...value], depth)}}`;
  return `dict of ${value.size}`;
}

/** Returns `str(value)` of a float: 1.0, 1e-05, nan. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0.0";
  const size = Math.abs(value);
  // Python switches to exponents at 1e16 and below 1e-4, JavaScript at 1e21 and below 1e-6; the digits are the same.
  if (value !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits, exponent] = value.toExponential().split("e") as [string, string];
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
  }
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Longest integer that is written out, in hexadecimal digits; decimal ones of a very long one take long to compute. */
const MAX_DIGITS = 32;

function integerText(value: bigint): string {
  const digits = value.toString(16).length;
  return digits <= MAX_DIGITS ? `${value}` : `an integer of ${4 * digits} bits`;
}

function items(values: readonly PyValue[], depth: number): string {
  const shown = values.slice(0, MAX_ITEMS).map((value) => pythonRepr(value, depth - 1));
  if (values.length > MAX_ITEMS) shown.push(`… ${values.length} in all`);
  return shown.join(", ");
}

/** As Python quotes: in double quotes if only single ones are within, and with escapes for what cannot be printed. */
function quoted(text: string): string {
  const short = text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;
  const quote = short.includes("'") && !short.includes('"') ? '"' : "'";
  const inner = short
    .replaceAll("\\", "\\\\")
    .replaceAll(quote, `\\${quote}`)
    .replace(UNPRINTABLE, (character) => SHORT_ESCAPES.get(character) ?? hexadecimal(character.codePointAt(0)!));
  return quote + inner + quote;
}

/** What Python does not print as it is: `str.isprintable()`. */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function hexadecimal(point: number): string {
  const digits = point.toString(16);
  if (point < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return point < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

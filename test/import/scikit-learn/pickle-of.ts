/** Pickles of values: what `pickle.dumps` would write of them, in protocol 4, for what only a whole import can show. */

import { DtypeObject, NdArray, PyFloat, PyGlobal, PyObject, type PyValue } from "../../../src/import/pickle/values.js";
import { bytesOf, little } from "../assembler.js";

/** The bytes of a dump that holds a value. An object that occurs twice is written once. */
export function pickleOf(value: PyValue): Uint8Array {
  memo.clear();
  return bytesOf("\x80\x04", written(value), ".");
}

/** Numbers of the objects that were written. */
const memo = new Map<PyObject, number>();

function written(value: PyValue): Uint8Array {
  if (value === null) return bytesOf("N");
  if (typeof value === "boolean") return bytesOf(value ? "\x88" : "\x89");
  if (typeof value === "number") return bytesOf("J", little(value, 4));
  if (typeof value === "string") return text(value);
  if (value instanceof PyFloat) return bytesOf("G", bigEndian(value.value));
  if (value instanceof Uint8Array) return bytesOf("B", little(value.length, 4), value);
  if (value instanceof PyGlobal) return bytesOf(text(value.module), text(value.name), "\x93");
  if (value instanceof NdArray) return array(value);
  if (value instanceof PyObject && !(value instanceof DtypeObject)) return object(value);
  if (Array.isArray(value)) return tuple(value);
  if (value instanceof Map) return bytesOf("}(", ...[...value].flat().map(written), "u");
  if (value instanceof Set) return bytesOf("\x8f(", ...[...value].map(written), "\x90");
  throw new Error("not a value that this can write");
}

function object(value: PyObject): Uint8Array {
  const known = memo.get(value);
  if (known !== undefined) return bytesOf("j", little(known, 4));
  const bytes = bytesOf(written(value.type), tuple([...value.args]), "\x81", written(value.state), "b");
  memo.set(value, memo.size);
  return bytesOf(bytes, "r", little(memo.size - 1, 4));
}

function text(value: string): Uint8Array {
  const utf8 = /\p{Cs}/u.test(value) ? Buffer.concat(Array.from(value, utf8Of)) : Buffer.from(value);
  return bytesOf("X", little(utf8.length, 4), utf8);
}

/** Half of a surrogate pair takes three bytes, as Python writes it with `surrogatepass`. */
function utf8Of(character: string): Buffer {
  const point = character.codePointAt(0)!;
  if (point < 0xd800 || point > 0xdfff) return Buffer.from(character);
  return Buffer.from([0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)]);
}

const tuple = (items: readonly PyValue[]): Uint8Array => bytesOf("(", ...items.map(written), "t");

function bigEndian(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

/** An array of one or two dimensions: of floats, of text, or of whole numbers that fit 32 bits. */
function array(value: NdArray): Uint8Array {
  const { kind, itemSize } = value.dtype;
  const name = kind === "U" ? `U${itemSize / 4}` : "f8";
  const items =
    kind === "U"
      ? Buffer.concat(value.values().map((item) => utf32(item as string, itemSize)))
      : new Uint8Array(Float64Array.from(value.float64()).buffer);
  const dtype = bytesOf(
    written(new PyGlobal("numpy", "dtype")),
    tuple([name, false, true]),
    "R",
    tuple(kind === "U" ? [3, "<", null, null, null, itemSize, 4, 8] : [3, "<", null, null, null, -1, -1, 0]),
    "b",
  );
  return bytesOf(
    written(new PyGlobal("numpy.core.multiarray", "_reconstruct")),
    bytesOf("(", written(new PyGlobal("numpy", "ndarray")), tuple([0]), written(Buffer.from("b")), "tR"),
    bytesOf("(", written(1), tuple([...value.shape]), dtype, written(false), written(items), "tb"),
  );
}

function utf32(value: string, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (const [i, character] of [...value].entries()) bytes.writeUInt32LE(character.codePointAt(0)!, 4 * i);
  return bytes;
}

/** Labels: the classes of a classifier as text, and the names of categories that stand beside it. */

import { isLabel } from "../../core/container/labels.js";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { NdArray, PyFloat, type PyValue } from "../pickle/values.js";
import { Refusal } from "../refusal.js";
import { floatText, pythonRepr } from "./objects/python-repr.js";

const NAME_THEM = "name them with --targets, in the order of the classes";

/** Returns a class as text: as `str()` gives it in Python, but bytes without their quotes. */
export function labelText(label: PyValue): string {
  if (typeof label === "string") return label;
  if (label instanceof PyFloat) return floatText(label.value);
  if (label instanceof Uint8Array) return new TextDecoder().decode(label);
  return pythonRepr(label);
}

/** Returns the names of n categories that a value holds; undefined if it holds none. */
export function namesIn(value: PyValue, n: number): readonly string[] | undefined {
  if (value instanceof Map) return namesInDict(value, n);
  const names =
    value instanceof NdArray && "UO".includes(value.dtype.kind) && value.size === n ? value.values() : value;
  if (!Array.isArray(names) || names.length !== n) return undefined;
  return names.every((name): name is string => typeof name === "string") ? names : undefined;
}

/** A dict from 0, 1, 2 … to names, or from names to those numbers. */
function namesInDict(dict: Map<PyValue, PyValue>, n: number): readonly string[] | undefined {
  if (dict.size !== n) return undefined;
  const names = new Array<string | undefined>(n).fill(undefined);
  for (const [key, value] of dict) {
    const [number, name] = typeof key === "string" ? [value, key] : [key, value];
    if (typeof number !== "number" || typeof name !== "string" || !(number in names)) return undefined;
    names[number] = name;
  }
  return names.every((name): name is string => name !== undefined) ? names : undefined;
}

/** Whether classes are 0, 1, 2 …, so that names can stand for them. */
export function areIndexes(classes: readonly PyValue[]): boolean {
  return classes.every((label, i) => label === i || (label instanceof PyFloat && label.value === i));
}

/**
 * Returns the names of the categories.
 *
 * @param candidates what stands beside the model, and may be names.
 * @param given names from the user; they win.
 * @throws NewsgroupsError `usage` if those do not fit; Refusal `ambiguous`; Refusal `parameter` if the classes make no names.
 */
export function targetNames(
  classes: readonly PyValue[],
  candidates: readonly PyValue[],
  given: readonly string[] | undefined,
): readonly string[] {
  if (given) {
    requireFit(given, classes);
    return given;
  }
  const found = areIndexes(classes)
    ? candidates.flatMap((value) => [namesIn(value, classes.length) ?? []].filter((names) => names.length > 0))
    : [];
  const own = classes.map(labelText);
  const distinct = new Map(found.map((names) => [JSON.stringify(names), names]));
  // An encoder of the classes themselves adds nothing.
  distinct.delete(JSON.stringify(own));
  if (distinct.size > 1) {
    throw new Refusal(
      "ambiguous",
      `${distinct.size} lists of ${classes.length} names stand beside the model; ${NAME_THEM}`,
    );
  }
  const [names = own] = distinct.values();
  const wrong = names.find((name, i) => !isLabel(name) || names.indexOf(name) !== i);
  if (wrong !== undefined) {
    throw new Refusal(
      "parameter",
      `category ${JSON.stringify(printable(wrong))} is empty, repeated or not printable; ${NAME_THEM}`,
    );
  }
  return names;
}

function requireFit(given: readonly string[], classes: readonly PyValue[]): void {
  if (given.length !== classes.length) {
    const labels = classes.map((label) => printable(labelText(label))).join(", ");
    throw new NewsgroupsError(
      "usage",
      `--targets: ${given.length} names for ${classes.length} classes (${labels}); give one for each, in this order`,
    );
  }
  const wrong = given.find((name, i) => !isLabel(name) || given.indexOf(name) !== i);
  if (wrong !== undefined) {
    throw new NewsgroupsError(
      "usage",
      `--targets: ${JSON.stringify(printable(wrong))}: expected distinct printable names`,
    );
  }
}

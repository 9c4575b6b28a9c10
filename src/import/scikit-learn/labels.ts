/** Labels: the classes of a classifier, and the names of categories that stand beside it. */

import { isLabel } from "../../core/container/labels.js";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { NdArray, PyFloat, PyObject, type PyValue } from "../pickle/values.js";
import { Refusal } from "../refusal.js";
import type { Estimator } from "./estimator.js";
import { placed } from "./matrix.js";
import { floatText, pythonRepr } from "./python-repr.js";

const NAME_THEM = "name them with --targets, in the order of the classes";

/** Returns the classes of a fitted classifier. @throws Refusal `not-fitted`, `multi-label` */
export function classesOf(classifier: Estimator): readonly PyValue[] {
  const binarizer = classifier.get("label_binarizer_") ?? classifier.get("_label_binarizer");
  const kind = binarizer instanceof PyObject ? binarizer.get("y_type_") : undefined;
  if (typeof kind === "string" && (kind.startsWith("multilabel") || kind.includes("multioutput")))
    throw multiLabel(classifier);
  const own = classifier.get("classes_");
  const value =
    own ?? (binarizer instanceof PyObject ? binarizer.get("classes_") : undefined) ?? classifier.fitted("classes_");
  if (Array.isArray(value)) throw multiLabel(classifier);
  if (!(value instanceof NdArray) || value.shape.length !== 1) {
    throw new Refusal(
      "damaged",
      `${classifier.where}: classes_: expected a list of classes, got ${pythonRepr(value)}; save it again`,
    );
  }
  const classes = placed(classifier, "classes_", () => value.values());
  if (classes.length === 0)
    throw new Refusal("not-fitted", `${classifier.at}: it has no classes; fit it, and save it again`);
  return classes;
}

export const classCount = (classifier: Estimator): number => classesOf(classifier).length;

function multiLabel({ where, object }: Estimator): Refusal {
  return new Refusal(
    "multi-label",
    `${where}: ${object.type.path} was fitted to texts with several labels each; import a classifier that gives one`,
  );
}

/** Returns a class as text, as `str()` gives it in Python. */
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
  const distinct = new Map(found.map((names) => [JSON.stringify(names), names]));
  if (distinct.size > 1) {
    throw new Refusal(
      "ambiguous",
      `${distinct.size} lists of ${classes.length} names stand beside the model; ${NAME_THEM}`,
    );
  }
  const [names = classes.map(labelText)] = distinct.values();
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

/** Classes: the labels that a fitted classifier tells apart. */

import { NdArray, PyObject, type PyValue } from "../../pickle/values.js";
import { Refusal } from "../../refusal.js";
import type { Estimator } from "./estimator.js";
import { placed } from "./matrix.js";
import { pythonRepr } from "./python-repr.js";

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

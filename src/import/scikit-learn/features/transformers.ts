/** Transformers of features: `TfidfTransformer`, `Normalizer` and `MaxAbsScaler` → operations. */

import { MAX_FACTOR } from "../../../core/models/scikit-learn/arrays.js";
import { NdArray } from "../../pickle/values.js";
import type { PlannedOperation } from "../../plan.js";
import { Refusal } from "../../refusal.js";
import { type Estimator, unsupportedClass } from "../objects/estimator.js";
import { diagonalOf, finite, placed, vectorOf } from "../objects/matrix.js";
import { isBefore } from "../objects/version.js";

/** Operations, and whether features are of single precision after them. */
export interface Operations {
  readonly operations: readonly PlannedOperation[];
  readonly isSingle: boolean;
}

/** Names of the transformers that can be read. */
export const TRANSFORMERS: readonly string[] = ["TfidfTransformer", "Normalizer", "MaxAbsScaler"];

/** Reads a transformer of features. @param isSingle whether features are of single precision. */
export function transformerOperations(transformer: Estimator, features: number, isSingle: boolean): Operations {
  switch (transformer.className) {
    case "TfidfTransformer":
      return tfidfOperations(transformer, features, isSingle);
    case "Normalizer": {
      const norm = transformer.choice("norm", ["l1", "l2", "max"], "l2");
      if (norm === null) throw transformer.unsupported("norm", "'l1', 'l2', 'max'");
      const own = norm === "max" && isBefore(transformer.version, 0, 23) ? "greatest" : norm;
      return { operations: [{ operation: { name: "norm", norm: own } }], isSingle };
    }
    case "MaxAbsScaler":
      return { operations: scaling(transformer, features), isSingle };
    default:
      throw unsupportedClass(transformer);
  }
}

/** Reads a `TfidfTransformer`. */
export function tfidfOperations(tfidf: Estimator, features: number, single: boolean): Operations {
  const operations: PlannedOperation[] = [];
  let isSingleNow = single;
  if (tfidf.flag("sublinear_tf", false)) operations.push({ operation: { name: "logarithm" } });
  const idf = idfOf(tfidf);
  if (idf) {
    requireFeatures(tfidf, "idf", idf.values.length, features);
    const isProduct = isBefore(tfidf.version, 1, 5);
    if (isProduct && single && !idf.isSingle) {
      operations.push({ operation: { name: "float64" } });
      isSingleNow = false;
    }
    operations.push({ operation: { name: "factors" }, factors: finite(tfidf, "idf", idf.values, MAX_FACTOR) });
    // Until 1.4 it is a product of sparse matrices, which turns the order of the features round.
    if (isProduct) operations.push({ operation: { name: "reverse" } });
  }
  const norm = tfidf.choice("norm", ["l1", "l2"], "l2");
  if (norm) operations.push({ operation: { name: "norm", norm } });
  return { operations, isSingle: isSingleNow };
}

/** From 1.5 on the numbers decide, before that the parameter. */
function idfOf(tfidf: Estimator): { values: Float64Array; isSingle: boolean } | undefined {
  const numbers = tfidf.get("idf_");
  if (numbers instanceof NdArray) return vectorOf(tfidf, "idf_");
  if (!tfidf.flag("use_idf", true)) return undefined;
  const diagonal = placed(tfidf, "_idf_diag", () => diagonalOf(tfidf.fitted("_idf_diag")));
  if (diagonal) return diagonal;
  throw new Refusal("damaged", `${tfidf.where}: _idf_diag is not a diagonal matrix; save the pipeline again`);
}

/** It multiplies by the reciprocals, and does not divide. */
function scaling(scaler: Estimator, features: number): PlannedOperation[] {
  const scale = vectorOf(scaler, "scale_");
  requireFeatures(scaler, "scale_", scale.values.length, features);
  const factors = scale.values.map((value) => (scale.isSingle ? Math.fround(1 / value) : 1 / value));
  const product = { operation: { name: "factors" }, factors: finite(scaler, "scale_", factors, MAX_FACTOR) } as const;
  return scaler.flag("clip", false) ? [product, { operation: { name: "clip" } }] : [product];
}

function requireFeatures({ where }: Estimator, name: string, found: number, features: number): void {
  if (found === features) return;
  throw new Refusal(
    "mismatch",
    `${where}: ${name} is for ${found} features, and the steps before give ${features}; import parts that were fitted together`,
  );
}

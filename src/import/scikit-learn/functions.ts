/** Linear functions: rows of weights and their intercepts. */

import { Refusal } from "../refusal.js";
import type { Estimator } from "./estimator.js";
import type { PlannedFunction } from "./plan.js";

/** Cuts rows of weights into functions. @param weights [functions × features] */
export function functionsOf(
  weights: Float64Array,
  intercepts: Float64Array,
  features: number,
  isSingle: boolean,
): readonly PlannedFunction[] {
  return Array.from(intercepts, (intercept, i) => ({
    weights: weights.subarray(i * features, (i + 1) * features),
    intercept,
    isSingle,
  }));
}

/** @throws Refusal `mismatch` if a matrix has not the shape that the steps before and the classes need. */
export function requireShape(
  { where }: Estimator,
  name: string,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  expectedRows: number,
  expectedColumns: number,
): void {
  if (columns !== expectedColumns) {
    throw new Refusal(
      "mismatch",
      `${where}: ${name} is for ${columns} features, and the vectorizer gives ${expectedColumns}; import a vectorizer and a model that ` +
        "were fitted together",
    );
  }
  if (rows === expectedRows) return;
  throw new Refusal(
    "mismatch",
    `${where}: ${name} has ${rows} rows; expected ${expectedRows} for its classes; save the model again`,
  );
}

/** Linear functions: rows of weights and their intercepts. */

import type { PlannedFunction } from "../../plan.js";
import { Refusal } from "../../refusal.js";
import type { Estimator } from "../objects/estimator.js";
import type { Matrix } from "../objects/matrix.js";

/** Takes the rows of a matrix as functions, one for each intercept. */
export function functionsOf(
  { rows, columns, values, isFortran, isSingle }: Matrix,
  intercepts: Float64Array,
): readonly PlannedFunction[] {
  return Array.from(intercepts, (intercept, i) => ({
    weights: values,
    first: isFortran ? i : i * columns,
    step: isFortran ? rows : 1,
    from: 0,
    to: columns,
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
  requireLength({ where }, name, rows, expectedRows);
}

/** @throws Refusal `mismatch` if there is not one entry for each function that the classes need. */
export function requireLength(
  { where }: Pick<Estimator, "where">,
  name: string,
  found: number,
  expected: number,
): void {
  if (found === expected) return;
  throw new Refusal(
    "mismatch",
    `${where}: ${name} is for ${found} classes; expected ${expected} for classes_; save the model again`,
  );
}

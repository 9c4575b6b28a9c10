/** Leave-one-out scores of complement naive Bayes: what it says of each document when that one is left out. */

import type { Kernels } from "../../kernels/kernels.js";
import { type DocumentMatrix, UNIT } from "../features/document-matrix.js";
import type { Weights } from "./fit.js";
import type { TermSums } from "./select.js";

/** The scores of documents, centred, and divided by their standard deviation. */
export interface HeldOutFeature {
  /** Score of each row for each category. [C][N] */
  readonly columns: readonly Float32Array[];
  /** Their standard deviation before they were divided by it. */
  readonly deviation: number;
}

/** So many rows are a task, and so many are scored before their scores are taken. */
const ROWS_OF_TASK = 256;
const ROWS_AT_A_TIME = 16 * ROWS_OF_TASK;

/**
 * Scores each document without itself. Naive Bayes is made of sums, so a document can be taken out of them: its x from the sums of its terms;
 * terms that no other document has are left out. Only the score of the document's own category stays as it is, for the complement of that
 * category never had the document.
 *
 * @param sums of the same documents: N_tc by posting.
 * @param weights fitted to them, by posting.
 * @param alpha what they were smoothed with.
 */
export function heldOutFeature(
  kernels: Kernels,
  matrix: DocumentMatrix,
  { starts, categories, sums }: TermSums,
  weights: Weights,
  alpha: number,
): HeldOutFeature {
  const { offset, delta } = weights;
  const rows = matrix.categories.length;
  const targets = offset.length;
  const totals = new Float64Array(starts.length - 1);
  /** 1 ⁄ (T_t − N_tc + α) by posting. */
  const inverses = new Float64Array(sums.length);
  /** The greatest of them by term. */
  const greatest = new Float64Array(totals.length);
  const complementTotals = new Float64Array(targets);
  let all = 0;
  for (let term = 0; term < totals.length; term++) {
    for (let i = starts[term]!; i < starts[term + 1]!; i++) totals[term]! += sums[i]!;
    all += totals[term]!;
    for (let i = starts[term]!; i < starts[term + 1]!; i++) {
      inverses[i] = 1 / (totals[term]! - sums[i]! + alpha);
      greatest[term] = Math.max(greatest[term]!, inverses[i]!);
      complementTotals[categories[i]!]! -= sums[i]!;
    }
  }
  for (let c = 0; c < targets; c++) complementTotals[c]! += all + alpha * totals.length;

  const columns = Array.from({ length: targets }, () => kernels.array(Float32Array, rows));
  const scores = kernels.array(Float64Array, ROWS_AT_A_TIME * targets);
  const arrays = [
    ...[matrix.starts, matrix.terms, matrix.values, matrix.categories, starts, categories],
    ...[delta, inverses, greatest, totals, offset, complementTotals, scores],
  ].map((array) => kernels.at(array));
  const alphaBits = new Uint32Array(Float64Array.of(alpha).buffer);
  let squares = 0;
  for (let first = 0; first < rows; first += ROWS_AT_A_TIME) {
    const size = Math.min(ROWS_AT_A_TIME, rows - first);
    const problem = [first, size, ROWS_OF_TASK, targets, ...arrays, ...alphaBits];
    kernels.run("scoreHeldOutRows", problem, Math.ceil(size / ROWS_OF_TASK));
    for (let i = 0, row = first; row < first + size; row++) {
      for (let c = 0; c < targets; c++) {
        const score = scores[i++]!;
        columns[c]![row] = score;
        squares += score * score;
      }
    }
  }
  const deviation = Math.sqrt(squares / (rows * targets)) || 1;
  for (const column of columns) {
    for (let row = 0; row < rows; row++) column[row] = Math.round((column[row]! / deviation) * UNIT) / UNIT;
  }
  return { columns, deviation };
}

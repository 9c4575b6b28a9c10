/** Leave-one-out scores of complement naive Bayes: what it says of each document when that one is left out. */

import { type DocumentMatrix, UNIT } from "../features/document-matrix.js";
import type { Weights } from "./fit.js";
import { logarithm } from "./logarithm.js";
import type { TermSums } from "./select.js";

/** The scores of documents, centred, and divided by their standard deviation. */
export interface HeldOutFeature {
  /** Score of each row for each category. [C][N] */
  readonly columns: readonly Float32Array[];
  /** Their standard deviation before they were divided by it. */
  readonly deviation: number;
}

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

  const columns = Array.from({ length: targets }, () => new Float32Array(rows));
  const scores = new Float64Array(targets);
  let squares = 0;
  for (let row = 0; row < rows; row++) {
    const own = matrix.categories[row]!;
    scores.fill(0);
    let length = 0;
    // What the other categories gain when the document leaves their complements, if they do not have the term.
    let gain = 0;
    for (let item = matrix.starts[row]!; item < matrix.starts[row + 1]!; item++) {
      const term = matrix.terms[item]!;
      const x = matrix.values[item]!;
      const total = totals[term]!;
      if (total <= x) continue;
      length += x;
      const absent = gainOf(x / (total + alpha));
      gain += x * absent;
      const end = starts[term + 1]!;
      for (let i = starts[term]!; i < end; i++) scores[categories[i]!]! += x * delta[i]!;
      // In a complement that is large beside the document, all categories gain as good as the same.
      if (x * greatest[term]! < NEGLIGIBLE) continue;
      for (let i = starts[term]!; i < end; i++) {
        if (categories[i] !== own) scores[categories[i]!]! += x * (gainOf(x * inverses[i]!) - absent);
      }
    }
    scores[own]! -= gain;
    let mean = 0;
    for (let c = 0; c < targets; c++) {
      const shrunk = c === own ? 0 : gainOf(length / complementTotals[c]!);
      scores[c]! += length * (offset[c]! - shrunk);
      mean += scores[c]!;
    }
    mean /= targets;
    for (let c = 0; c < targets; c++) {
      const score = scores[c]! - mean;
      columns[c]![row] = score;
      squares += score * score;
    }
  }
  const deviation = Math.sqrt(squares / (rows * targets)) || 1;
  for (const column of columns) {
    for (let row = 0; row < rows; row++) column[row] = Math.round((column[row]! / deviation) * UNIT) / UNIT;
  }
  return { columns, deviation };
}

/** A share of a complement that makes no difference between categories. */
const NEGLIGIBLE = 1 / 128;
/** Below this share its series is exact to 2^-20. */
const SMALL = 1 / 16;

/** By how much −ln a grows when the share r of a leaves it: −ln(1 − r) = r + r²⁄2 + r³⁄3 + …. */
function gainOf(share: number): number {
  if (share < SMALL) return share * (1 + share * (1 / 2 + share * (1 / 3 + share * (1 / 4 + share / 5))));
  return -logarithm(1 - share);
}

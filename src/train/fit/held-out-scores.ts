/** Leave-one-out scores of complement naive Bayes: what it says of each document when that one is left out. */

import type { Kernels } from "../../kernels/kernels.js";
import { type DocumentMatrix, UNIT } from "../features/document-matrix.js";
import type { Columns } from "./columns.js";
import type { Weights } from "./fit.js";
import type { TermSums } from "./select.js";

/** The scores of documents, centred, and divided by their standard deviation. */
export interface HeldOutFeature {
  /** Score of each row for each category. [C][N] */
  readonly features: readonly Float32Array[];
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
  columns: Columns,
  sums: TermSums,
  weights: Weights,
  alpha: number,
): HeldOutFeature {
  const { offset } = weights;
  const rows = matrix.categories.length;
  const targets = offset.length;
  const features = Array.from({ length: targets }, () => kernels.array(Float32Array, rows));
  const squares = kernels.scoped(() => {
    const { records, postings, inverses, complementTotals } = layOut(kernels, columns, sums, weights, alpha);
    const scores = kernels.array(Float64Array, ROWS_AT_A_TIME * targets);
    const arrays = [
      ...[matrix.starts, columns.ofItems, matrix.values, matrix.categories],
      ...[records, postings, inverses, offset, complementTotals, scores],
      Float64Array.of(alpha),
    ];
    let total = 0;
    for (let first = 0; first < rows; first += ROWS_AT_A_TIME) {
      const size = Math.min(ROWS_AT_A_TIME, rows - first);
      const problem = [first, size, ROWS_OF_TASK, targets, ...arrays];
      kernels.run("scoreHeldOutRows", problem, Math.ceil(size / ROWS_OF_TASK));
      for (let i = 0, row = first; row < first + size; row++) {
        for (let c = 0; c < targets; c++) {
          const score = scores[i++]!;
          features[c]![row] = score;
          total += score * score;
        }
      }
    }
    return total;
  });
  const deviation = Math.sqrt(squares / (rows * targets)) || 1;
  for (const feature of features) {
    for (let row = 0; row < rows; row++) feature[row] = Math.round((feature[row]! / deviation) * UNIT) / UNIT;
  }
  return { features, deviation };
}

/** Lays out what the kernel knows of terms, those of each column together. */
function layOut(
  kernels: Kernels,
  { ofTerms }: Columns,
  { starts, categories, sums }: TermSums,
  { offset, delta }: Weights,
  alpha: number,
) {
  const size = ofTerms.length;
  const startOf = new Uint32Array(size + 1);
  for (let term = 0; term < size; term++) startOf[ofTerms[term]! + 1] = starts[term + 1]! - starts[term]!;
  for (let column = 0; column < size; column++) startOf[column + 1]! += startOf[column]!;
  // A record is T_t and the greatest inverse, f64, and where its postings start and end, u32; a posting is its category, u32, and weight, f32.
  const records = kernels.array(Float64Array, 3 * size);
  const places = new Uint32Array(records.buffer, records.byteOffset, 2 * records.length);
  const postings = kernels.array(Uint32Array, 2 * sums.length);
  const deltas = new Float32Array(postings.buffer, postings.byteOffset, postings.length);
  /** 1 ⁄ (T_t − N_tc + α) by posting. */
  const inverses = kernels.array(Float64Array, sums.length);
  const complementTotals = new Float64Array(offset.length);
  let all = 0;
  for (let term = 0; term < size; term++) {
    const [start, end] = [starts[term]!, starts[term + 1]!];
    const record = 3 * ofTerms[term]!;
    let [total, greatest] = [0, 0];
    for (let i = start; i < end; i++) total += sums[i]!;
    all += total;
    let at = startOf[ofTerms[term]!]!;
    places[2 * record + 4] = at;
    for (let i = start; i < end; i++, at++) {
      const inverse = 1 / (total - sums[i]! + alpha);
      inverses[at] = inverse;
      greatest = Math.max(greatest, inverse);
      postings[2 * at] = categories[i]!;
      deltas[2 * at + 1] = delta[i]!;
      complementTotals[categories[i]!]! -= sums[i]!;
    }
    places[2 * record + 5] = at;
    records[record] = total;
    records[record + 1] = greatest;
  }
  for (let c = 0; c < offset.length; c++) complementTotals[c]! += all + alpha * size;
  return { records, postings, inverses, complementTotals };
}

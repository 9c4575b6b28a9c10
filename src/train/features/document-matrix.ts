/** The document matrix: the selected terms of documents as sparse rows, weighted and normalised. */

import { logarithm } from "../fit/logarithm.js";
import type { TermSums } from "../fit/select.js";
import { type Chosen, chosenIndexes, type LabelledDocuments } from "./labelled.js";

/** N rows, V columns, Z numbers that are not zero. */
export interface DocumentMatrix {
  /** Row i has the items from `starts[i]` to `starts[i + 1]`. [N + 1] */
  readonly starts: Uint32Array;
  /** Column of each item, a selected term, ascending within a row. [Z] */
  readonly terms: Uint32Array;
  /** x of each item; the squares of a row add up to 1, but for rounding. [Z] */
  readonly values: Float32Array;
  /** Category of each row. [N] */
  readonly categories: Uint16Array;
  /** Number of identical documents that a row stands for. [N] */
  readonly copies: Float64Array;
}

/** Documents as a matrix needs them. */
export type MatrixDocuments = Pick<LabelledDocuments, "kernels" | "terms" | "categories" | "copies" | "weights">;

/** Into so many tasks the columns are divided; and so many rows are a task. */
const COLUMN_TASKS = 8;
const ROWS_OF_TASK = 256;

/** Values are multiples of 1 ⁄ UNIT: sums of them are exact in any order. */
export const UNIT: number = 2 ** 20;

/** Index of each selected term among the terms of the documents; -1 for one that they do not have. */
export function selectedTerms(
  { terms }: Pick<LabelledDocuments, "terms">,
  { first, second }: Pick<TermSums, "first" | "second">,
): Int32Array {
  const indexes = new Int32Array(first.length).fill(-1);
  let at = 0;
  for (let i = 0; i < first.length; i++) {
    while (at < terms.first.length && (terms.first[at]! - first[i]! || terms.second[at]! - second[i]!) < 0) at++;
    if (at < terms.first.length && terms.first[at] === first[i] && terms.second[at] === second[i]) indexes[i] = at;
  }
  return indexes;
}

/**
 * idf of the selected terms in the chosen documents: ln((1 + n) ⁄ (1 + df)) + 1, for n documents, df of which have the term. (As
 * scikit-learn's `TfidfTransformer` with `smooth_idf`.)
 */
export function inverseDocumentFrequencies(
  { terms, copies }: LabelledDocuments,
  indexes: Int32Array,
  chosen: Chosen,
): Float64Array {
  let documents = 0;
  for (let i = 0; i < chosen.length; i++) if (chosen[i] === 1) documents += copies[i]!;
  return Float64Array.from(indexes, (term) => {
    let frequency = 0;
    if (term >= 0) {
      for (let i = terms.starts[term]!; i < terms.starts[term + 1]!; i++) {
        if (chosen[terms.documents[i]!] === 1) frequency += copies[terms.documents[i]!]!;
      }
    }
    return logarithm((1 + documents) / (1 + frequency)) + 1;
  });
}

/**
 * Makes the matrix of the chosen documents:
 *
 *     x = norm(tf · factor)
 *
 * with tf the `termWeight`, and norm the division by the Euclidean length.
 *
 * The matrix is in the memory of the kernels.
 *
 * @param indexes of the selected terms: see {@link selectedTerms}.
 * @param factors above 0. [V]
 */
export function documentMatrix(
  { kernels, terms, categories, copies, weights }: MatrixDocuments,
  indexes: Int32Array,
  factors: Float32Array,
  chosen: Chosen,
): DocumentMatrix {
  const rows = chosenIndexes(chosen);
  const rowOf = new Int32Array(chosen.length).fill(-1);
  for (let row = 0; row < rows.length; row++) rowOf[rows[row]!] = row;
  const [unigrams, bigrams] = weights.map((array) => kernels.at(array));
  const weightsOf = new Uint32Array(indexes.length);
  for (let i = 0; i < indexes.length; i++) weightsOf[i] = terms.second[indexes[i]!] ? bigrams! : unigrams!;
  const columnsOfTask = Math.ceil(indexes.length / COLUMN_TASKS);
  const cursors = kernels.zeros(Uint32Array, COLUMN_TASKS * rows.length);
  const sizes = [indexes.length, columnsOfTask, rows.length, ROWS_OF_TASK];
  const starts = kernels.array(Uint32Array, rows.length + 1);
  starts[0] = 0;
  const inputs = [indexes, terms.starts, terms.documents, terms.frequencies, rowOf, weightsOf, factors, cursors];
  const fields = [...sizes, ...inputs.map((array) => kernels.at(array)), kernels.at(starts)];
  kernels.run("countItems", fields, COLUMN_TASKS);
  let items = 0;
  for (let row = 0; row < rows.length; row++) {
    for (let cursor = row; cursor < cursors.length; cursor += rows.length) {
      const size = cursors[cursor]!;
      cursors[cursor] = items;
      items += size;
    }
    starts[row + 1] = items;
  }
  const columns = kernels.array(Uint32Array, items);
  const values = kernels.array(Float32Array, items);
  kernels.scoped(() => {
    const frequencies = kernels.array(Uint16Array, items);
    const record = [...fields, columns, frequencies, values];
    kernels.run("placeItems", record, COLUMN_TASKS);
    kernels.run("weighRows", record, Math.ceil(rows.length / ROWS_OF_TASK));
  });
  return {
    starts,
    terms: columns,
    values,
    categories: Uint16Array.from(rows, (document) => categories[document]!),
    copies: Float64Array.from(rows, (document) => copies[document]!),
  };
}

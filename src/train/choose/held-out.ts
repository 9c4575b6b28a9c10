/** Held-out scores: documents dealt into folds → what a model of the other folds says of each. */

import { documentMatrix, selectedTerms } from "../features/document-matrix.js";
import type { Chosen, LabelledDocuments } from "../features/labelled.js";
import { type FittedModel, factorsOf } from "../fit/fit-model.js";

/** The scores of a document, or of a part of it, by a model that has not seen it. */
export interface HeldOutScores {
  /** Whether these are the scores of the whole document. */
  readonly isWhole: boolean;
  /** Index of the document. */
  readonly document: number;
  /** Number of the document's category. */
  readonly category: number;
  /** Number of identical documents in the corpus, with this one. */
  readonly copies: number;
  /** Score by category, as a classifier computes it; logs of the priors if none of its terms is known. [C] */
  readonly scores: Float64Array;
  /** Number of terms that the model knows. */
  readonly known: number;
}

/**
 * Each document is scored by all of its terms, by an eighth of them, and by a 64th: most documents have many terms, and the probabilities of a
 * few words should be right too.
 */
const SHARES: readonly number[] = [1, 8, 64];
const WHOLE: readonly number[] = [1];

/** Which documents are in fold `fold` of `folds`: the same for the same texts anywhere. */
export function foldOf({ lots }: LabelledDocuments, fold: number, folds: number): Chosen {
  return Uint8Array.from(lots, (lot) => (lot % folds === fold ? 1 : 0));
}

/** All documents that are not chosen. */
export const othersThan = (chosen: Chosen): Chosen => chosen.map((one) => 1 - one);

/**
 * Scores the chosen documents, which the model has not seen.
 *
 * @param sizes number of documents by category that the model was fitted to.
 * @param inParts how many of the documents are scored in parts too.
 * @returns for each document the scores of the whole, and behind them those of its parts.
 */
export function heldOutScores(
  documents: LabelledDocuments,
  chosen: Chosen,
  { terms, weights, factors }: FittedModel,
  sizes: readonly number[],
  inParts: number = Number.POSITIVE_INFINITY,
): HeldOutScores[] {
  const indexes = selectedTerms(documents, terms);
  const ones = (): Float32Array => new Float32Array(indexes.length).fill(1);
  const matrix = documentMatrix(documents, indexes, factors ? factorsOf(factors) : ones(), chosen);
  const { starts, categories, common, delta, offset, scale, bias } = weights;
  const allSizes = sizes.reduce((a, b) => a + b, 0);
  const priors = Float64Array.from(sizes, (size) => Math.log(Math.max(size, 0.5) / allSizes));
  const rows = Uint32Array.from(chosen.keys()).filter((document) => chosen[document] === 1);
  const all: HeldOutScores[] = [];
  for (let row = 0; row < matrix.categories.length; row++) {
    const [start, end] = [matrix.starts[row]!, matrix.starts[row + 1]!];
    const lot = matrix.lots[row]! / 2 ** 32;
    for (const share of row < inParts ? SHARES : WHOLE) {
      const size = Math.ceil((end - start) / share);
      const from = start + Math.floor(lot * (end - start - size + 1));
      const scores = new Float64Array(sizes.length);
      let [squares, length, shared] = [0, 0, 0];
      for (let item = from; item < from + size; item++) {
        const x = matrix.values[item]!;
        const term = matrix.terms[item]!;
        squares += x * x;
        length += x;
        shared += x * common[term]!;
        for (let i = starts[term]!; i < starts[term + 1]!; i++) scores[categories[i]!]! += x * delta[i]!;
      }
      const norm = Math.sqrt(squares);
      for (let c = 0; c < scores.length; c++) {
        scores[c] =
          size === 0 ? priors[c]! : bias[c]! + (scale[c]! * (shared + length * offset[c]! + scores[c]!)) / norm;
      }
      all.push({
        isWhole: share === 1,
        document: rows[row]!,
        category: matrix.categories[row]!,
        copies: matrix.copies[row]!,
        scores,
        known: size,
      });
    }
  }
  return all;
}

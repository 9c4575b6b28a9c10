/** Held-out scores: documents dealt into folds → what a model of the other folds says of each. */

import { sum } from "../../core/sum.js";
import { documentMatrix, type MatrixDocuments, selectedTerms } from "../features/document-matrix.js";
import type { Chosen, LabelledDocuments } from "../features/labelled.js";
import { type FittedModel, factorsOf } from "../fit/fit-model.js";
import type { Windows } from "./windows.js";

/** The scores of a document, or of a window of it, by a model that has not seen it. */
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

/** Which documents are in fold `fold` of `folds`: the same for the same texts anywhere. */
export function foldOf({ lots }: LabelledDocuments, fold: number, folds: number): Chosen {
  return Uint8Array.from(lots, (lot) => (lot % folds === fold ? 1 : 0));
}

/** All documents that are not chosen. */
export const othersThan = (chosen: Chosen): Chosen => chosen.map((one) => 1 - one);

/**
 * Scores the chosen documents and their windows by a model that has not seen them: first the documents, then the windows.
 *
 * @param windows of the chosen documents.
 * @param sizes number of documents by category that the model was fitted to.
 */
export function heldOutScores(
  documents: LabelledDocuments,
  chosen: Chosen,
  windows: Windows,
  model: FittedModel,
  sizes: readonly number[],
): HeldOutScores[] {
  const allWindows = new Uint8Array(windows.origins.length).fill(1);
  const { kernels } = documents;
  return [
    ...kernels.scoped(() => scoresOf(documents, chosen, model, sizes)).map((scores) => ({ ...scores, isWhole: true })),
    ...kernels
      .scoped(() => scoresOf(windows, allWindows, model, sizes))
      .map((scores) => ({
        ...scores,
        isWhole: false,
        document: windows.origins[scores.document]!,
      })),
  ];
}

function scoresOf(
  documents: MatrixDocuments,
  chosen: Chosen,
  { terms, weights, factors }: FittedModel,
  sizes: readonly number[],
): Omit<HeldOutScores, "isWhole">[] {
  const indexes = selectedTerms(documents, terms);
  const ones = (): Float32Array => new Float32Array(indexes.length).fill(1);
  const matrix = documentMatrix(documents, indexes, factors ? factorsOf(factors) : ones(), chosen);
  const { starts, categories, common, delta, offset, scale, bias } = weights;
  const allSizes = sum(sizes);
  const priors = Float64Array.from(sizes, (size) => Math.log(Math.max(size, 0.5) / allSizes));
  const rows = Array.from(chosen.keys()).filter((document) => chosen[document] === 1);
  return rows.map((document, row) => {
    const [start, end] = [matrix.starts[row]!, matrix.starts[row + 1]!];
    const scores = new Float64Array(sizes.length);
    let [squares, length, shared] = [0, 0, 0];
    for (let item = start; item < end; item++) {
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
        start === end ? priors[c]! : bias[c]! + (scale[c]! * (shared + length * offset[c]! + scores[c]!)) / norm;
    }
    return { document, category: matrix.categories[row]!, copies: matrix.copies[row]!, scores, known: end - start };
  });
}

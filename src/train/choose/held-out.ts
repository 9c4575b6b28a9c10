/** Held-out scores: documents dealt into folds → what a model of the other folds says of each. */

import { sum } from "../../core/sum.js";
import type { Kernels } from "../../kernels/kernels.js";
import { documentMatrix, type MatrixDocuments, selectedTerms } from "../features/document-matrix.js";
import { type Chosen, chosenIndexes, type LabelledDocuments } from "../features/labelled.js";
import { type FittedModel, factorsOf } from "../fit/fit-model.js";
import type { Fitted } from "../fit/folded-model.js";
import type { Windows } from "./windows.js";

/** So many rows are a task. */
const ROWS_OF_TASK = 256;

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
  return kernels.scoped(() => {
    const placed = { ...model, weights: placedWeights(kernels, model.weights) };
    return [
      ...scoresOf(documents, chosen, placed, sizes).map((scores) => ({ ...scores, isWhole: true })),
      ...scoresOf(windows, allWindows, placed, sizes).map((scores) => ({
        ...scores,
        isWhole: false,
        document: windows.origins[scores.document]!,
      })),
    ];
  });
}

/** Weights in the memory of kernels, for both calls below. */
function placedWeights(kernels: Kernels, weights: Fitted): Fitted {
  const { starts, categories, delta, common } = weights;
  return {
    ...weights,
    starts: kernels.placed(starts),
    categories: kernels.placed(categories),
    delta: kernels.placed(delta),
    common: kernels.placed(common),
  };
}

function scoresOf(
  documents: MatrixDocuments,
  chosen: Chosen,
  { terms, weights, factors }: FittedModel,
  sizes: readonly number[],
): Omit<HeldOutScores, "isWhole">[] {
  const { kernels } = documents;
  const indexes = selectedTerms(documents, terms);
  const ones = (): Float32Array => new Float32Array(indexes.length).fill(1);
  const matrix = documentMatrix(documents, indexes, factors ? factorsOf(factors) : ones(), chosen);
  const { starts, categories, common, delta, offset, scale, bias } = weights;
  const rows = matrix.categories.length;
  const targets = sizes.length;
  const sums = kernels.array(Float64Array, rows * (3 + targets));
  const arrays = [matrix.starts, matrix.terms, matrix.values, starts, categories, delta, common, sums];
  kernels.run("scoreRows", [rows, ROWS_OF_TASK, targets, ...arrays], Math.ceil(rows / ROWS_OF_TASK));
  const allSizes = sum(sizes);
  const priors = Float64Array.from(sizes, (size) => Math.log(Math.max(size, 0.5) / allSizes));
  return Array.from(chosenIndexes(chosen), (document, row) => {
    const known = matrix.starts[row + 1]! - matrix.starts[row]!;
    const own = row * (3 + targets);
    const [squares, length, shared] = [sums[own]!, sums[own + 1]!, sums[own + 2]!];
    const norm = Math.sqrt(squares);
    const scores = new Float64Array(targets);
    for (let c = 0; c < targets; c++) {
      const delta = sums[own + 3 + c]!;
      scores[c] = known === 0 ? priors[c]! : bias[c]! + (scale[c]! * (shared + length * offset[c]! + delta)) / norm;
    }
    return { document, category: matrix.categories[row]!, copies: matrix.copies[row]!, scores, known };
  });
}

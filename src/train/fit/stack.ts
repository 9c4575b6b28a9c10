/** The stack: a linear support vector machine with the scores of naive Bayes as one more feature, folded into one linear model. */

import { sum } from "../../core/sum.js";
import type { Kernels } from "../../kernels/kernels.js";
import type { DocumentMatrix } from "../features/document-matrix.js";
import { columnsOf } from "./columns.js";
import { DualCoordinateDescent } from "./dual-coordinate-descent.js";
import { BLOCK, fit, type Weights } from "./fit.js";
import { type Fitted, FoldedModel } from "./folded-model.js";
import { heldOutFeature } from "./held-out-scores.js";
import { postingSums } from "./posting-sums.js";
import type { TermSums } from "./select.js";

/** Additive smoothing of the naive Bayes model whose scores are a feature. */
const ALPHA = 0.5;
/** C: how much an error costs. */
const COST = 0.5;

/** Up to this number of categories, every pair of a term and a category has a delta of its own. */
const FEW_CATEGORIES = 8;
/** Likewise with fewer documents a category: most pairs did not occur by chance, and their mean is too little to say of them. */
const FEW_DOCUMENTS = 150;
/** But no more deltas than this, for memory. */
const MAX_DELTAS = 2 ** 23;

/** Whether every pair of a term and a category has a delta of its own; or else only those that occurred. */
function hasAllPairs(terms: number, documents: readonly number[]): boolean {
  if (documents.length <= FEW_CATEGORIES) return true;
  return sum(documents) < FEW_DOCUMENTS * documents.length && terms * documents.length <= MAX_DELTAS;
}

/**
 * Fits the stack. A support vector machine alone is better than naive Bayes where documents are many and categories hard to tell; naive Bayes
 * knows more of rare terms. The machine sees, besides the terms, the centred score f_ic that complement naive Bayes gives document i for
 * category c, when it is trained on all others. Both are linear in x, so they make one linear model:
 *
 *     v_ct = w_ct + (β_c ⁄ σ) (W_ct − mean_c W_t)
 *
 * with w and β the weights that were fitted, W the weights of naive Bayes, and σ the standard deviation of its scores.
 *
 * @param matrix the documents; every category that has one is fitted against the rest.
 * @param terms the selected terms and their postings; the sums are not used.
 * @param documents number of documents by category.
 */
export function fitStack(
  kernels: Kernels,
  matrix: DocumentMatrix,
  terms: TermSums,
  documents: readonly number[],
): Fitted {
  const targets = documents.length;
  const sums = { ...terms, sums: postingSums(kernels, matrix, terms) };
  const bayes = rounded(fit(sums, documents, "complement", ALPHA, (numbers) => smoothedLogarithms(kernels, numbers)));
  const columns = columnsOf(kernels, matrix, terms.first.length);
  const { features, deviation } = heldOutFeature(kernels, matrix, columns, sums, bayes, ALPHA);
  const descent = new DualCoordinateDescent(kernels, matrix, columns, COST);
  const folded = new FoldedModel(kernels, terms, targets, bayes, deviation, hasAllPairs(terms.first.length, documents));
  // Of two categories, the plane of one is that of the other too.
  const fits = features.map((feature, positive) => ({ positive, feature })).slice(targets === 2 ? 1 : 0);
  // In a few documents that are opposites of each other, naive Bayes is wrong about each one that is left out. It would be believed the wrong
  // way round, and be right about all others.
  const nothing = new Float32Array(matrix.categories.length);
  for (const planes of descent.fit(fits, nothing)) folded.add(planes);
  return folded.finish();
}

/**
 * The logarithms of ml-naivebayes by a kernel, to the last bit. For a model of its own, which is what naive Bayes is not here, the package takes
 * ten times as long.
 */
function smoothedLogarithms(kernels: Kernels, numbers: Float64Array): Float64Array {
  return kernels.scoped(() => {
    const logarithms = kernels.array(Float64Array, numbers.length);
    const record = [numbers.length, BLOCK, numbers, logarithms];
    kernels.run("smoothLogarithms", record, Math.ceil(numbers.length / BLOCK));
    return logarithms.slice();
  });
}

/** These are logarithms of the engine; single precision forgets their last bits. */
function rounded(weights: Weights): Weights {
  const round = (numbers: Float64Array): Float64Array => new Float64Array(new Float32Array(numbers));
  const { common, delta, offset } = weights;
  return { ...weights, common: round(common), delta: round(delta), offset: round(offset) };
}

/** The stack: a linear support vector machine with the scores of naive Bayes as one more feature, folded into one linear model. */

import { sum } from "../../core/sum.js";
import type { Kernels } from "../../kernels/kernels.js";
import type { DocumentMatrix } from "../features/document-matrix.js";
import { columnsOf } from "./columns.js";
import { DualCoordinateDescent, type Hyperplane } from "./dual-coordinate-descent.js";
import { fit, type Weights } from "./fit.js";
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

/** What was fitted: weights, and the postings that they belong to. */
export interface Fitted extends Weights {
  /** Postings of each term. [V + 1] */
  readonly starts: Uint32Array;
  /** Category of each posting. */
  readonly categories: Uint16Array;
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
  const bayes = rounded(fit(sums, documents, "complement", ALPHA));
  const columns = columnsOf(kernels, matrix, terms.first.length);
  const { features, deviation } = heldOutFeature(kernels, matrix, columns, sums, bayes, ALPHA);
  const descent = new DualCoordinateDescent(kernels, matrix, columns, COST);
  const folded = new FoldedModel(terms, targets, bayes, deviation, hasAllPairs(terms.first.length, documents));
  // Of two categories, the plane of one is that of the other too.
  const fits = features.map((feature, positive) => ({ positive, feature })).slice(targets === 2 ? 1 : 0);
  // In a few documents that are opposites of each other, naive Bayes is wrong about each one that is left out. It would be believed the wrong
  // way round, and be right about all others.
  const nothing = new Float32Array(matrix.categories.length);
  for (const plane of descent.fit(fits, nothing)) {
    if (targets === 2) folded.add(negative(plane));
    folded.add(plane);
  }
  return folded.finish();
}

/** What ml-naivebayes returns has logarithms of the engine; single precision forgets their last bits. */
function rounded(weights: Weights): Weights {
  const round = (numbers: Float64Array): Float64Array => numbers.map(Math.fround);
  const { common, delta, offset } = weights;
  return { ...weights, common: round(common), delta: round(delta), offset: round(offset) };
}

/** The same plane seen from the other side. The feature has changed its sign by itself. */
function negative({ weights, featureWeight, bias }: Hyperplane): Hyperplane {
  return { weights: weights.map((weight) => -weight), featureWeight, bias: -bias };
}

/** Takes the hyperplanes one by one, so that only one of them is in memory at a time. */
class FoldedModel {
  readonly #bayes: Weights;
  readonly #deviation: number;
  readonly #bayesTerms: TermSums;
  /** Mean of the deltas of naive Bayes over the categories. [V] */
  readonly #means: Float64Array;
  readonly #meanOffset: number;
  readonly #starts: Uint32Array;
  readonly #categories: Uint16Array;
  readonly #delta: Float64Array;
  /** Next posting of each term: hyperplanes come in the order of the categories. */
  readonly #next: Uint32Array;
  /** Posting of naive Bayes that comes next for each term. */
  readonly #nextOfBayes: Uint32Array;
  /** Sum of the weights without a posting. [V] */
  readonly #absent: Float64Array;
  /** Number of hyperplanes so far: the category of the next. */
  #added = 0;
  readonly #offset: Float64Array;
  readonly #bias: Float64Array;

  constructor(terms: TermSums, targets: number, bayes: Weights, deviation: number, isFull: boolean) {
    this.#bayes = bayes;
    this.#deviation = deviation;
    this.#bayesTerms = terms;
    const size = terms.first.length;
    this.#means = new Float64Array(size);
    for (let term = 0; term < size; term++) {
      for (let i = terms.starts[term]!; i < terms.starts[term + 1]!; i++)
        this.#means[term]! += bayes.delta[i]! / targets;
    }
    this.#meanOffset = bayes.offset.reduce((total, offset) => total + offset / targets, 0);
    this.#starts = isFull ? Uint32Array.from({ length: size + 1 }, (_, i) => i * targets) : terms.starts;
    this.#categories = isFull ? Uint16Array.from({ length: size * targets }, (_, i) => i % targets) : terms.categories;
    this.#delta = new Float64Array(this.#categories.length);
    this.#next = this.#starts.slice();
    this.#nextOfBayes = terms.starts.slice();
    this.#absent = new Float64Array(size);
    this.#offset = new Float64Array(targets);
    this.#bias = new Float64Array(targets);
  }

  add({ weights, featureWeight, bias }: Hyperplane): void {
    const category = this.#added++;
    const factor = featureWeight / this.#deviation;
    const { starts, categories } = this.#bayesTerms;
    for (let term = 0; term < weights.length; term++) {
      const own = this.#nextOfBayes[term]!;
      const occurred = own < starts[term + 1]! && categories[own] === category;
      if (occurred) this.#nextOfBayes[term] = own + 1;
      const value = weights[term]! + factor * ((occurred ? this.#bayes.delta[own]! : 0) - this.#means[term]!);
      const posting = this.#next[term]!;
      if (posting < this.#starts[term + 1]! && this.#categories[posting] === category) {
        this.#delta[posting] = value;
        this.#next[term] = posting + 1;
      } else this.#absent[term]! += value;
    }
    this.#offset[category] = factor * (this.#bayes.offset[category]! - this.#meanOffset);
    this.#bias[category] = bias;
  }

  /** Gives each term the mean of its weights without a posting as its common weight. */
  finish(): Fitted {
    const targets = this.#bias.length;
    const common = new Float64Array(this.#absent.length);
    for (let term = 0; term < common.length; term++) {
      const [start, end] = [this.#starts[term]!, this.#starts[term + 1]!];
      const absent = targets - (end - start);
      if (absent > 0) common[term] = this.#absent[term]! / absent;
      for (let i = start; i < end; i++) this.#delta[i]! -= common[term]!;
    }
    return {
      starts: this.#starts,
      categories: this.#categories,
      common,
      delta: this.#delta,
      offset: this.#offset,
      scale: new Float64Array(targets).fill(1),
      bias: this.#bias,
    };
  }
}

/** The folded model: hyperplanes and naive Bayes → one linear model. */

import type { Kernels } from "../../kernels/kernels.js";
import type { Hyperplane } from "./dual-coordinate-descent.js";
import type { Weights } from "./fit.js";
import type { TermSums } from "./select.js";

/** What was fitted: weights, and the postings that they belong to. */
export interface Fitted extends Weights {
  /** Postings of each term. [V + 1] */
  readonly starts: Uint32Array;
  /** Category of each posting. */
  readonly categories: Uint16Array;
}

/** So many terms are a task. */
const TERMS_OF_TASK = 1 << 12;

/** Takes the hyperplanes in the order of their categories, some at a time, so that not all of them have to be in memory. */
export class FoldedModel {
  readonly #kernels: Kernels;
  readonly #bayes: Weights;
  readonly #deviation: number;
  readonly #meanOffset: number;
  readonly #starts: Uint32Array;
  readonly #categories: Uint16Array;
  readonly #delta: Float64Array;
  /** Sum of the weights without a posting. [V] */
  readonly #absent: Float64Array;
  /** Number of categories so far. */
  #added = 0;
  readonly #offset: Float64Array;
  readonly #bias: Float64Array;
  /** What the kernel needs from `bayesStarts` on. */
  readonly #fields: readonly number[];

  /**
   * @param bayes naive Bayes, and the postings of its terms.
   * @param deviation of its scores as the hyperplanes know them.
   * @param isFull whether every pair of a term and a category has a delta of its own.
   */
  constructor(kernels: Kernels, terms: TermSums, targets: number, bayes: Weights, deviation: number, isFull: boolean) {
    const size = terms.first.length;
    const means = kernels.zeros(Float64Array, size);
    for (let term = 0; term < size; term++) {
      for (let i = terms.starts[term]!; i < terms.starts[term + 1]!; i++) means[term]! += bayes.delta[i]! / targets;
    }
    this.#kernels = kernels;
    this.#bayes = bayes;
    this.#deviation = deviation;
    this.#meanOffset = bayes.offset.reduce((total, offset) => total + offset / targets, 0);
    const [starts, categories] = isFull ? fullPostings(size, targets) : [terms.starts, terms.categories];
    this.#starts = kernels.placed(starts);
    this.#categories = kernels.placed(categories);
    this.#delta = kernels.array(Float64Array, categories.length);
    this.#absent = kernels.zeros(Float64Array, size);
    this.#offset = new Float64Array(targets);
    this.#bias = new Float64Array(targets);
    const ofBayes = [terms.starts, terms.categories, bayes.delta, terms.starts.slice(), means];
    const ofModel = [this.#starts, this.#categories, this.#delta, this.#starts.slice(), this.#absent];
    this.#fields = [...ofBayes, ...ofModel].map((array) => kernels.at(array));
  }

  /** Adds hyperplanes. Of two categories there is but one: it is that of the second, and seen from the other side that of the first. */
  add(planes: readonly Hyperplane[]): void {
    const kernels = this.#kernels;
    const isTwo = this.#bias.length === 2;
    const all = isTwo ? [planes[0]!, planes[0]!] : planes;
    // The feature changes its sign by itself.
    const signs = all.map((_, i) => (isTwo && i === 0 ? -1 : 1));
    const factors = all.map(({ featureWeight }) => featureWeight / this.#deviation);
    kernels.scoped(() => {
      const weights = Uint32Array.from(all, (plane) => kernels.at(plane.weights));
      const arrays = [weights, Float64Array.from(signs), Float64Array.from(factors)];
      const terms = this.#absent.length;
      const fields = [terms, TERMS_OF_TASK, this.#added, all.length, ...arrays, ...this.#fields];
      kernels.run("foldPlanes", fields, Math.ceil(terms / TERMS_OF_TASK));
    });
    all.forEach(({ bias }, i) => {
      const category = this.#added++;
      this.#offset[category] = factors[i]! * (this.#bayes.offset[category]! - this.#meanOffset);
      this.#bias[category] = signs[i]! * bias;
    });
  }

  /** Gives each term the mean of its weights without a posting as its common weight. */
  finish(): Fitted {
    const targets = this.#bias.length;
    const starts = this.#starts.slice();
    const delta = this.#delta.slice();
    const common = new Float64Array(this.#absent.length);
    for (let term = 0; term < common.length; term++) {
      const [start, end] = [starts[term]!, starts[term + 1]!];
      const absent = targets - (end - start);
      if (absent > 0) common[term] = this.#absent[term]! / absent;
      for (let i = start; i < end; i++) delta[i]! -= common[term]!;
    }
    const scale = new Float64Array(targets).fill(1);
    return {
      starts,
      categories: this.#categories.slice(),
      common,
      delta,
      offset: this.#offset,
      scale,
      bias: this.#bias,
    };
  }
}

/** A posting for each term and category. */
function fullPostings(terms: number, targets: number): [Uint32Array, Uint16Array] {
  const starts = new Uint32Array(terms + 1);
  for (let term = 0; term <= terms; term++) starts[term] = term * targets;
  const categories = new Uint16Array(terms * targets);
  for (let i = 0; i < categories.length; i++) categories[i] = i % targets;
  return [starts, categories];
}

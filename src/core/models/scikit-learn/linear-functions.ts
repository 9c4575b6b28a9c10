/** The linear functions: a row of features → the sum that each function makes of it. */

import type { ScikitLearnArrays } from "./arrays.js";
import type { Row } from "./features/row.js";

/** Entries per block of the index of weights. */
export const BLOCK = 16;

/**
 * Computes K linear functions, sum = intercept + Σ x · w, adding in the order of the row. A feature's weight is the function's base weight
 * where it has none of its own: in naive Bayes most features never occurred in a class, and have the same weight there.
 */
export class LinearFunctions {
  readonly #arrays: ScikitLearnArrays;
  /** Whether any base weight is not 0; a weight of 0 adds nothing. */
  readonly #hasBase: boolean;

  constructor(arrays: ScikitLearnArrays) {
    this.#arrays = arrays;
    this.#hasBase = arrays.baseWeights.some((weight) => weight !== 0);
  }

  /** @param sums takes the sum of each function. [K] */
  evaluate(row: Row, sums: Float64Array): void {
    const isSingle = row.isSingle && this.#arrays.weights instanceof Float32Array;
    sums.fill(0);
    if (isSingle) this.#addSingle(row, sums);
    else if (this.#hasBase) this.#addAll(row, sums);
    else this.#addOwn(row, sums);
    const { intercepts } = this.#arrays;
    for (let k = 0; k < sums.length; k++) {
      const sum = sums[k]! + intercepts[k]!;
      sums[k] = isSingle ? Math.fround(sum) : sum;
    }
  }

  /** Returns the weight of a feature in a function. */
  weightOf(feature: number, k: number): number {
    const { weightCounts, weightFunctions, weights, baseWeights } = this.#arrays;
    const start = this.#startOf(feature);
    const at = weightFunctions.subarray(start, start + weightCounts[feature]!).indexOf(k);
    return at < 0 ? baseWeights[k]! : weights[start + at]!;
  }

  #addAll({ features, values, size }: Row, sums: Float64Array): void {
    const { weightCounts, weightFunctions, weights, baseWeights } = this.#arrays;
    for (let i = 0; i < size; i++) {
      const feature = features[i]!;
      const x = values[i]!;
      let k = 0;
      let at = this.#startOf(feature);
      for (const end = at + weightCounts[feature]!; at < end; at++, k++) {
        for (const own = weightFunctions[at]!; k < own; k++) sums[k]! += x * baseWeights[k]!;
        sums[k]! += x * weights[at]!;
      }
      for (; k < sums.length; k++) sums[k]! += x * baseWeights[k]!;
    }
  }

  #addOwn({ features, values, size }: Row, sums: Float64Array): void {
    const { weightCounts, weightFunctions, weights } = this.#arrays;
    for (let i = 0; i < size; i++) {
      const feature = features[i]!;
      const x = values[i]!;
      let at = this.#startOf(feature);
      for (const end = at + weightCounts[feature]!; at < end; at++) sums[weightFunctions[at]!]! += x * weights[at]!;
    }
  }

  /** In single precision each product and each sum is rounded. */
  #addSingle({ features, values, size }: Row, sums: Float64Array): void {
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < sums.length; k++) {
        sums[k] = Math.fround(sums[k]! + Math.fround(values[i]! * this.weightOf(features[i]!, k)));
      }
    }
  }

  #startOf(feature: number): number {
    const { weightCounts, weightBlocks } = this.#arrays;
    let start = weightBlocks[feature >>> 4]!;
    for (let i = feature & ~(BLOCK - 1); i < feature; i++) start += weightCounts[i]!;
    return start;
  }
}

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
  /** Whether intercepts are of single precision, as far as their values tell: some classifiers have double ones beside single weights. */
  readonly #hasSingleIntercepts: boolean;
  /** Sums before a feature was added. [K] */
  readonly #before: Float64Array;

  constructor(arrays: ScikitLearnArrays) {
    this.#arrays = arrays;
    this.#hasSingleIntercepts = arrays.intercepts.every((intercept) => Math.fround(intercept) === intercept);
    this.#before = new Float64Array(arrays.baseWeights.length);
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
    // Numbers of single precision can overflow, in a file that lies: then one sum is as good as another.
    for (let k = 0; k < sums.length; k++) {
      const sum = sums[k]! + intercepts[k]!;
      if (!Number.isFinite(sum)) sums[k] = 0;
      else sums[k] = isSingle && this.#hasSingleIntercepts ? Math.fround(sum) : sum;
    }
  }

  /** Returns the weight of a feature in a function. */
  weightOf(feature: number, k: number): number {
    const { weightCounts, weightFunctions, weights, baseWeights } = this.#arrays;
    const start = this.#startOf(feature);
    const at = weightFunctions.subarray(start, start + weightCounts[feature]!).indexOf(k);
    return at < 0 ? baseWeights[k]! : weights[start + at]!;
  }

  /** Adds the base weights of all functions without asking which have a weight of their own; those are set right afterwards. */
  #addAll({ features, values, size }: Row, sums: Float64Array): void {
    const { weightCounts, weightFunctions, weights, baseWeights } = this.#arrays;
    const before = this.#before;
    const functions = sums.length;
    for (let i = 0; i < size; i++) {
      const feature = features[i]!;
      const x = values[i]!;
      const start = this.#startOf(feature);
      const own = weightCounts[feature]!;
      if (own === functions) {
        for (let k = 0; k < functions; k++) sums[k]! += x * weights[start + k]!;
        continue;
      }
      for (let j = 0; j < own; j++) before[j] = sums[weightFunctions[start + j]!]!;
      for (let k = 0; k < functions; k++) sums[k]! += x * baseWeights[k]!;
      for (let j = 0; j < own; j++) sums[weightFunctions[start + j]!] = before[j]! + x * weights[start + j]!;
    }
  }

  #addOwn({ features, values, size }: Row, sums: Float64Array): void {
    const { weightCounts, weightFunctions, weights } = this.#arrays;
    for (let i = 0; i < size; i++) {
      const feature = features[i]!;
      const x = values[i]!;
      const start = this.#startOf(feature);
      const own = weightCounts[feature]!;
      if (own === sums.length) for (let k = 0; k < own; k++) sums[k]! += x * weights[start + k]!;
      else for (let j = start; j < start + own; j++) sums[weightFunctions[j]!]! += x * weights[j]!;
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

/** A dense reference: the formulas of `fit` written out over a whole matrix [category][term]. */

import type { NaiveBayesEstimator } from "../../src/core/models/linear/choices.js";
import type { Weights } from "../../src/train/fit/fit.js";
import type { TermSums } from "../../src/train/fit/select.js";

export type Dense = readonly (readonly number[])[];

export const sum = (values: Iterable<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

/** The matrix as columns of postings; zeros have none. */
export function termSums(matrix: Dense): TermSums {
  const starts = [0];
  const categories: number[] = [];
  const sums: number[] = [];
  const terms = matrix[0]!.length;
  for (let term = 0; term < terms; term++) {
    matrix.forEach((row, category) => {
      if (row[term]! === 0) return;
      categories.push(category);
      sums.push(row[term]!);
    });
    starts.push(sums.length);
  }
  return {
    first: Uint32Array.from({ length: terms }, (_, term) => term),
    second: new Uint32Array(terms),
    starts: Uint32Array.from(starts),
    categories: Uint16Array.from(categories),
    sums: Float64Array.from(sums),
    minValue: 0,
    candidates: terms,
  };
}

/** What each category has not: T_t - N_tc. */
export function complementOf(matrix: Dense): number[][] {
  return matrix.map((row) => row.map((own, term) => sum(matrix.map((other) => other[term]!)) - own));
}

/** Each row divided by the sum of its absolute values, times the mean of those sums. */
export function normalised(matrix: Dense): number[][] {
  const absolute = matrix.map((row) => sum(row.map(Math.abs)));
  const mean = sum(absolute) / absolute.length;
  return matrix.map((row, category) => row.map((value) => (value / absolute[category]!) * mean));
}

/** Weights by category and term. */
export function denseWeights(matrix: Dense, estimator: NaiveBayesEstimator, alpha: number): number[][] {
  const logLikelihoods = (estimator === "complement" ? complementOf(matrix) : matrix).map((row) => {
    const divisor = sum(row) + alpha * row.length;
    return row.map((value) => Math.log((value + alpha) / divisor));
  });
  return estimator === "multinomial"
    ? logLikelihoods
    : normalised(logLikelihoods.map((row) => row.map((value) => -value)));
}

/** Score of a category for a document of term weights, as the comment on `Weights` has it. */
export function scoreOf(weights: Weights, terms: TermSums, category: number, document: readonly number[]): number {
  let inner = 0;
  document.forEach((x, term) => {
    inner += x * (weights.common[term]! + weights.offset[category]!);
    for (let i = terms.starts[term]!; i < terms.starts[term + 1]!; i++) {
      if (terms.categories[i] === category) inner += x * weights.delta[i]!;
    }
  });
  return weights.bias[category]! + weights.scale[category]! * inner;
}

/** All weights as a matrix: the score of a document that has the term alone, without the bias. */
export function spelledOut(weights: Weights, terms: TermSums): number[][] {
  return Array.from(weights.scale, (scale, category) => {
    const row = Array.from(weights.common, (common) => scale * (common + weights.offset[category]!));
    row.forEach((_, term) => {
      for (let i = terms.starts[term]!; i < terms.starts[term + 1]!; i++) {
        if (terms.categories[i] === category) row[term]! += scale * weights.delta[i]!;
      }
    });
    return row;
  });
}

/** The largest difference between two matrices of one shape. */
export function farthest(a: Dense, b: Dense): number {
  let most = 0;
  a.forEach((row, i) => {
    row.forEach((value, j) => {
      const difference = Math.abs(value - b[i]![j]!);
      if (!(difference <= most)) most = difference;
    });
  });
  return most;
}

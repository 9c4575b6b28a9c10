/** Fitting: summed weights → the weights of a naive Bayes model. The only module that imports ml-naivebayes. */

import { MultinomialNB } from "ml-naivebayes";
import type { NaiveBayesEstimator } from "../../core/models/linear/choices.js";
import { sum } from "../../core/sum.js";
import type { TermSums } from "./select.js";

/**
 * Weights such that the score of category c for a document with term weights x_t is
 *
 *     prior_c + scale_c · (Σ_t x_t · (common_t + offset_c) + Σ_{t occurred in c} x_t · delta_tc)
 *
 * and the highest score wins. Only pairs (term, category) that occurred have a delta, in the order of the fitted postings;
 * for all others the term's common weight is its whole weight.
 */
export interface Weights {
  /** By term. */
  readonly common: Float64Array;
  /** By posting; never negative. */
  readonly delta: Float64Array;
  /** By category. */
  readonly offset: Float64Array;
  /** By category; 1 unless weights are normalised. */
  readonly scale: Float64Array;
  /** By category: log of its share of the documents if the estimator has a prior, else 0. */
  readonly prior: Float64Array;
}

/** Terms per block: ml-naivebayes works on a dense matrix of categories × terms. */
const BLOCK_TERMS = 4096;
/** Maximum size of that matrix, so that many categories take no more memory than few. */
const BLOCK_NUMBERS = 1 << 20;

/**
 * Fits one of two estimators with additive smoothing α; N_tc is the summed weight of term t in category c, T_t its sum
 * over all categories, V the number of terms.
 *
 * - `multinomial`: w_tc = ln((N_tc + α) / (Σ_t N_tc + αV)), with the log prior of each category. (Manning, Raghavan &
 *   Schütze, *Introduction to Information Retrieval*, 13.2.)
 * - `complement`: w_tc = −ln((T_t − N_tc + α) / (Σ_t (T_t − N_tc) + αV)), each category's weights divided by the sum
 *   of their absolute values, without a prior. (Rennie, Shih, Teevan & Karger, *Tackling the Poor Assumptions of Naive
 *   Bayes Text Classifiers*, ICML 2003, table 4, without its idf. The divisors are taken relative to their mean, which
 *   changes no ranking and keeps scores in the scale of the other estimator.)
 *
 * ml-naivebayes computes every logarithm of a smoothed likelihood: it is trained on one summed row for each category,
 * divided by α because its own smoothing is 1, and on a last row for "any category in which the term never occurred".
 *
 * @param documents number of documents by category.
 * @param alpha above 0.
 */
export function fit(
  terms: TermSums,
  documents: readonly number[],
  estimator: NaiveBayesEstimator,
  alpha: number,
): Weights {
  const categories = documents.length;
  const vocabulary = terms.first.length;
  const sign = estimator === "complement" ? -1 : 1;
  const totals = totalsOf(terms, categories, estimator).map((total) => total / alpha);
  const logDivisor = totals.map((total) => Math.log(total + vocabulary));
  const common = new Float64Array(vocabulary);
  const delta = new Float64Array(terms.sums.length);
  const absolute = new Float64Array(categories);
  const width = Math.max(1, Math.min(BLOCK_TERMS, Math.floor(BLOCK_NUMBERS / (categories + 1))));
  for (let start = 0; start < vocabulary; start += width) {
    const end = Math.min(start + width, vocabulary);
    const block = fitBlock(terms, start, end, totals, estimator, alpha);
    for (let term = start; term < end; term++) {
      const absent = block.get(categories, term - start) + logDivisor[categories]!;
      common[term] = sign * absent;
      for (let i = terms.starts[term]!; i < terms.starts[term + 1]!; i++) {
        const category = terms.categories[i]!;
        const present = block.get(category, term - start) + logDivisor[category]!;
        delta[i] = Math.max(0, sign * (present - absent));
      }
      for (let category = 0; category < categories; category++) {
        absolute[category]! += Math.abs(block.get(category, term - start));
      }
    }
  }
  const mean = sum(absolute) / categories;
  const allDocuments = sum(documents);
  return {
    common,
    delta,
    offset: logDivisor.slice(0, categories).map((log) => -sign * log),
    // The weights of a single term are all zero and cannot be normalised.
    scale: absolute.map((total) => (estimator === "complement" && total > 0 ? mean / total : 1)),
    prior: Float64Array.from(documents, (n) => (estimator === "complement" ? 0 : Math.log(n / allDocuments))),
  };
}

/** The sum over all terms for each category's likelihoods; last, for a category in which no term occurred. */
function totalsOf(terms: TermSums, categories: number, estimator: NaiveBayesEstimator): Float64Array {
  const totals = new Float64Array(categories + 1);
  let all = 0;
  terms.sums.forEach((weight, i) => {
    totals[terms.categories[i]!]! += weight;
    all += weight;
  });
  return estimator === "complement" ? totals.map((total) => all - total) : totals;
}

/**
 * Fits the terms from `start` to `end`. One more column stands for all other terms: its value in a category is the
 * category's remaining total plus the number of other terms less one. So total + number of columns is the same as in the
 * whole matrix, and every likelihood is exact.
 */
function fitBlock(
  terms: TermSums,
  start: number,
  end: number,
  totals: Float64Array,
  estimator: NaiveBayesEstimator,
  alpha: number,
): MultinomialNB["conditionalProbability"] {
  const width = end - start;
  const rows = Array.from(totals, () => new Float64Array(width + 1));
  for (let term = start; term < end; term++) {
    let total = 0;
    for (let i = terms.starts[term]!; i < terms.starts[term + 1]!; i++) {
      const weight = terms.sums[i]! / alpha;
      rows[terms.categories[i]!]![term - start] = weight;
      total += weight;
    }
    if (estimator === "complement") for (const row of rows) row[term - start] = total - row[term - start]!;
  }
  rows.forEach((row, category) => {
    row[width] = totals[category]! - sum(row) + (terms.first.length - width - 1);
  });
  const model = new MultinomialNB();
  model.train(
    rows,
    rows.map((_, category) => category),
  );
  return model.conditionalProbability;
}

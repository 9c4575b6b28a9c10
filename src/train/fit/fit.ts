/** Fitting: summed weights → the weights of a naive Bayes model. The only module that imports ml-naivebayes. */

import { MultinomialNB } from "ml-naivebayes";
import type { NaiveBayesEstimator } from "../../core/models/linear/choices.js";
import { sum } from "../../core/sum.js";
import type { TermSums } from "./select.js";

/**
 * Weights such that the score of category c for a document with term weights x_t is
 *
 *     bias_c + scale_c · (Σ_t x_t · (common_t + offset_c) + Σ_{t occurred in c} x_t · delta_tc)
 *
 * and the highest score wins. Only pairs (term, category) that occurred have a delta, in the order of the fitted postings;
 * for all others the term's common weight is its whole weight.
 */
export interface Weights {
  /** By term. */
  readonly common: Float64Array;
  /** By posting. Those of naive Bayes are never negative. */
  readonly delta: Float64Array;
  /** By category. */
  readonly offset: Float64Array;
  /** By category; 1 unless weights are normalised. */
  readonly scale: Float64Array;
  /** By category. That of multinomial naive Bayes is the log of the category's share of the documents, that of complement naive Bayes 0. */
  readonly bias: Float64Array;
}

/** Numbers that ml-naivebayes takes at a time: it copies them several times. */
export const BLOCK: number = 1 << 14;

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
 * ml-naivebayes computes every logarithm of a smoothed likelihood. Only pairs that occurred have a likelihood of their own; for a term's other
 * categories one is enough. So time and memory grow with the postings, and not with terms times categories.
 *
 * @param documents number of documents by category.
 * @param alpha above 0.
 * @param logarithms what gives ln(1 + n) of each number, 0 or more.
 */
export function fit(
  terms: TermSums,
  documents: readonly number[],
  estimator: NaiveBayesEstimator,
  alpha: number,
  logarithms: (numbers: Float64Array) => Float64Array = smoothedLogarithms,
): Weights {
  const { starts, categories, sums } = terms;
  const targets = documents.length;
  const vocabulary = terms.first.length;
  const isComplement = estimator === "complement";
  const sign = isComplement ? -1 : 1;
  const totals = totalsOf(terms, targets, estimator);
  const logDivisor = totals.map((total) => Math.log(total / alpha + vocabulary));
  // What is smoothed, in units of α: by posting, and by term for a category in which it never occurred.
  const present = new Float64Array(sums.length);
  const absent = new Float64Array(vocabulary);
  for (let term = 0; term < vocabulary; term++) {
    const [start, end] = [starts[term]!, starts[term + 1]!];
    let total = 0;
    for (let i = start; i < end; i++) total += sums[i]!;
    if (isComplement) absent[term] = total / alpha;
    for (let i = start; i < end; i++) present[i] = (isComplement ? total - sums[i]! : sums[i]!) / alpha;
  }
  const delta = logarithms(present);
  const common = logarithms(absent);
  // Σ_t ln(1 + …) by category: the sum for absent terms, and by how much those that occurred differ.
  const logs = new Float64Array(targets).fill(sum(common));
  for (let term = 0; term < vocabulary; term++) {
    const log = common[term]!;
    for (let i = starts[term]!; i < starts[term + 1]!; i++) {
      const difference = delta[i]! - log;
      logs[categories[i]!]! += difference;
      delta[i] = Math.max(0, sign * difference);
    }
    common[term] = sign * log;
  }
  const absolute = logs.map((log, category) => vocabulary * logDivisor[category]! - log);
  const mean = sum(absolute) / targets;
  const allDocuments = sum(documents);
  return {
    common,
    delta,
    offset: logDivisor.map((log) => -sign * log),
    // The weights of a single term are all zero and cannot be normalised.
    scale: absolute.map((total) => (isComplement && vocabulary > 1 ? mean / total : 1)),
    // A category without documents occurs where documents are held out.
    bias: Float64Array.from(documents, (n) => (isComplement ? 0 : Math.log(Math.max(n, 0.5) / allDocuments))),
  };
}

/** The sum over all terms for each category's likelihoods. */
function totalsOf({ categories, sums }: TermSums, targets: number, estimator: NaiveBayesEstimator): Float64Array {
  const totals = new Float64Array(targets);
  let all = 0;
  sums.forEach((weight, i) => {
    totals[categories[i]!]! += weight;
    all += weight;
  });
  return estimator === "complement" ? totals.map((total) => all - total) : totals;
}

/**
 * ln(1 + n) of each number. For the features of its only class, ml-naivebayes gives ln((n + 1) ⁄ (Σn + number of features)).
 *
 * @param numbers 0 or more.
 */
function smoothedLogarithms(numbers: Float64Array): Float64Array {
  const logarithms = new Float64Array(numbers.length);
  for (let start = 0; start < numbers.length; start += BLOCK) {
    const block = numbers.subarray(start, start + BLOCK);
    const model = new MultinomialNB();
    model.train([block], [0]);
    const logDivisor = Math.log(sum(block) + block.length);
    for (let i = 0; i < block.length; i++) logarithms[start + i] = model.conditionalProbability.get(0, i) + logDivisor;
  }
  return logarithms;
}

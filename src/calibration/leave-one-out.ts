/** Leave-one-out: the documents of the sample, each judged by the model of all documents but itself. */

import type { Estimator } from "../bayes/estimators.js";
import { type TermSums, termValue } from "../bayes/select.js";
import type { Counts } from "../counts/counts.js";
import type { Sample } from "../counts/sample.js";
import { WEIGHT_ONE } from "../features/term-weight.js";

/** What all other documents make of one. */
export interface Judged {
  /** Number of the document's category. */
  readonly category: number;
  /** How many documents of the corpus are the same as it, itself among them. */
  readonly copies: number;
  /** Score by category, as a classifier computes it; logs of the priors where the others know none of its terms. [C] */
  readonly scores: Float64Array;
  /** Whether the others know any of its terms. */
  readonly isKnown: boolean;
}

/** Most scores to keep: of many categories fewer documents are judged. */
const MAX_SCORES = 1 << 20;

/**
 * Judges the documents of the sample that have terms, and whose category has another document.
 *
 * The statistics are sums, so what a document added can be taken out of them: its contributions out of the sums of its
 * terms, and a term that none but it had out of the vocabulary. A term that is not worth keeping without it is not kept
 * either; that another would come in its place is not followed up. With nothing pruned the scores are exactly those of
 * training on all others.
 *
 * @param terms those selected from the counts.
 * @param alpha additive smoothing, above 0; the same as they were selected with.
 */
export function leaveOneOut(counts: Counts, terms: TermSums, estimator: Estimator, alpha: number): Judged[] {
  const { documents, documentSet, sample } = counts;
  const model = new RemovableModel(terms, documents, estimator, alpha);
  const judged: Judged[] = [];
  const most = Math.ceil(MAX_SCORES / documents.length);
  for (let at = 0; at + 1 < sample.starts.length && judged.length < most; at++) {
    const category = documentSet.categories[at]!;
    if (sample.starts[at] === sample.starts[at + 1] || documents[category]! < 2) continue;
    judged.push({ category, copies: documentSet.copies[at]!, ...model.scoresWithout(sample, at, category) });
  }
  return judged;
}

/** A term of the document at hand, as it is without that document. */
interface RemainingTerm {
  /** In the document, before it is brought to length 1. */
  readonly weight: number;
  /** Summed weight in all categories. */
  readonly total: number;
  readonly postings: readonly { readonly category: number; readonly sum: number }[];
}

/** The sums of which weights are made (the formulas stand at `fit`), from which one document at a time can be taken out. */
class RemovableModel {
  readonly #terms: TermSums;
  readonly #documents: readonly number[];
  readonly #isComplement: boolean;
  readonly #alpha: number;
  /** Σ_t N_tc by category. */
  readonly #totals: Float64Array;
  /** Σ_t ln(T_t − N_tc + α) by category, of which the divisors of normalised weights are made. */
  readonly #logs: Float64Array;

  constructor(terms: TermSums, documents: readonly number[], estimator: Estimator, alpha: number) {
    this.#terms = terms;
    this.#documents = documents;
    this.#isComplement = estimator === "complement";
    this.#alpha = alpha;
    this.#totals = new Float64Array(documents.length);
    this.#logs = new Float64Array(documents.length);
    const sums = new Sums(this.#totals, this.#logs, alpha);
    for (let term = 0; term < terms.first.length; term++) {
      const postings = this.#postingsOf(term);
      sums.add(1, postings, totalOf(postings));
    }
    sums.finish();
  }

  scoresWithout(sample: Sample, document: number, category: number): Pick<Judged, "scores" | "isKnown"> {
    const totals = this.#totals.slice();
    const logs = this.#logs.slice();
    const sums = new Sums(totals, logs, this.#alpha);
    let vocabulary = this.#terms.first.length;
    const remaining: RemainingTerm[] = [];
    let from = 0;
    for (let i = sample.starts[document]!; i < sample.starts[document + 1]!; i++) {
      const term = this.#find(sample.first[i]!, sample.second[i]!, from);
      if (term < 0) continue;
      from = term + 1;
      const weight = sample.contributions[i]! / WEIGHT_ONE;
      const before = this.#postingsOf(term);
      const postings = before
        .map((one) => (one.category === category ? { category, sum: Math.max(0, one.sum - weight) } : one))
        .filter(({ sum }) => sum > 0);
      const total = totalOf(postings);
      sums.add(-1, before, totalOf(before));
      vocabulary--;
      if (postings.length === 0) continue;
      const most = postings.reduce((a, { sum }) => Math.max(a, sum), 0);
      if (termValue(total, most, postings.length, this.#alpha) < this.#terms.least) continue;
      sums.add(1, postings, total);
      vocabulary++;
      remaining.push({ weight, total, postings });
    }
    sums.finish();
    const counted = this.#documents.map((n, c) => (c === category ? n - 1 : n));
    const isKnown = remaining.length > 0;
    const scores =
      isKnown && this.#isComplement
        ? this.#complementScores(remaining, totals, logs, vocabulary)
        : this.#priors(counted);
    if (isKnown && !this.#isComplement) this.#addMultinomial(scores, remaining, totals, vocabulary);
    return { scores, isKnown };
  }

  #complementScores(
    terms: readonly RemainingTerm[],
    totals: Float64Array,
    logs: Float64Array,
    vocabulary: number,
  ): Float64Array {
    const all = totals.reduce((sum, total) => sum + total, 0);
    const logDivisor = totals.map((total) => Math.log(all - total + this.#alpha * vocabulary));
    const absolute = logDivisor.map((log, c) => vocabulary * log - logs[c]!);
    const mean = absolute.reduce((sum, value) => sum + value, 0) / absolute.length;
    const scores = new Float64Array(totals.length);
    const norm = lengthOf(terms);
    let weights = 0;
    let common = 0;
    for (const { weight, total, postings } of terms) {
      const log = Math.log(total + this.#alpha);
      weights += weight;
      common -= weight * log;
      for (const { category, sum } of postings) {
        scores[category]! += weight * (log - Math.log(total - sum + this.#alpha));
      }
    }
    return scores.map((delta, c) => {
      // Weights that are all zero, as those of a single term are, have nothing to be normalised.
      const scale = absolute[c]! > 0 ? mean / absolute[c]! : 1;
      return (scale * (common + weights * logDivisor[c]! + delta)) / norm;
    });
  }

  #priors(documents: readonly number[]): Float64Array {
    const all = documents.reduce((sum, n) => sum + n, 0);
    return Float64Array.from(documents, (n) => Math.log(n / all));
  }

  #addMultinomial(
    scores: Float64Array,
    terms: readonly RemainingTerm[],
    totals: Float64Array,
    vocabulary: number,
  ): void {
    const norm = lengthOf(terms);
    const absent = Math.log(this.#alpha);
    let weights = 0;
    const deltas = new Float64Array(totals.length);
    for (const { weight, postings } of terms) {
      weights += weight;
      for (const { category, sum } of postings) {
        deltas[category]! += weight * (Math.log(sum + this.#alpha) - absent);
      }
    }
    for (let c = 0; c < scores.length; c++) {
      const logDivisor = Math.log(totals[c]! + this.#alpha * vocabulary);
      scores[c]! += (deltas[c]! + weights * (absent - logDivisor)) / norm;
    }
  }

  #postingsOf(term: number): { category: number; sum: number }[] {
    const { starts, categories, sums } = this.#terms;
    const postings: { category: number; sum: number }[] = [];
    for (let i = starts[term]!; i < starts[term + 1]!; i++) postings.push({ category: categories[i]!, sum: sums[i]! });
    return postings;
  }

  /** The term's number, `from` or more; -1 if it was not selected. */
  #find(first: number, second: number, from: number): number {
    const { first: firsts, second: seconds } = this.#terms;
    let [low, high] = [from, firsts.length - 1];
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const order = firsts[middle]! - first || seconds[middle]! - second;
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

/** Adds terms to the two sums of all categories, and takes them away. */
class Sums {
  readonly #totals: Float64Array;
  readonly #logs: Float64Array;
  readonly #alpha: number;
  /** What every category's logs have in common, as if no term had occurred in it. */
  #common = 0;

  constructor(totals: Float64Array, logs: Float64Array, alpha: number) {
    this.#totals = totals;
    this.#logs = logs;
    this.#alpha = alpha;
  }

  add(sign: number, postings: RemainingTerm["postings"], total: number): void {
    const log = Math.log(total + this.#alpha);
    this.#common += sign * log;
    for (const { category, sum } of postings) {
      this.#totals[category]! += sign * sum;
      this.#logs[category]! += sign * (Math.log(total - sum + this.#alpha) - log);
    }
  }

  /** To be called once, at the end. */
  finish(): void {
    for (let c = 0; c < this.#logs.length; c++) this.#logs[c]! += this.#common;
  }
}

const totalOf = (postings: RemainingTerm["postings"]): number => postings.reduce((sum, one) => sum + one.sum, 0);
const lengthOf = (terms: readonly RemainingTerm[]): number =>
  Math.sqrt(terms.reduce((sum, { weight }) => sum + weight * weight, 0));

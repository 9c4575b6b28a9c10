/** Leave-one-out: predicts each document of the sample from all other documents. */

import type { NaiveBayesEstimator } from "../../core/models/linear/choices.js";
import { sum } from "../../core/sum.js";
import { WEIGHT_ONE } from "../../core/text/term-weight.js";
import type { Counts } from "../counts/counts.js";
import { type TermSums, termValue } from "../fit/select.js";
import { type Sample, sampleOf } from "./sample.js";

/** The scores of a document, or of a part of it, from all other documents. */
export interface HeldOutScores {
  /** Whether these are the scores of the whole document. */
  readonly isWhole: boolean;
  /** Number of the document's category. */
  readonly category: number;
  /** Number of identical documents in the corpus, with this one. */
  readonly copies: number;
  /** Score by category, as a classifier computes it; logs of the priors if none of its terms is known. [C] */
  readonly scores: Float64Array;
  /** Whether any of its terms occurs in the other documents. */
  readonly isKnown: boolean;
}

/**
 * Each document is scored by all of its terms, by an eighth of them, and by a 64th: most documents have many terms, and
 * the probabilities of a few words should be right too.
 */
const PARTS: readonly number[] = [1, 8, 64];
const WHOLE: readonly number[] = [1];

/** Most scores to keep: with many categories, fewer documents are scored. */
const MAX_SCORES = 1 << 17;

/**
 * Scores the documents of the sample that have terms, and whose category has another document: first the whole document,
 * then parts of it, see {@link PARTS}.
 *
 * The statistics are sums, so what a document added can be subtracted: its contributions from the sums of its terms, and
 * terms that only it has from the vocabulary. A term that would not have been selected without the document is left out
 * too; which term would have been selected instead is ignored. If all terms are selected, the scores are exactly those of
 * training on all other documents.
 *
 * @param terms the terms that were selected from the counts.
 * @param alpha additive smoothing, above 0; the one that terms were selected with.
 * @param wholeOnly whether to score whole documents only; default false.
 */
export function leaveOneOut(
  counts: Counts,
  terms: TermSums,
  estimator: NaiveBayesEstimator,
  alpha: number,
  wholeOnly = false,
): HeldOutScores[] {
  const { documents, documentSet } = counts;
  const sample = sampleOf(counts);
  const shares = wholeOnly ? WHOLE : PARTS;
  const model = new RemovableModel(terms, documents, estimator, alpha);
  const all: HeldOutScores[] = [];
  const max = Math.ceil(MAX_SCORES / documents.length / PARTS.length) * shares.length;
  for (let document = 0; document + 1 < sample.starts.length && all.length < max; document++) {
    const category = documentSet.categories[document]!;
    if (sample.starts[document] === sample.starts[document + 1] || documents[category]! < 2) continue;
    const copies = documentSet.copies[document]!;
    // Where a part starts is as good as random, and always the same for the same document.
    const lot = documentSet.low[document]! / 2 ** 32;
    model.scoresWithout(sample, document, category, lot, shares).forEach((scores, part) => {
      all.push({ isWhole: part === 0, category, copies, ...scores });
    });
  }
  return all;
}

/** The sums that weights are computed from (see the formulas at `fit`), less one document at a time. */
class RemovableModel {
  readonly #terms: TermSums;
  readonly #documents: readonly number[];
  readonly #isComplement: boolean;
  readonly #alpha: number;
  /** T_t by term. */
  readonly #termTotals: Float64Array;
  /** ln(T_t + α) by term. */
  readonly #absent: Float64Array;
  /** ln(T_t − N_tc + α) by posting. */
  readonly #present: Float64Array;
  /** Σ_t N_tc by category. */
  readonly #totals: Float64Array;
  /** Σ_t ln(T_t − N_tc + α) by category, from which the divisors of normalised weights are computed. */
  readonly #logs: Float64Array;

  constructor(terms: TermSums, documents: readonly number[], estimator: NaiveBayesEstimator, alpha: number) {
    const { starts, categories, sums, first } = terms;
    this.#terms = terms;
    this.#documents = documents;
    this.#isComplement = estimator === "complement";
    this.#alpha = alpha;
    this.#termTotals = new Float64Array(first.length);
    this.#absent = new Float64Array(first.length);
    this.#present = new Float64Array(sums.length);
    this.#totals = new Float64Array(documents.length);
    this.#logs = new Float64Array(documents.length);
    let absent = 0;
    for (let term = 0; term < first.length; term++) {
      let total = 0;
      for (let i = starts[term]!; i < starts[term + 1]!; i++) total += sums[i]!;
      this.#termTotals[term] = total;
      this.#absent[term] = Math.log(total + alpha);
      absent += this.#absent[term]!;
      for (let i = starts[term]!; i < starts[term + 1]!; i++) {
        this.#present[i] = Math.log(total - sums[i]! + alpha);
        this.#totals[categories[i]!]! += sums[i]!;
        this.#logs[categories[i]!]! += this.#present[i]! - this.#absent[term]!;
      }
    }
    for (let c = 0; c < documents.length; c++) this.#logs[c]! += absent;
  }

  /** Returns the scores of a part of the document for each of the shares. */
  scoresWithout(
    sample: Sample,
    document: number,
    category: number,
    lot: number,
    shares: readonly number[],
  ): Pick<HeldOutScores, "scores" | "isKnown">[] {
    const { starts, categories, sums, minValue, first } = this.#terms;
    const alpha = this.#alpha;
    const totals = this.#totals.slice();
    const logs = this.#logs.slice();
    const parts = partsOf(sample.starts[document]!, sample.starts[document + 1]!, lot, shares, totals.length);
    let [vocabulary, absentLogs, from] = [first.length, 0, 0];
    for (let at = sample.starts[document]!; at < sample.starts[document + 1]!; at++) {
      const term = this.#find(sample.first[at]!, sample.second[at]!, from);
      if (term < 0) continue;
      from = term + 1;
      const weight = sample.contributions[at]! / WEIGHT_ONE;
      const [start, end] = [starts[term]!, starts[term + 1]!];
      let [total, max, postings] = [0, 0, 0];
      for (let i = start; i < end; i++) {
        const left = categories[i] === category ? Math.max(0, sums[i]! - weight) : sums[i]!;
        total += left;
        if (left > max) max = left;
        if (left > 0) postings++;
      }
      const before = this.#absent[term]!;
      if (postings === 0 || termValue(total, max, postings, alpha) < minValue) {
        vocabulary--;
        absentLogs -= before;
        for (let i = start; i < end; i++) {
          totals[categories[i]!]! -= sums[i]!;
          logs[categories[i]!]! -= this.#present[i]! - before;
        }
        continue;
      }
      const absent = Math.log(total + alpha);
      absentLogs += absent - before;
      totals[category]! -= this.#termTotals[term]! - total;
      for (const part of parts) {
        if (at < part.start || at >= part.end) continue;
        part.squares += weight * weight;
        part.weights += weight;
        part.common += weight * (this.#isComplement ? -absent : Math.log(alpha));
      }
      for (let i = start; i < end; i++) {
        const left = categories[i] === category ? Math.max(0, sums[i]! - weight) : sums[i]!;
        const present = Math.log(total - left + alpha);
        logs[categories[i]!]! += present - absent - (this.#present[i]! - before);
        const delta = weight * (this.#isComplement ? absent - present : Math.log(left / alpha + 1));
        for (const part of parts) {
          if (at >= part.start && at < part.end) part.deltas[categories[i]!]! += delta;
        }
      }
    }
    const allLogs = logs.map((log) => log + absentLogs);
    return parts.map(({ deltas, common, weights, squares }) => {
      const priors = this.#priors(category);
      if (squares === 0) return { scores: priors, isKnown: false };
      const inner = deltas.map((delta) => delta + common);
      const found = { inner, weights, norm: Math.sqrt(squares), totals, vocabulary };
      const scores = this.#isComplement
        ? this.#complementScores(found, allLogs)
        : this.#multinomialScores(found, priors);
      return { scores, isKnown: true };
    });
  }

  #complementScores({ inner, weights, norm, totals, vocabulary }: Found, logs: Float64Array): Float64Array {
    const all = sum(totals);
    const logDivisor = totals.map((total) => Math.log(all - total + this.#alpha * vocabulary));
    const absolute = logDivisor.map((log, c) => vocabulary * log - logs[c]!);
    const mean = sum(absolute) / absolute.length;
    return inner.map((one, c) => {
      // Weights of a single term are all zero, and have nothing to be normalised.
      const scale = vocabulary > 1 ? mean / absolute[c]! : 1;
      return (scale * (one + weights * logDivisor[c]!)) / norm;
    });
  }

  #multinomialScores({ inner, weights, norm, totals, vocabulary }: Found, priors: Float64Array): Float64Array {
    return inner.map((one, c) => {
      const logDivisor = Math.log(totals[c]! + this.#alpha * vocabulary);
      return priors[c]! + (one - weights * logDivisor) / norm;
    });
  }

  /** Logs of the priors without a document of `category`. */
  #priors(category: number): Float64Array {
    const all = sum(this.#documents) - 1;
    return Float64Array.from(this.#documents, (n, c) => Math.log((c === category ? n - 1 : n) / all));
  }

  /** Index of the term, `from` or more; -1 if it was not selected. */
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

/** A part of a document, before it is normalised to length 1. */
interface Part {
  /** Index of its first term in the sample; {@link end} is the index after its last. */
  readonly start: number;
  readonly end: number;
  /** What each category adds to {@link common}, which is the same for all. */
  readonly deltas: Float64Array;
  common: number;
  weights: number;
  squares: number;
}

/** The parts of a document with the terms from `start` to `end` of the sample. */
function partsOf(start: number, end: number, lot: number, shares: readonly number[], categories: number): Part[] {
  return shares.map((share) => {
    const size = Math.ceil((end - start) / share);
    const from = start + Math.floor(lot * (end - start - size + 1));
    return { start: from, end: from + size, deltas: new Float64Array(categories), common: 0, weights: 0, squares: 0 };
  });
}

/** A document and the model without it. */
interface Found {
  /** Σ_t x_t · w_tc by category, without the divisors of the weights and before x is normalised to length 1. */
  readonly inner: Float64Array;
  /** Σ_t x_t */
  readonly weights: number;
  /** ‖x‖ */
  readonly norm: number;
  /** Σ_t N_tc by category. */
  readonly totals: Float64Array;
  /** Number of terms. */
  readonly vocabulary: number;
}

/** Leave-one-out: the documents of the sample, each judged by the model of all documents but itself. */

import type { Estimator } from "../../core/models/naive-bayes/estimators.js";
import { WEIGHT_ONE } from "../../core/text/term-weight.js";
import type { Counts } from "../counts/counts.js";
import type { Sample } from "../documents/sample.js";
import { type TermSums, termValue } from "../fit/select.js";

/** What all other documents make of one, or of a part of it. */
export interface Judged {
  /** Whether it is all of the document. */
  readonly isWhole: boolean;
  /** Number of the document's category. */
  readonly category: number;
  /** How many documents of the corpus are the same as it, itself among them. */
  readonly copies: number;
  /** Score by category, as a classifier computes it; logs of the priors where the others know none of its terms. [C] */
  readonly scores: Float64Array;
  /** Whether the others know any of its terms. */
  readonly isKnown: boolean;
}

/**
 * The document is judged by all of its terms, and by one in so many of them: who asks for a few words wants to know how
 * sure the answer is, too, and most documents have many.
 */
const PARTS: readonly number[] = [1, 8, 64];
const WHOLE: readonly number[] = [1];

/** Most scores to keep: of many categories fewer documents are judged. */
const MAX_SCORES = 1 << 17;

/**
 * Judges the documents of the sample that have terms, and whose category has another document; first all of each, then
 * parts of it, see {@link PARTS}.
 *
 * The statistics are sums, so what a document added can be taken out of them: its contributions out of the sums of its
 * terms, and a term that none but it had out of the vocabulary. A term that is not worth keeping without it is not kept
 * either; that another would come in its place is not followed up. With nothing pruned the scores are exactly those of
 * training on all others.
 *
 * @param terms those selected from the counts.
 * @param alpha additive smoothing, above 0; the same as they were selected with.
 * @param wholeOnly whether to leave the parts out; default false.
 */
export function leaveOneOut(
  counts: Counts,
  terms: TermSums,
  estimator: Estimator,
  alpha: number,
  wholeOnly = false,
): Judged[] {
  const { documents, documentSet, sample } = counts;
  const shares = wholeOnly ? WHOLE : PARTS;
  const model = new RemovableModel(terms, documents, estimator, alpha);
  const judged: Judged[] = [];
  const most = Math.ceil(MAX_SCORES / documents.length / PARTS.length) * shares.length;
  for (let at = 0; at + 1 < sample.starts.length && judged.length < most; at++) {
    const category = documentSet.categories[at]!;
    if (sample.starts[at] === sample.starts[at + 1] || documents[category]! < 2) continue;
    const copies = documentSet.copies[at]!;
    // Where a part starts is as good as drawn by lot, and the same for the same document.
    const lot = documentSet.low[at]! / 2 ** 32;
    model.scoresWithout(sample, at, category, lot, shares).forEach((scores, part) => {
      judged.push({ isWhole: part === 0, category, copies, ...scores });
    });
  }
  return judged;
}

/** The sums of which weights are made (the formulas stand at `fit`), from which one document at a time can be taken out. */
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
  /** Σ_t ln(T_t − N_tc + α) by category, of which the divisors of normalised weights are made. */
  readonly #logs: Float64Array;

  constructor(terms: TermSums, documents: readonly number[], estimator: Estimator, alpha: number) {
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

  /** @returns for each of the shares the scores of that part of the document. */
  scoresWithout(
    sample: Sample,
    document: number,
    category: number,
    lot: number,
    shares: readonly number[],
  ): Pick<Judged, "scores" | "isKnown">[] {
    const { starts, categories, sums, least, first } = this.#terms;
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
      let [total, most, postings] = [0, 0, 0];
      for (let i = start; i < end; i++) {
        const sum = categories[i] === category ? Math.max(0, sums[i]! - weight) : sums[i]!;
        total += sum;
        if (sum > most) most = sum;
        if (sum > 0) postings++;
      }
      const before = this.#absent[term]!;
      if (postings === 0 || termValue(total, most, postings, alpha) < least) {
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
        const sum = categories[i] === category ? Math.max(0, sums[i]! - weight) : sums[i]!;
        const present = Math.log(total - sum + alpha);
        logs[categories[i]!]! += present - absent - (this.#present[i]! - before);
        const delta = weight * (this.#isComplement ? absent - present : Math.log(sum / alpha + 1));
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
    const all = totals.reduce((sum, total) => sum + total, 0);
    const logDivisor = totals.map((total) => Math.log(all - total + this.#alpha * vocabulary));
    const absolute = logDivisor.map((log, c) => vocabulary * log - logs[c]!);
    const mean = absolute.reduce((sum, value) => sum + value, 0) / absolute.length;
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
    const all = this.#documents.reduce((sum, n) => sum + n, 0) - 1;
    return Float64Array.from(this.#documents, (n, c) => Math.log((c === category ? n - 1 : n) / all));
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

/** A part of a document, before it is brought to length 1. */
interface Part {
  /** Its terms are those of the sample from here to {@link end}. */
  readonly start: number;
  readonly end: number;
  /** What each category adds to what all have in {@link common}. */
  readonly deltas: Float64Array;
  common: number;
  weights: number;
  squares: number;
}

/** The parts of the document that has the terms from `start` to `end` of the sample. */
function partsOf(start: number, end: number, lot: number, shares: readonly number[], categories: number): Part[] {
  return shares.map((share) => {
    const size = Math.ceil((end - start) / share);
    const from = start + Math.floor(lot * (end - start - size + 1));
    return { start: from, end: from + size, deltas: new Float64Array(categories), common: 0, weights: 0, squares: 0 };
  });
}

/** A document and the model without it. */
interface Found {
  /** Σ_t x_t · w_tc by category, but for the divisors of the weights and before x is brought to length 1. */
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

/** Explanation: the terms of a text and their scores → how much each spoke for the answer and against the runner-up. */

import { type Model, startOf } from "../model/model.js";

/** A term and what it added to the difference. */
export interface Share {
  /** The word, or both words of a bigram. */
  readonly term: string;
  /** Above 0 it spoke for the category, below 0 for the runner-up. */
  readonly share: number;
}

/**
 * Why a text was put into a category and not into the next best.
 *
 * difference = prior + the sum of the shares of all known terms of the text; `terms` may list fewer of them.
 */
export interface Explanation {
  /** The second best category. */
  readonly against: string;
  /** Score of the category minus that of {@link against}: 0 or more. */
  readonly difference: number;
  /** What the priors of the two categories add to the difference; 0 for complement naive Bayes. */
  readonly prior: number;
  /** The terms with the greatest shares, whichever sign, greatest first; equal ones in the order of the model. */
  readonly terms: readonly Share[];
}

/** A term number and its weight in a text of Euclidean length 1. */
export interface WeightedTerm {
  readonly term: number;
  readonly weight: number;
}

/**
 * Divides the difference of two scores among the terms of a text. Each score is a sum over terms (the formula stands at
 * `Weights`), so the share of a term is its summand in one minus its summand in the other.
 *
 * @param terms all known terms of the text.
 * @param most how many terms to list.
 */
export function explain(
  model: Model,
  terms: readonly WeightedTerm[],
  [best, next]: readonly [number, number],
  most: number,
): Explanation {
  const { offset, scale, prior } = model;
  const shares = terms.map(({ term, weight }) => {
    const common = model.commonLevels[model.commonCodes[term]!]!;
    const summand = (category: number): number =>
      weight * scale[category]! * (common + offset[category]! + deltaOf(model, term, category));
    return { term, share: summand(best) - summand(next) };
  });
  const difference = shares.reduce((sum, { share }) => sum + share, prior[best]! - prior[next]!);
  return {
    against: model.targets[next]!,
    difference,
    prior: prior[best]! - prior[next]!,
    terms: shares
      .sort((a, b) => Math.abs(b.share) - Math.abs(a.share) || a.term - b.term)
      .slice(0, most)
      .map(({ term, share }) => ({ term: nameOf(model, term), share })),
  };
}

/** By how much a term's weight in a category differs from its common one; 0 if it never occurred there. */
function deltaOf(model: Model, term: number, category: number): number {
  const start = startOf(model.postingBlocks, model.postingCounts, term);
  for (let posting = start; posting < start + model.postingCounts[term]!; posting++) {
    if (model.categories[posting] === category) return model.deltaLevels[model.deltaCodes[posting]!]!;
  }
  return 0;
}

/** A term as words, two of them for a bigram. */
function nameOf(model: Model, term: number): string {
  const words = model.wordLengths.length;
  if (term < words) return wordOf(model, term);
  const place = term - words;
  const first = lastNotAfter(words, place, (word) => startOf(model.bigramBlocks, model.bigramCounts, word));
  return `${wordOf(model, first)} ${wordOf(model, model.secondWords[place]!)}`;
}

const decoder = new TextDecoder();

function wordOf({ bucketWords, bucketBytes, wordLengths, wordBytes }: Model, word: number): string {
  const bucket = lastNotAfter(bucketWords.length - 1, word, (b) => bucketWords[b]!);
  let start = bucketBytes[bucket]!;
  for (let before = bucketWords[bucket]!; before < word; before++) start += wordLengths[before]!;
  return decoder.decode(wordBytes.subarray(start, start + wordLengths[word]!));
}

/** The last of `n` places, 1 or more, whose value is at most `limit`; the values ascend from one that is. */
function lastNotAfter(n: number, limit: number, at: (place: number) => number): number {
  let [low, high] = [0, n - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (at(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

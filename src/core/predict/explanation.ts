/** Explanation: the terms of a text and their scores → how much each spoke for the answer and against the runner-up. */

import { type Model, startOf } from "../models/naive-bayes/arrays.js";
import { nameOf } from "../models/naive-bayes/term-names.js";

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
 * difference = prior + the sum of the shares of all known terms of the text, and exactly so, to the last bit and in
 * whatever order they are added; `terms` may list fewer of them.
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

/** So many terms are told to a person, or of each of many texts. */
export const TOLD_TERMS = 20;

/** A term number and its weight in a text of Euclidean length 1. */
export interface WeightedTerm {
  readonly term: number;
  readonly weight: number;
}

/** So many bits hold every sum of shares: one fewer than a number has, for rounding may make them a little greater. */
const SUM_BITS = 52;

/**
 * Divides the difference of two scores among the terms of a text. Each score is a sum over terms (the formula stands at
 * `Weights`), so the share of a term is its summand in one minus its summand in the other.
 *
 * Shares are rounded once, to multiples of a power of two that is small enough to change no digit that counts and large
 * enough that all sums of them are exact: a 2^52th of the sum of their sizes, or a little more.
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
  const lead = prior[best]! - prior[next]!;
  const size = shares.reduce((sum, { share }) => sum + Math.abs(share), Math.abs(lead));
  const unit = size === 0 ? 1 : 2 ** (Math.ceil(Math.log2(size)) - SUM_BITS);
  // Adding 0 makes 0 of -0, which JSON does not have.
  const round = (value: number): number => Math.round(value / unit) * unit + 0;
  const rounded = shares.map(({ term, share }) => ({ term, share: round(share) }));
  return {
    against: model.targets[next]!,
    difference: rounded.reduce((sum, { share }) => sum + share, round(lead)),
    prior: round(lead),
    terms: rounded
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

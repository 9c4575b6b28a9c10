/** Explanation: what each term of a text adds to the lead of the best category over the second best. */

import type { Contributions, TermShare } from "../models/model.js";

/**
 * Why a text was put into a category and not into the second best.
 *
 * `difference` is `prior` plus the shares of all known terms of the text, exactly, in whatever order they are added. `terms` may list
 * fewer of them.
 */
export interface Explanation {
  /** The second best category. */
  readonly against: string;
  /** Score of the category minus the score of {@link against}: 0 or more. */
  readonly difference: number;
  /** What the category leads by without any term: the difference of the two biases. 0 for complement naive Bayes. */
  readonly prior: number;
  /** The terms with the greatest shares, whichever sign, greatest first. Above 0 they favour the category, below 0 the second best. */
  readonly terms: readonly TermShare[];
}

/** How many terms an explanation lists for a person, or for each of many texts. */
export const MAX_EXPLAINED_TERMS = 20;

/** Bits that hold every sum of shares: one fewer than a number has, for rounding may make them a little greater. */
const SUM_BITS = 52;

/**
 * Splits the difference of two scores among the terms of a text.
 *
 * Shares are rounded once, to multiples of a power of two that is small enough to change no significant digit and large enough to keep
 * all their sums exact: 2^-52 of the sum of their sizes, or a little more.
 *
 * @param contributions to the scores of the best target and of the second best, in this order.
 * @param max how many terms to list at most.
 */
export function explain({ base, terms }: Contributions, against: string, max: number): Explanation {
  const shares = terms.map(({ term, shares: [best, second] }) => ({ term, share: best! - second! }));
  const lead = base[0]! - base[1]!;
  const size = shares.reduce((sum, { share }) => sum + Math.abs(share), Math.abs(lead));
  const unit = size === 0 ? 1 : 2 ** (Math.ceil(Math.log2(size)) - SUM_BITS);
  // Adding 0 makes 0 of -0, which JSON does not have.
  const round = (value: number): number => Math.round(value / unit) * unit + 0;
  const rounded = shares.map(({ term, share }) => ({ term, share: round(share) }));
  const prior = round(lead);
  return {
    against,
    difference: rounded.reduce((sum, { share }) => sum + share, prior),
    prior,
    terms: rounded.sort((a, b) => Math.abs(b.share) - Math.abs(a.share)).slice(0, max),
  };
}

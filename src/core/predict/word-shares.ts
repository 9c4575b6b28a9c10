/** Word shares: an explanation → how much each word of the text adds, where it stands. */

import type { TermShare, TextPart } from "../models/model.js";

/** A word, or a letter of overlapping pairs, where it stands in a part of a text. */
interface WordShare {
  /** Offsets in UTF-16 units: of its first, and behind its last. */
  readonly start: number;
  readonly end: number;
  /** Above 0 it favours the category, below 0 the second best. */
  readonly share: number;
}

/** A part of a text and all its words, in their order; none overlaps another. */
export interface ExplainedPart {
  readonly text: string;
  readonly words: readonly WordShare[];
}

/**
 * Splits the shares of terms among the words of a text: the share of a term among its occurrences, by how often each counts, and that of a
 * bigram equally between its two words. So the shares of all words and the prior add up to the difference, but for rounding.
 *
 * @param terms all known terms of the text.
 */
export function wordShares(parts: readonly TextPart[], terms: readonly TermShare[]): readonly ExplainedPart[] {
  const shares = new Map(terms.map(({ term, share }) => [term, share]));
  const frequencies = new Map<string, number>();
  for (const { term, times } of parts.flatMap((part) => part.terms)) {
    frequencies.set(term, (frequencies.get(term) ?? 0) + times);
  }
  return parts.map((part) => {
    const words = part.words.map(({ start, end }) => ({ start, end, share: 0 }));
    for (const { term, times, words: indexes } of part.terms) {
      const share = ((shares.get(term) ?? 0) * times) / frequencies.get(term)!;
      for (const index of indexes) words[index]!.share += share / indexes.length;
    }
    return { text: part.text, words: withoutOverlap(words) };
  });
}

/**
 * Splits pairs of letters that overlap, as those of a script without blanks do, into their letters. A letter gets half of the share of each
 * pair that it is in.
 */
function withoutOverlap(words: readonly WordShare[]): readonly WordShare[] {
  const parts: { start: number; end: number; share: number }[] = [];
  words.forEach(({ start, end, share }, index) => {
    const before = words[index - 1]?.end ?? 0;
    const behind = words[index + 1]?.start ?? end;
    if (start === end || (before <= start && behind >= end)) {
      parts.push({ start, end, share });
      return;
    }
    const middle = behind < end ? behind : before;
    if (before > start) parts.at(-1)!.share += share / 2;
    else parts.push({ start, end: middle, share: share / 2 });
    parts.push({ start: middle, end, share: share / 2 });
  });
  return parts;
}

/** The walk over documents: the words of each in their order, from which every term follows. */

import type { SentimentWalk } from "../../core/text/sentiment.js";
import { NO_WORD, SUBJECT_TIMES, type TermSink } from "../../core/text/terms.js";
import type { Words, WordWalk } from "../tables/words.js";

/** The words of one document: first those of its subject, then those of its body. */
export interface DocumentTokens {
  /** 1 + the number of each word; 0 for a gap, a form that is too long to be a word. Only the first {@link size} count. */
  readonly tokens: Uint32Array;
  readonly size: number;
  /** How many of them are of the subject. */
  readonly subject: number;
}

/**
 * A walk over the kept documents, in the order of the document set, of which they are the first entries. A word's number is
 * its index among the sorted words. After each {@link next} that gives true the other members describe one document, until
 * the next call.
 */
export interface DocumentWalk extends DocumentTokens {
  /** Moves to the next document; false at the end. */
  next(): boolean;
}

/**
 * Walks over the terms of a document, as `walkTerms` does over those of its text. Whether two neighbours make a bigram
 * follows from the words: an address makes none, and a gap parts its neighbours.
 *
 * @param isAddress 1 for each word that is an address, by the words' numbers.
 * @param sentiment for models with sentiment terms.
 */
export function walkTokens(
  { tokens, size, subject }: DocumentTokens,
  isAddress: Uint8Array,
  sink: TermSink,
  sentiment?: SentimentWalk,
): void {
  let previous = NO_WORD;
  sentiment?.begin();
  for (let at = 0; at < size; at++) {
    if (at === subject) {
      previous = NO_WORD;
      sentiment?.begin();
    }
    const token = tokens[at]!;
    const times = at < subject ? SUBJECT_TIMES : 1;
    // A gap is a word for the reach of a negation, as an unknown word is in a text.
    const code = sentiment ? sentiment.next(token - 1) : 0;
    if (token === 0) {
      previous = NO_WORD;
      continue;
    }
    const word = token - 1;
    sink.unigram(word, times);
    if (code !== 0) sink.sentiment?.(code, times);
    if (isAddress[word] === 1) {
      previous = NO_WORD;
      continue;
    }
    if (previous !== NO_WORD) sink.bigram(previous, word, times);
    previous = word;
  }
}

const AT_SIGN = 0x40;

/** Marks words that are addresses with 1: no other word has an `@`. */
export function addressesIn({ bytes, ends }: Words): Uint8Array {
  const marks = new Uint8Array(ends.length);
  let word = 0;
  for (let at = bytes.indexOf(AT_SIGN); at !== -1; at = bytes.indexOf(AT_SIGN, at + 1)) {
    while (word < ends.length && ends[word]! <= at) word++;
    if (word < ends.length) marks[word] = 1;
  }
  return marks;
}

/** As {@link addressesIn}, for words that are not in memory. */
export function addressesAlong(walk: WordWalk): Uint8Array {
  const marks = new Uint8Array(walk.size);
  for (let word = 0; walk.next(); word++) if (walk.word.includes(AT_SIGN)) marks[word] = 1;
  return marks;
}

/** The walk over no documents. */
export const NO_DOCUMENTS: DocumentWalk = { tokens: new Uint32Array(), size: 0, subject: 0, next: () => false };

/** Terms: a document's words → its unigrams and bigrams, one by one. */

import type { Lexer } from "./lexer.js";
import { parseMessage, type Text } from "./message.js";

/** Increases when the same text would give other terms or weights than before. Counts of two versions cannot be added. */
export const FEATURES_VERSION = 1;

/** Stands for a missing second word: such a term is a unigram. */
export const NO_WORD = 0xffffffff;

/** The number of a stop word: it makes no term, and its neighbours count as adjacent. */
export const STOP_WORD = -1;
/** The number of an unknown word: it makes no term, and its neighbours are not adjacent. */
export const UNKNOWN_WORD = -2;

/** Surface forms one after the other, as a {@link Lexer} gives them. */
export interface Forms {
  /** Moves to the next form; false at the end. */
  next(): boolean;
  /** Whether the current form is an address. */
  readonly isAddress: boolean;
}

/** Gives surface forms their word numbers. */
export interface Vocabulary<F extends Forms> {
  /** Word number of the current form, 0 or more, or {@link STOP_WORD} or {@link UNKNOWN_WORD}. */
  find(forms: F): number;
}

/** Takes a document's terms, each as often as it occurs. */
export interface TermSink {
  /** @param times how often this occurrence counts, 1 or more. */
  unigram(word: number, times: number): void;
  bigram(first: number, second: number, times: number): void;
}

/** A part of a document, and how often each of its words counts. No bigram spans two parts. */
export interface Part {
  readonly text: string;
  readonly times: number;
}

/**
 * How often each word of a message's subject counts. No other header field counts: on the development split From, Keywords
 * and Summary added nothing, and Organization lowered accuracy (see ARCHITECTURE.md).
 */
const SUBJECT_TIMES = 6;

/** Returns the parts of a document that count: the subject and the body of a message, or the whole of any other text. */
export function partsOf(text: Text): readonly Part[] {
  const { subject, body } = typeof text === "string" ? parseMessage(text) : text;
  return [
    { text: subject, times: SUBJECT_TIMES },
    { text: body, times: 1 },
  ];
}

/** Walks over the terms of all parts of a document. */
export function walkTerms(text: Text, lexer: Lexer, vocabulary: Vocabulary<Lexer>, sink: TermSink): void {
  for (const part of partsOf(text)) {
    lexer.open(part.text);
    walkPart(lexer, part.times, vocabulary, sink);
  }
}

/**
 * Walks over the terms of one part. Each word that is not a stop word is a unigram, and makes a bigram with the word before
 * it, stop words skipped (`sense of humour` has the bigram `sense humour`). An address is a unigram only. No bigram spans an
 * address or an unknown word.
 */
export function walkPart<F extends Forms>(forms: F, times: number, vocabulary: Vocabulary<F>, sink: TermSink): void {
  let previous = UNKNOWN_WORD;
  while (forms.next()) {
    const word = vocabulary.find(forms);
    if (word === STOP_WORD) continue;
    if (word !== UNKNOWN_WORD) sink.unigram(word, times);
    if (word === UNKNOWN_WORD || forms.isAddress) {
      previous = UNKNOWN_WORD;
      continue;
    }
    if (previous !== UNKNOWN_WORD) sink.bigram(previous, word, times);
    previous = word;
  }
}

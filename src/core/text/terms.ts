/** Terms: a document's words → its terms, unigrams and bigrams, handed one by one to whoever counts them. */

import type { Lexer } from "./lexer.js";
import { parseMessage } from "./message.js";

/** Counts up when the same text would give other terms or weights than before; counts of two versions do not add. */
export const FEATURES_VERSION = 1;

/** Stands for a missing second word: such a term is a unigram. */
export const NO_WORD = 0xffffffff;

/** What a {@link Vocabulary} answers of a form that every text has: it is no term and does not part its neighbours. */
export const STOP_WORD = -1;
/** What a {@link Vocabulary} answers of a form that makes no term and parts its neighbours. */
export const UNKNOWN_WORD = -2;

/** Surface forms one after the other, as a {@link Lexer} has them. */
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
  /** @param times how often this occurrence counts. */
  unigram(word: number, times: number): void;
  bigram(first: number, second: number, times: number): void;
}

/** A part of a document, and how often each of its words counts. Bigrams do not cross from one part to the next. */
export interface Part {
  readonly text: string;
  readonly times: number;
}

/**
 * How often each word of a message's subject counts. No other header field counts: on the development split From,
 * Keywords and Summary added nothing, and Organization made it worse (see ARCHITECTURE.md).
 */
const SUBJECT_TIMES = 6;

/** The parts of a document that count: a message's subject and its body, or the whole of any other text. */
export function partsOf(text: string): readonly Part[] {
  const { subject, body } = parseMessage(text);
  return [
    { text: subject, times: SUBJECT_TIMES },
    { text: body, times: 1 },
  ];
}

/** Walks over a document's terms: those of all its parts. */
export function walkTerms(text: string, lexer: Lexer, vocabulary: Vocabulary<Lexer>, sink: TermSink): void {
  for (const part of partsOf(text)) {
    lexer.open(part.text);
    walkPart(lexer, part.times, vocabulary, sink);
  }
}

/**
 * Walks over the terms of one part: each word that is not a stop word is a unigram, and with the word kept before it a
 * bigram (`sense of humour` has the bigram `sense humour`). An address is a unigram only. Bigrams do not cross an address
 * or an unknown word.
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

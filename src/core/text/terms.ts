/** Terms: a document's words → its unigrams and bigrams, one by one. */

import { withoutEncodedBlocks } from "./encoded-blocks.js";
import type { Lexer } from "./lexer.js";
import { parseMessage, type Text } from "./message.js";
import type { SentimentWalk } from "./sentiment.js";

/** Increases when the same text would give other terms or weights than before. Counts of two versions cannot be added. */
export const FEATURES_VERSION = 2;

/** Stands for a missing second word: such a term is a unigram. */
export const NO_WORD = 0xffffffff;

/** The number of an unknown word: it makes no term, and its neighbours are not adjacent. */
export const UNKNOWN_WORD = -1;

/** Gives surface forms their word numbers. */
export interface Vocabulary {
  /** Word number of the lexer's current form, 0 or more, or {@link UNKNOWN_WORD}. */
  find(lexer: Lexer): number;
}

/** Takes a document's terms, each as often as it occurs. */
export interface TermSink {
  /** @param times how often this occurrence counts, 1 or more. */
  unigram(word: number, times: number): void;
  bigram(first: number, second: number, times: number): void;
  /** Takes the sentiment term of a word, after its unigram; only where a walk follows the sentiment. @param code see {@link SentimentWalk}. */
  sentiment?(code: number, times: number): void;
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
export const SUBJECT_TIMES = 6;

/** Returns the parts of a document that count: the subject and the body of a message; any other text is all body. */
export function partsOf(text: Text): readonly [subject: Part, body: Part] {
  const { subject, body } = typeof text === "string" ? parseMessage(text) : text;
  return [
    { text: subject, times: SUBJECT_TIMES },
    { text: withoutEncodedBlocks(body), times: 1 },
  ];
}

/** Walks over the terms of all parts of a document. @param sentiment for models with sentiment terms. */
export function walkTerms(
  parts: readonly Part[],
  lexer: Lexer,
  vocabulary: Vocabulary,
  sink: TermSink,
  sentiment?: SentimentWalk,
): void {
  for (const part of parts) {
    // Most texts have no subject.
    if (part.text === "") continue;
    lexer.open(part.text);
    walkPart(lexer, part.times, vocabulary, sink, sentiment);
  }
}

/**
 * Walks over the terms of one part, on which the lexer was opened. Each word is a unigram, and makes a bigram with the word before it. An
 * address is a unigram only. No bigram spans an address or an unknown word. A word with a sentiment makes a sentiment term too.
 */
export function walkPart(
  lexer: Lexer,
  times: number,
  vocabulary: Vocabulary,
  sink: TermSink,
  sentiment?: SentimentWalk,
): void {
  let previous = UNKNOWN_WORD;
  sentiment?.begin();
  while (lexer.next()) {
    const word = vocabulary.find(lexer);
    if (word !== UNKNOWN_WORD) sink.unigram(word, times);
    if (sentiment) {
      const code = sentiment.next(word);
      if (code !== 0) sink.sentiment?.(code, times);
    }
    if (word === UNKNOWN_WORD || lexer.isAddress) {
      previous = UNKNOWN_WORD;
      continue;
    }
    if (previous !== UNKNOWN_WORD) sink.bigram(previous, word, times);
    previous = word;
  }
}

/** Terms: a document's words → its terms, unigrams and bigrams, handed one by one to whoever counts them. */

import type { Lexer } from "../lexer/lexer.js";
import { parseMessage } from "../message/message.js";

/** Counts up when the same text would give other terms or weights than before; counts of two versions do not add. */
export const FEATURES_VERSION = 1;

/** Stands for a missing second word: such a term is a unigram. */
export const NO_WORD = 0xffffffff;

/** What a {@link Vocabulary} answers of a form that every text has: it is no term and does not part its neighbours. */
export const STOP_WORD = -1;
/** What a {@link Vocabulary} answers of a form that makes no term and parts its neighbours. */
export const UNKNOWN_WORD = -2;

/** Gives surface forms their word numbers. */
export interface Vocabulary {
  /** Word number of the lexer's current form, 0 or more, or {@link STOP_WORD} or {@link UNKNOWN_WORD}. */
  find(lexer: Lexer): number;
}

/** Takes a document's terms, each as often as it occurs. */
export interface TermSink {
  /** @param times how often this occurrence counts. */
  unigram(word: number, times: number): void;
  bigram(first: number, second: number, times: number): void;
}

/**
 * How often each word of a message's subject counts. No other header field counts: on the development split From,
 * Keywords and Summary added nothing, and Organization made it worse (see ARCHITECTURE.md).
 */
const SUBJECT_TIMES = 6;

/**
 * Walks over a document's terms: each word that is not a stop word is a unigram, and with the word kept before it a
 * bigram (`sense of humour` has the bigram `sense humour`). An address is a unigram only. Bigrams do not cross from
 * the subject to the body, nor an address or an unknown word.
 */
export function walkTerms(text: string, lexer: Lexer, vocabulary: Vocabulary, sink: TermSink): void {
  const { fields, body } = parseMessage(text);
  walk(fields.get("subject") ?? "", SUBJECT_TIMES, lexer, vocabulary, sink);
  walk(body, 1, lexer, vocabulary, sink);
}

function walk(text: string, times: number, lexer: Lexer, vocabulary: Vocabulary, sink: TermSink): void {
  let previous = UNKNOWN_WORD;
  lexer.open(text);
  while (lexer.next()) {
    const word = vocabulary.find(lexer);
    if (word === STOP_WORD) continue;
    if (word !== UNKNOWN_WORD) sink.unigram(word, times);
    if (word === UNKNOWN_WORD || lexer.isAddress) {
      previous = UNKNOWN_WORD;
      continue;
    }
    if (previous !== UNKNOWN_WORD) sink.bigram(previous, word, times);
    previous = word;
  }
}

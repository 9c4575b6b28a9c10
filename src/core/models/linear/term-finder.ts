/** The term finder: the terms of a text that a linear model knows, and their weights in it. */

import { Lexer } from "../../text/lexer.js";
import type { Text } from "../../text/message.js";
import { SENTIMENTS, SentimentWalk, sentimentName } from "../../text/sentiment.js";
import { termWeight, WEIGHT_ONE } from "../../text/term-weight.js";
import { partsOf, type TermSink, UNKNOWN_WORD, type Vocabulary, walkTerms } from "../../text/terms.js";
import { type LinearArrays, NO_TERM } from "./arrays.js";
import { BigramFinder, NO_BIGRAM } from "./bigram-finder.js";
import { WordFinder } from "./word-finder.js";

/** Finds the known terms of one text at a time. */
export class TermFinder implements Vocabulary, TermSink {
  /** Numbers of the terms found, each once, in the order of the text: as many as {@link open} says. [W + B] */
  readonly found: Uint32Array;
  #size = 0;
  /** Follows the sentiment of words, if the model has sentiment terms. */
  readonly sentimentWalk: SentimentWalk | undefined;
  readonly #arrays: LinearArrays;
  readonly #lexer = new Lexer();
  readonly #wordFinder: WordFinder;
  readonly #words: number;
  /** Number of the sentiment term of each code, or {@link UNKNOWN_WORD}; empty without sentiment terms. */
  readonly #sentimentTerms: readonly number[];
  readonly #bigramFinder: BigramFinder;
  /** How often each term occurs in the text at hand; zero between texts. */
  readonly #frequency: Uint32Array;

  constructor(arrays: LinearArrays) {
    this.#arrays = arrays;
    this.#wordFinder = new WordFinder(arrays);
    this.#words = arrays.wordLengths.length;
    this.found = new Uint32Array(arrays.commonCodes.length);
    this.#bigramFinder = new BigramFinder(arrays);
    this.#frequency = new Uint32Array(arrays.commonCodes.length);
    const hasSentiment = arrays.sentimentCodes.length > 0;
    this.sentimentWalk = hasSentiment ? new SentimentWalk(arrays.sentimentCodes) : undefined;
    this.#sentimentTerms = Array.from({ length: hasSentiment ? 1 + SENTIMENTS : 0 }, (_, code) => {
      const bytes = new TextEncoder().encode(sentimentName(code));
      return this.#wordFinder.search(bytes, 0, bytes.length);
    });
  }

  /** Bytes of memory in use. */
  get memory(): number {
    return this.#wordFinder.memory + this.found.byteLength + this.#bigramFinder.memory + this.#frequency.byteLength;
  }

  /** Finds the terms of a text, and returns their number. Each must be taken before the next text comes. */
  open(text: Text): number {
    this.#size = 0;
    walkTerms(partsOf(text), this.#lexer, this, this, this.sentimentWalk);
    return this.#size;
  }

  /** Takes a term that was found, and returns its weight before the text is brought to length 1. */
  take(term: number): number {
    const weight = termWeight(this.#frequency[term]!, term >= this.#words) / WEIGHT_ONE;
    this.#frequency[term] = 0;
    const { factorCodes, factorLevels } = this.#arrays;
    return factorCodes.length === 0 ? weight : weight * factorLevels[factorCodes[term]!]!;
  }

  /** Word number of the lexer's form; see {@link Vocabulary}. */
  find(lexer: Lexer): number {
    return this.#wordFinder.find(lexer);
  }

  unigram(word: number, times: number): void {
    if (this.#arrays.commonCodes[word] !== NO_TERM) this.#count(word, times);
  }

  sentiment(code: number, times: number): void {
    const term = this.#sentimentTerms[code]!;
    if (term !== UNKNOWN_WORD) this.unigram(term, times);
  }

  bigram(first: number, second: number, times: number): void {
    const bigram = this.#bigramFinder.find(first, second);
    if (bigram !== NO_BIGRAM) this.#count(this.#words + bigram, times);
  }

  #count(term: number, times: number): void {
    if (this.#frequency[term] === 0) this.found[this.#size++] = term;
    this.#frequency[term]! += times;
  }
}

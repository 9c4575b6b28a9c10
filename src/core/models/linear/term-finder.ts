/** The term finder: the terms of a text that a linear model knows, and their weights in it. */

import { Lexer } from "../../text/lexer.js";
import type { Text } from "../../text/message.js";
import { termWeight, WEIGHT_ONE } from "../../text/term-weight.js";
import { partsOf, type TermSink, UNKNOWN_WORD, type Vocabulary, walkTerms } from "../../text/terms.js";
import { bucketShift, type LinearArrays, NO_TERM, startOf } from "./arrays.js";

/** Finds the known terms of one text at a time. */
export class TermFinder implements Vocabulary, TermSink {
  /** Numbers of the terms found, each once, in the order of the text. */
  readonly found: number[] = [];
  readonly #arrays: LinearArrays;
  readonly #lexer = new Lexer();
  readonly #shift: number;
  readonly #words: number;
  /** How often each term occurs in the text at hand; zero between texts. */
  readonly #frequency: Uint32Array;

  constructor(arrays: LinearArrays) {
    this.#arrays = arrays;
    this.#shift = bucketShift(arrays.bucketWords);
    this.#words = arrays.wordLengths.length;
    this.#frequency = new Uint32Array(arrays.commonCodes.length);
  }

  /** Bytes of memory in use. */
  get memory(): number {
    return this.#frequency.byteLength;
  }

  /** Finds the terms of a text. Each must be taken before the next text comes. */
  open(text: Text): void {
    this.found.length = 0;
    walkTerms(partsOf(text), this.#lexer, this, this);
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
    const { bucketWords, bucketBytes, wordLengths, wordBytes } = this.#arrays;
    const { bytes, start, length } = lexer;
    const bucket = lexer.hash >>> this.#shift;
    const end = bucketWords[bucket + 1]!;
    let at = bucketBytes[bucket]!;
    for (let word = bucketWords[bucket]!; word < end; word++) {
      const wordLength = wordLengths[word]!;
      if (wordLength === length) {
        let same = 0;
        while (same < length && wordBytes[at + same] === bytes[start + same]) same++;
        if (same === length) return word;
      }
      at += wordLength;
    }
    return UNKNOWN_WORD;
  }

  unigram(word: number, times: number): void {
    if (this.#arrays.commonCodes[word] !== NO_TERM) this.#count(word, times);
  }

  bigram(first: number, second: number, times: number): void {
    const { bigramCounts, bigramBlocks, secondWords } = this.#arrays;
    let low = startOf(bigramBlocks, bigramCounts, first);
    let high = low + bigramCounts[first]! - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const word = secondWords[middle]!;
      if (word === second) {
        this.#count(this.#words + middle, times);
        return;
      }
      if (word < second) low = middle + 1;
      else high = middle - 1;
    }
  }

  #count(term: number, times: number): void {
    if (this.#frequency[term] === 0) this.found.push(term);
    this.#frequency[term]! += times;
  }
}

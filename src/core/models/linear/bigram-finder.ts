/** The bigram finder: two words that stand side by side in a text → the number of their bigram in a linear model. */

import { type LinearArrays, startOf } from "./arrays.js";

/** What is found where two words make no term. */
export const NO_BIGRAM = -1;

/** So many searches in the arrays take about as long as making the table. */
const SEARCHES = 1 << 14;

type Bigrams = Pick<LinearArrays, "bigramCounts" | "bigramBlocks" | "secondWords">;

/** For each place of the table there are two to the power of this bits of the filter. */
const FILTER_BITS = 2;

/**
 * Finds bigrams: by bisection for a few texts, as in a command that answers one; then by a table, which takes half the time for each and some
 * milliseconds to be made.
 */
export class BigramFinder {
  readonly #arrays: Bigrams;
  #searches = 0;
  /** Open addressing with linear probing: for each place 1 + number of a bigram, 0 if it is free, and its first word. Half full at most. */
  #table: Int32Array | undefined;
  /** A bit for each pair of words that may be a bigram, by what it is mixed to: most pairs are none, and so small an array is near the processor. */
  #filter: Int32Array = new Int32Array(0);
  #shift = 0;

  constructor(arrays: Bigrams) {
    this.#arrays = arrays;
  }

  /** Bytes of memory in use. */
  get memory(): number {
    return (this.#table?.byteLength ?? 0) + this.#filter.byteLength;
  }

  /** Returns the index of a bigram among all, or {@link NO_BIGRAM}. */
  find(first: number, second: number): number {
    const table = this.#table;
    if (table === undefined) return this.#search(first, second);
    const bits = mixed(first, second);
    const bit = bits >>> (this.#shift - FILTER_BITS);
    if ((this.#filter[bit >>> 5]! & (1 << bit)) === 0) return NO_BIGRAM;
    const { secondWords } = this.#arrays;
    const mask = table.length - 1;
    for (let place = (bits >>> this.#shift) << 1; ; place = (place + 2) & mask) {
      const bigram = table[place]! - 1;
      if (bigram < 0) return NO_BIGRAM;
      if (table[place + 1] === first && secondWords[bigram] === second) return bigram;
    }
  }

  #search(first: number, second: number): number {
    if (++this.#searches === SEARCHES) this.#makeTable();
    const { bigramCounts, bigramBlocks, secondWords } = this.#arrays;
    let low = startOf(bigramBlocks, bigramCounts, first);
    let high = low + bigramCounts[first]! - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const word = secondWords[middle]!;
      if (word === second) return middle;
      if (word < second) low = middle + 1;
      else high = middle - 1;
    }
    return NO_BIGRAM;
  }

  #makeTable(): void {
    const { bigramCounts, secondWords } = this.#arrays;
    const bits = Math.max(3, 2 + Math.floor(Math.log2(1 + secondWords.length)));
    const table = new Int32Array(2 << bits);
    const filter = new Int32Array(1 << (bits + FILTER_BITS - 5));
    const mask = table.length - 1;
    const shift = 32 - bits;
    let bigram = 0;
    for (let first = 0; first < bigramCounts.length; first++) {
      for (const end = bigram + bigramCounts[first]!; bigram < end; bigram++) {
        const all = mixed(first, secondWords[bigram]!);
        const bit = all >>> (shift - FILTER_BITS);
        filter[bit >>> 5]! |= 1 << bit;
        let place = (all >>> shift) << 1;
        while (table[place] !== 0) place = (place + 2) & mask;
        table[place] = bigram + 1;
        table[place + 1] = first;
      }
    }
    this.#table = table;
    this.#filter = filter;
    this.#shift = shift;
  }
}

/** 32 bits that depend on both words, the upper ones most. */
function mixed(first: number, second: number): number {
  return Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
}

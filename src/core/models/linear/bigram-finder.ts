/** The bigram finder: two words that stand side by side in a text → the number of their bigram in a linear model. */

import { type LinearArrays, startOf } from "./arrays.js";

/** What is found where two words make no term. */
export const NO_BIGRAM = -1;

/** So many searches in the arrays take about as long as making the table. */
const SEARCHES = 1 << 14;

/** For each place of the table there are two to the power of this bits of the filter. */
const FILTER_BITS = 2;

type Bigrams = Pick<LinearArrays, "bigramCounts" | "bigramBlocks" | "secondWords">;

/**
 * Finds bigrams: by bisection for a few texts, as in a command that answers one; then by a table, which takes half the time for each and some
 * milliseconds to be made.
 */
export class BigramFinder {
  readonly #arrays: Bigrams;
  #searches = 0;
  #table: BigramTable | undefined;

  constructor(arrays: Bigrams) {
    this.#arrays = arrays;
  }

  /** Bytes of memory in use. */
  get memory(): number {
    return this.#table?.memory ?? 0;
  }

  /** Returns the index of a bigram among all, or {@link NO_BIGRAM}. */
  find(first: number, second: number): number {
    return this.#table === undefined ? this.#search(first, second) : this.#table.find(first, second);
  }

  #search(first: number, second: number): number {
    if (++this.#searches === SEARCHES) this.#table = tableOf(this.#arrays);
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
}

interface BigramTable {
  readonly memory: number;
  readonly find: (first: number, second: number) => number;
}

/**
 * Makes the table of bigrams. Its closure is faster than a method: engines take the arrays of one that is made once for constants.
 *
 * Open addressing with linear probing: each place has 1 + the index of a bigram, 0 if it is free, and its first word. It is half full at most. A filter
 * has a bit for each pair of words that may be a bigram: most pairs are none, and so small an array is near the processor.
 */
function tableOf({ bigramCounts, secondWords }: Bigrams): BigramTable {
  // The filter has 32 bits at least.
  const bits = Math.max(5 - FILTER_BITS, 2 + Math.floor(Math.log2(1 + secondWords.length)));
  const shift = 32 - bits;
  const filterShift = shift - FILTER_BITS;
  const table = new Int32Array(2 << bits);
  const mask = table.length - 1;
  const filter = new Int32Array(1 << (bits + FILTER_BITS - 5));
  let bigram = 0;
  for (let first = 0; first < bigramCounts.length; first++) {
    for (const end = bigram + bigramCounts[first]!; bigram < end; bigram++) {
      const pair = mixed(first, secondWords[bigram]!);
      const bit = pair >>> filterShift;
      filter[bit >>> 5]! |= 1 << bit;
      let place = (pair >>> shift) << 1;
      while (table[place] !== 0) place = (place + 2) & mask;
      table[place] = bigram + 1;
      table[place + 1] = first;
    }
  }
  return {
    memory: table.byteLength + filter.byteLength,
    find: (first, second) => {
      const pair = mixed(first, second);
      const bit = pair >>> filterShift;
      if ((filter[bit >>> 5]! & (1 << bit)) === 0) return NO_BIGRAM;
      for (let place = (pair >>> shift) << 1; ; place = (place + 2) & mask) {
        const found = table[place]! - 1;
        if (found < 0) return NO_BIGRAM;
        if (table[place + 1] === first && secondWords[found] === second) return found;
      }
    },
  };
}

/** 32 bits that depend on both words, the upper ones most. */
function mixed(first: number, second: number): number {
  return Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
}

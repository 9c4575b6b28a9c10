/** The contributions of a corpus while it is read: what each document adds to each of its terms. */

import { TermRows } from "../counts/term-rows.js";
import { type Key, LANES, radixSort } from "../tables/radix-sort.js";

// Each contribution is a record of LANES numbers. Compacting makes one record of all contributions to the same term in the
// same category.

/** First word of the term. */
const FIRST = 0;
/** 1 + second word; 0 for a unigram. */
const SECOND = 1;
/** Category in the upper 16 bits, number of documents, 1 to {@link MAX_DOCUMENTS}, in the lower. */
const CATEGORY = 2;
/** Sum of the contributions: each is at most 2^16, so the sum for {@link MAX_DOCUMENTS} documents fits. */
const SUM = 3;
const MAX_DOCUMENTS = 0xffff;

/** Records that fit at first, enough for a small corpus; the next size is {@link LIMIT}, which saves copies of copies. */
const ROOM = 1 << 14;
/** Contributions to collect before they are added up: a corpus of 22 MB, in 44 MiB of memory. */
const LIMIT = 11 << 18;
/** By how much the room for records grows when adding them up frees too little. */
const GROWTH = 1.5;

/**
 * Collects contributions in the order of arrival, and adds them up by sorting.
 *
 * When the room is full, records of the same term and category are added up. If that frees less than half of it, the room
 * grows by half: so memory grows with distinct terms, not with documents.
 */
export class Contributions {
  #records: Uint32Array;
  /** As long as the records, for sorting them; kept, because garbage of this size is collected late. */
  #spare: Uint32Array | undefined;
  #size = 0;
  /** Upper bounds of the numbers so far. */
  #words = 0;
  #categories = 0;

  readonly #limit: number;

  /** @param limit number of contributions to collect before they are added up for the first time. */
  constructor(limit: number = LIMIT) {
    this.#limit = limit;
    this.#records = new Uint32Array(Math.min(ROOM, limit) * LANES);
  }

  /**
   * Adds what a document contributes to a term; each document does this once for each of its terms.
   *
   * @param second second word, which was a first word before; `NO_WORD` for a unigram.
   * @param contribution an integer from 1 to 2^16.
   * @param copies how many documents contribute the same. Default 1.
   */
  add(first: number, second: number, category: number, contribution: number, copies: number = 1): void {
    for (let left = copies; left > 0; left -= MAX_DOCUMENTS) {
      this.#push(first, second, category, contribution, Math.min(left, MAX_DOCUMENTS));
    }
  }

  #push(first: number, second: number, category: number, contribution: number, documents: number): void {
    if (this.#size * LANES === this.#records.length) this.#makeRoom();
    const records = this.#records;
    const at = this.#size++ * LANES;
    records[at + FIRST] = first;
    // NO_WORD + 1 wraps around to 0.
    records[at + SECOND] = second + 1;
    records[at + CATEGORY] = (category << 16) | documents;
    records[at + SUM] = contribution * documents;
    if (first >= this.#words) this.#words = first + 1;
    if (category >= this.#categories) this.#categories = category + 1;
  }

  /**
   * Renumbers all words and categories.
   *
   * @param indexes new number of each word.
   * @param categoryIndexes new number of each category.
   */
  renumber(indexes: Int32Array, categoryIndexes: Uint16Array): void {
    const records = this.#records;
    for (let at = 0; at < this.#size * LANES; at += LANES) {
      const second = records[at + SECOND]!;
      const category = records[at + CATEGORY]!;
      records[at + FIRST] = indexes[records[at + FIRST]!]!;
      records[at + SECOND] = second === 0 ? 0 : 1 + indexes[second - 1]!;
      records[at + CATEGORY] = (categoryIndexes[category >>> 16]! << 16) | (category & MAX_DOCUMENTS);
    }
  }

  /**
   * Returns the terms as rows in sorted order, to be walked over any number of times. Nothing can be added after that.
   *
   * @param words number of words.
   * @param categories number of categories.
   */
  rows(words: number, categories: number): () => TermRows {
    this.#sort(words, categories);
    this.#spare = undefined;
    return () => new SortedRecords(this.#records, this.#size, categories);
  }

  /** Puts the records in the order of (first, second, category). */
  #sort(words: number, categories: number): void {
    const keys: Key[] = [
      { lane: FIRST, shift: 0, bits: bitsOf(words) },
      { lane: SECOND, shift: 0, bits: bitsOf(words + 1) },
      { lane: CATEGORY, shift: 16, bits: bitsOf(categories) },
    ];
    const records = this.#records;
    const spare = this.#spare ?? new Uint32Array(this.#size * LANES);
    this.#records = radixSort(records, spare, this.#size, keys);
    this.#spare = this.#records === records ? spare : records;
  }

  #makeRoom(): void {
    if (this.#size >= this.#limit) {
      this.#compact();
      return;
    }
    const larger = new Uint32Array(this.#limit * LANES);
    larger.set(this.#records);
    this.#records = larger;
  }

  /** Makes one record of all contributions to the same term in the same category. */
  #compact(): void {
    const capacity = this.#records.length;
    this.#sort(this.#words, this.#categories);
    const sorted = this.#records;
    let last = 0;
    for (let at = LANES; at < capacity; at += LANES) {
      const documents = (sorted[last + CATEGORY]! & MAX_DOCUMENTS) + (sorted[at + CATEGORY]! & MAX_DOCUMENTS);
      const isSame =
        sorted[at + FIRST] === sorted[last + FIRST] &&
        sorted[at + SECOND] === sorted[last + SECOND] &&
        sorted[at + CATEGORY]! >>> 16 === sorted[last + CATEGORY]! >>> 16;
      if (isSame && documents <= MAX_DOCUMENTS) {
        sorted[last + CATEGORY]! += sorted[at + CATEGORY]! & MAX_DOCUMENTS;
        sorted[last + SUM]! += sorted[at + SUM]!;
      } else {
        last += LANES;
        sorted.copyWithin(last, at, at + LANES);
      }
    }
    this.#size = last / LANES + 1;
    if (this.#size * LANES * 2 > capacity) {
      // Freed before the larger room is there: all three at once would be the peak of memory.
      this.#spare = undefined;
      this.#records = new Uint32Array(Math.ceil((capacity / LANES) * GROWTH) * LANES);
      this.#records.set(sorted);
    }
  }
}

/** How many bits the numbers below `limit` have, at least 1. */
const bitsOf = (limit: number): number => Math.max(1, 32 - Math.clz32(limit - 1));

/** Walks over sorted records and gathers those of one term into a row. */
class SortedRecords extends TermRows {
  readonly #records: Uint32Array;
  readonly #end: number;
  #at = 0;

  constructor(records: Uint32Array, size: number, categories: number) {
    super(categories);
    this.#records = records;
    this.#end = size * LANES;
  }

  next(): boolean {
    const records = this.#records;
    const end = this.#end;
    let at = this.#at;
    if (at >= end) return false;
    const first = records[at + FIRST]!;
    const second = records[at + SECOND]!;
    let documents = 0;
    let postings = 0;
    for (; at < end && records[at + FIRST] === first && records[at + SECOND] === second; at += LANES) {
      const category = records[at + CATEGORY]! >>> 16;
      documents += records[at + CATEGORY]! & MAX_DOCUMENTS;
      if (postings > 0 && this.categories[postings - 1] === category) {
        this.sums[postings - 1]! += records[at + SUM]!;
      } else {
        this.categories[postings] = category;
        this.sums[postings++] = records[at + SUM]!;
      }
    }
    this.#at = at;
    this.first = first;
    this.second = second;
    this.documentFrequency = documents;
    this.postings = postings;
    return true;
  }
}

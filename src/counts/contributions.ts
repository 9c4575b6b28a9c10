/** The contributions of a corpus while it is read: what each document adds to each of its terms. */

import type { TermRows } from "./term-rows.js";

/** Contributions to the same term in the same category are one entry, once they have been compacted. */
interface Entries {
  readonly first: Uint32Array;
  /** 1 + second word; 0 for a unigram. */
  readonly second: Uint32Array;
  readonly category: Uint16Array;
  /** Number of documents. */
  readonly documents: Uint32Array;
  readonly sum: Float64Array;
}

/** Room at first, enough for a small corpus; the next is for {@link LIMIT} at once, which spares copies of copies. */
const ROOM = 1 << 14;
/** Contributions to collect before they are added up: those of a corpus of 20 MB, in 88 MB of memory. */
const LIMIT = 1 << 22;

/**
 * Collects contributions in the order of arrival, and adds them up by sorting.
 *
 * Sorting reads and writes memory in long runs where a hash table of a million terms would miss the cache at each
 * step. When a large room is used up the entries are added up, and it is doubled if that did not free half of it: so
 * memory grows with distinct terms, not with documents.
 */
export class Contributions {
  #entries: Entries;
  #size = 0;
  /** Bounds of the numbers that were seen. */
  #words = 0;
  #categories = 0;

  readonly #limit: number;

  /** @param limit number of contributions to collect before they are added up for the first time. */
  constructor(limit: number = LIMIT) {
    this.#limit = limit;
    this.#entries = room(Math.min(ROOM, limit));
  }

  /**
   * Takes what one more document contributes to a term; each document once for each of its terms.
   *
   * @param second second word, one that came as a first word before; `NO_WORD` for a unigram.
   */
  add(first: number, second: number, category: number, contribution: number): void {
    if (this.#size === this.#entries.first.length) this.#makeRoom();
    const entries = this.#entries;
    const i = this.#size++;
    entries.first[i] = first;
    // NO_WORD + 1 wraps around to 0.
    entries.second[i] = second + 1;
    entries.category[i] = category;
    entries.documents[i] = 1;
    entries.sum[i] = contribution;
    if (first >= this.#words) this.#words = first + 1;
    if (category >= this.#categories) this.#categories = category + 1;
  }

  /**
   * The terms as rows in sorted order; the contributions are used up.
   *
   * @param places for each word its place among the sorted words, of which there are `words`.
   * @param categoryPlaces for each category its place among the sorted labels.
   */
  rows(places: Int32Array, words: number, categoryPlaces: Uint16Array): TermRows & { readonly terms: number } {
    const { first, second, category } = this.#entries;
    for (let i = 0; i < this.#size; i++) {
      first[i] = places[first[i]!]!;
      second[i] = second[i] === 0 ? 0 : 1 + places[second[i]! - 1]!;
      category[i] = categoryPlaces[category[i]!]!;
    }
    const order = sortedOrder(this.#entries, this.#size, words, categoryPlaces.length);
    return new SortedEntries(this.#entries, order, categoryPlaces.length);
  }

  #makeRoom(): void {
    if (this.#size >= this.#limit) {
      this.#compact();
      return;
    }
    const larger = room(this.#limit);
    for (const name of COLUMNS) larger[name].set(this.#entries[name]);
    this.#entries = larger;
  }

  /** Makes one entry of all contributions to the same term in the same category. */
  #compact(): void {
    const order = sortedOrder(this.#entries, this.#size, this.#words, this.#categories);
    const from = this.#entries;
    const isSame = (a: number, b: number): boolean =>
      from.first[a] === from.first[b] && from.second[a] === from.second[b] && from.category[a] === from.category[b];
    let distinct = 0;
    for (let i = 0; i < order.length; i++) if (i === 0 || !isSame(order[i]!, order[i - 1]!)) distinct++;
    const capacity = from.first.length;
    const to = room(distinct * 2 > capacity ? capacity * 2 : capacity);
    let end = -1;
    for (let i = 0; i < order.length; i++) {
      const entry = order[i]!;
      if (i === 0 || !isSame(entry, order[i - 1]!)) {
        end++;
        to.first[end] = from.first[entry]!;
        to.second[end] = from.second[entry]!;
        to.category[end] = from.category[entry]!;
      }
      to.documents[end]! += from.documents[entry]!;
      to.sum[end]! += from.sum[entry]!;
    }
    this.#entries = to;
    this.#size = distinct;
  }
}

const COLUMNS = ["first", "second", "category", "documents", "sum"] as const satisfies readonly (keyof Entries)[];

function room(capacity: number): Entries {
  return {
    first: new Uint32Array(capacity),
    second: new Uint32Array(capacity),
    category: new Uint16Array(capacity),
    documents: new Uint32Array(capacity),
    sum: new Float64Array(capacity),
  };
}

/** The entries' places in the order of (first, second, category): three stable counting sorts, least telling key first. */
function sortedOrder(entries: Entries, size: number, words: number, categories: number): Uint32Array {
  const order = new Uint32Array(size);
  const spare = new Uint32Array(size);
  for (let i = 0; i < size; i++) order[i] = i;
  countingSort(order, spare, entries.category, categories);
  countingSort(spare, order, entries.second, words + 1);
  countingSort(order, spare, entries.first, words);
  return spare;
}

function countingSort(order: Uint32Array, sorted: Uint32Array, key: Uint32Array | Uint16Array, keys: number): void {
  const next = new Uint32Array(keys + 1);
  for (let i = 0; i < order.length; i++) next[key[i]! + 1]!++;
  for (let i = 1; i <= keys; i++) next[i]! += next[i - 1]!;
  for (let i = 0; i < order.length; i++) {
    const entry = order[i]!;
    sorted[next[key[entry]!]!++] = entry;
  }
}

/** Walks over entries in order and gathers those of one term into a row. */
class SortedEntries implements TermRows {
  /** Number of terms so far. */
  terms = 0;
  first = 0;
  second = 0;
  documentFrequency = 0;
  postings = 0;
  readonly categories: Uint16Array;
  readonly sums: Float64Array;
  readonly #entries: Entries;
  readonly #order: Uint32Array;
  #at = 0;

  constructor(entries: Entries, order: Uint32Array, categories: number) {
    this.#entries = entries;
    this.#order = order;
    this.categories = new Uint16Array(categories);
    this.sums = new Float64Array(categories);
  }

  next(): boolean {
    const { first, second, category, documents, sum } = this.#entries;
    const order = this.#order;
    let at = this.#at;
    if (at >= order.length) return false;
    this.first = first[order[at]!]!;
    this.second = second[order[at]!]!;
    this.documentFrequency = 0;
    let postings = 0;
    for (; at < order.length; at++) {
      const entry = order[at]!;
      if (first[entry] !== this.first || second[entry] !== this.second) break;
      this.documentFrequency += documents[entry]!;
      if (postings > 0 && this.categories[postings - 1] === category[entry]) {
        this.sums[postings - 1]! += sum[entry]!;
      } else {
        this.categories[postings] = category[entry]!;
        this.sums[postings++] = sum[entry]!;
      }
    }
    this.#at = at;
    this.postings = postings;
    this.terms++;
    return true;
  }
}

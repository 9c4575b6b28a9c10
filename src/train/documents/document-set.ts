/** The document set: fingerprints of the counted documents, so that none counts twice, and none is taken out that is not there. */

import type { Source } from "../../core/container/source.js";
import { ByteReader, ByteWriter } from "../counts/varint.js";
import { doubled, GrowingNumbers } from "../tables/growing.js";
import { LANES, radixSort } from "../tables/radix-sort.js";
import type { Fingerprint } from "./fingerprint.js";

/**
 * A multiset of (fingerprint, category), with N distinct entries in ascending order. Adding counts adds their sets, and
 * subtracting counts subtracts theirs.
 */
export interface DocumentSet {
  /** First 32 bits of each fingerprint. [N] */
  readonly high: Uint32Array;
  /** The next 32 bits. [N] */
  readonly low: Uint32Array;
  /** The last 32 bits. [N] */
  readonly last: Uint32Array;
  /** Category number. [N] */
  readonly categories: Uint16Array;
  /** Number of documents with this fingerprint and category, 1 or more. [N] */
  readonly copies: Float64Array;
}

/** The fingerprint of entry `index`. */
export function fingerprintAt({ high, low, last }: DocumentSet, index: number): Fingerprint {
  return { high: high[index]!, low: low[index]!, last: last[index]! };
}

/** Compares fingerprint `i` of one set with fingerprint `j` of another: negative, zero or positive, as for `Array.sort`. */
export function compareFingerprints(a: DocumentSet, i: number, b: DocumentSet, j: number): number {
  return a.high[i]! - b.high[j]! || a.low[i]! - b.low[j]! || a.last[i]! - b.last[j]!;
}

/** Index of the first entry whose fingerprint is not below another. */
export function lowerBound({ high, low, last }: DocumentSet, fingerprint: Fingerprint): number {
  let [from, to] = [0, high.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const order =
      high[middle]! - fingerprint.high || low[middle]! - fingerprint.low || last[middle]! - fingerprint.last;
    if (order < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** How often a text was counted as a document of a category. */
export interface Occurrence {
  readonly category: number;
  readonly copies: number;
}

/** The entries of the set with a fingerprint. */
export function* occurrencesOf(set: DocumentSet, fingerprint: Fingerprint): Generator<Occurrence> {
  const { high, low, last } = fingerprint;
  for (let index = lowerBound(set, fingerprint); index < set.high.length; index++) {
    if (set.high[index] !== high || set.low[index] !== low || set.last[index] !== last) return;
    yield { category: set.categories[index]!, copies: set.copies[index]! };
  }
}

/** Collects the entries of a set in ascending order. */
export class DocumentSetBuilder {
  readonly #set: DocumentSet;
  #size = 0;

  /** Number of entries so far. */
  get size(): number {
    return this.#size;
  }

  /** @param limit maximum number of entries. */
  constructor(limit: number) {
    this.#set = {
      high: new Uint32Array(limit),
      low: new Uint32Array(limit),
      last: new Uint32Array(limit),
      categories: new Uint16Array(limit),
      copies: new Float64Array(limit),
    };
  }

  /** Adds an entry; one that agrees with the last adds to its copies. */
  push({ high, low, last }: Fingerprint, category: number, copies: number): void {
    const set = this.#set;
    const before = this.#size - 1;
    const isSame = before >= 0 && set.high[before] === high && set.low[before] === low && set.last[before] === last;
    if (isSame && set.categories[before] === category) {
      set.copies[before]! += copies;
      return;
    }
    const index = this.#size++;
    set.high[index] = high;
    set.low[index] = low;
    set.last[index] = last;
    set.categories[index] = category;
    set.copies[index] = copies;
  }

  finish(): DocumentSet {
    const { high, low, last, categories, copies } = this.#set;
    const size = this.#size;
    return {
      high: high.subarray(0, size),
      low: low.subarray(0, size),
      last: last.subarray(0, size),
      categories: categories.subarray(0, size),
      copies: copies.subarray(0, size),
    };
  }
}

// Documents that are read are records of LANES numbers.
const HIGH = 0;
const LOW = 1;
const LAST = 2;
/** The document's number: they are counted from 0 as they come. */
const NUMBER = 3;

/** Collects the documents of a corpus in any order. */
export class DocumentSetCollector {
  #records: Uint32Array = new Uint32Array((1 << 10) * LANES);
  readonly #categories = new GrowingNumbers();
  #size = 0;

  /** Number of documents so far. */
  get size(): number {
    return this.#size;
  }

  add({ high, low, last }: Fingerprint, category: number): void {
    const at = this.#size * LANES;
    if (at === this.#records.length) this.#records = doubled(this.#records);
    this.#records[at + HIGH] = high;
    this.#records[at + LOW] = low;
    this.#records[at + LAST] = last;
    this.#records[at + NUMBER] = this.#size++;
    this.#categories.push(category);
  }

  /** First 32 bits of the fingerprint of a document. */
  highOf(number: number): number {
    return this.#records[number * LANES + HIGH]!;
  }

  categoryOf(number: number): number {
    return this.#categories.at(number);
  }

  /**
   * Returns their set, and the number of a document of each entry.
   *
   * @param categoryIndexes index of each category among the sorted labels.
   */
  sorted(categoryIndexes: Uint16Array): { documentSet: DocumentSet; numbers: Uint32Array } {
    const categories = this.#categories.all().map((category) => categoryIndexes[category]!);
    const records = this.#records;
    const size = this.#size;
    const spare = new Uint32Array(size * LANES);
    const sorted = radixSort(records, spare, size, [
      { lane: HIGH, shift: 0, bits: 32 },
      { lane: LOW, shift: 0, bits: 32 },
      { lane: LAST, shift: 0, bits: 32 },
    ]);
    const order = Uint32Array.from({ length: size }, (_, i) => sorted[i * LANES + NUMBER]!);
    const isSame = (i: number): boolean =>
      [HIGH, LOW, LAST].every((lane) => sorted[i * LANES + lane] === sorted[(i - 1) * LANES + lane]);
    for (let start = 0, i = 1; i <= size; i++) {
      if (i < size && isSame(i)) continue;
      if (i - start > 1) order.subarray(start, i).sort((a, b) => categories[a]! - categories[b]! || a - b);
      start = i;
    }
    const builder = new DocumentSetBuilder(size);
    const numbers = new Uint32Array(size);
    order.forEach((number, i) => {
      const at = i * LANES;
      const fingerprint = { high: sorted[at + HIGH]!, low: sorted[at + LOW]!, last: sorted[at + LAST]! };
      builder.push(fingerprint, categories[number]!, 1);
      numbers[builder.size - 1] = number;
    });
    return { documentSet: builder.finish(), numbers: numbers.subarray(0, builder.size) };
  }
}

const FINGERPRINT_BYTES = 12;
/** Fewest bytes of an entry: its category and its copies take one each. */
const MIN_ENTRY_BYTES = FINGERPRINT_BYTES + 2;

/** Writes each entry as the twelve bytes of its fingerprint, its category and its number of copies. */
export function encodeDocumentSet({ high, low, last, categories, copies }: DocumentSet): Uint8Array {
  const writer = new ByteWriter();
  for (let i = 0; i < high.length; i++) {
    writer.uint32(high[i]!);
    writer.uint32(low[i]!);
    writer.uint32(last[i]!);
    writer.varint(categories[i]!);
    writer.varint(copies[i]!);
  }
  return writer.written();
}

/**
 * Reads what {@link encodeDocumentSet} wrote; checks order, ranges, and that the number of documents is the header's.
 *
 * @param documents number of documents by category.
 */
export function decodeDocumentSet(section: Source, documents: readonly number[]): DocumentSet {
  const reader = new ByteReader(section, "fingerprints");
  const builder = new DocumentSetBuilder(Math.floor(section.length / MIN_ENTRY_BYTES));
  const left = [...documents];
  let before = { high: -1, low: -1, last: -1, category: -1 };
  while (!reader.done) {
    const next = { high: reader.uint32(), low: reader.uint32(), last: reader.uint32(), category: reader.varint() };
    const copies = reader.varint();
    const step =
      next.high - before.high || next.low - before.low || next.last - before.last || next.category - before.category;
    if (step <= 0) throw reader.fault("order", "the documents are not in ascending order");
    if (next.category >= documents.length)
      throw reader.fault("out-of-range", "a document of a category that is not listed");
    if (copies === 0) throw reader.fault("out-of-range", "a document with 0 copies");
    left[next.category]! -= copies;
    if (left[next.category]! < 0)
      throw reader.fault("out-of-range", "more documents of a category than its header says");
    builder.push(next, next.category, copies);
    before = next;
  }
  if (left.some((n) => n > 0)) throw reader.fault("section-size", "fewer documents than its header says");
  return builder.finish();
}

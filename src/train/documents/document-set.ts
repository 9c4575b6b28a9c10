/** The document set: fingerprints of the counted documents, so that none counts twice, and none is taken out that is not there. */

import type { Source } from "../../core/container/source.js";
import { ByteReader, ByteWriter } from "../counts/varint.js";
import { doubled } from "../tables/growing.js";
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
  readonly whole: Uint32Array;
  /** Category number. [N] */
  readonly categories: Uint16Array;
  /** Number of documents with this fingerprint and category, 1 or more. [N] */
  readonly copies: Float64Array;
}

/** The fingerprint of entry `index`. */
export function fingerprintAt({ high, low, whole }: DocumentSet, index: number): Fingerprint {
  return { high: high[index]!, low: low[index]!, whole: whole[index]! };
}

/** Compares fingerprint `i` of one set with fingerprint `j` of another: negative, zero or positive, as for `Array.sort`. */
export function compareFingerprints(a: DocumentSet, i: number, b: DocumentSet, j: number): number {
  return a.high[i]! - b.high[j]! || a.low[i]! - b.low[j]! || a.whole[i]! - b.whole[j]!;
}

/** Index of the first entry whose first 64 bits are not below those of a fingerprint. */
export function lowerBound({ high, low }: DocumentSet, fingerprint: Pick<Fingerprint, "high" | "low">): number {
  let [from, to] = [0, high.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const order = high[middle]! - fingerprint.high || low[middle]! - fingerprint.low;
    if (order < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** A counted text that has the same content as a given one. */
export interface Occurrence {
  readonly category: number;
  readonly copies: number;
  /** Whether the whole text is the same, not only the parts that count. */
  readonly isSame: boolean;
}

/** The entries of the set whose content is that of a fingerprint. */
export function* occurrencesOf(set: DocumentSet, fingerprint: Fingerprint): Generator<Occurrence> {
  for (let index = lowerBound(set, fingerprint); index < set.high.length; index++) {
    if (set.high[index] !== fingerprint.high || set.low[index] !== fingerprint.low) return;
    const isSame = set.whole[index] === fingerprint.whole;
    yield { category: set.categories[index]!, copies: set.copies[index]!, isSame };
  }
}

/** Collects the entries of a set in ascending order. */
export class DocumentSetBuilder {
  readonly #set: DocumentSet;
  #size = 0;

  /** @param limit maximum number of entries. */
  constructor(limit: number) {
    this.#set = {
      high: new Uint32Array(limit),
      low: new Uint32Array(limit),
      whole: new Uint32Array(limit),
      categories: new Uint16Array(limit),
      copies: new Float64Array(limit),
    };
  }

  /** Adds an entry; one that agrees with the last adds to its copies. */
  push({ high, low, whole }: Fingerprint, category: number, copies: number): void {
    const set = this.#set;
    const last = this.#size - 1;
    const isSame = last >= 0 && set.high[last] === high && set.low[last] === low && set.whole[last] === whole;
    if (isSame && set.categories[last] === category) {
      set.copies[last]! += copies;
      return;
    }
    const index = this.#size++;
    set.high[index] = high;
    set.low[index] = low;
    set.whole[index] = whole;
    set.categories[index] = category;
    set.copies[index] = copies;
  }

  finish(): DocumentSet {
    const { high, low, whole, categories, copies } = this.#set;
    const size = this.#size;
    return {
      high: high.subarray(0, size),
      low: low.subarray(0, size),
      whole: whole.subarray(0, size),
      categories: categories.subarray(0, size),
      copies: copies.subarray(0, size),
    };
  }
}

// Documents that are read are records of LANES numbers.
const HIGH = 0;
const LOW = 1;
const WHOLE = 2;
const CATEGORY = 3;

/** Collects the documents of a corpus in any order. */
export class DocumentSetCollector {
  #records: Uint32Array = new Uint32Array((1 << 10) * LANES);
  #size = 0;

  add({ high, low, whole }: Fingerprint, category: number): void {
    const at = this.#size++ * LANES;
    if (at === this.#records.length) this.#records = doubled(this.#records);
    this.#records[at + HIGH] = high;
    this.#records[at + LOW] = low;
    this.#records[at + WHOLE] = whole;
    this.#records[at + CATEGORY] = category;
  }

  /**
   * Returns their set.
   *
   * @param categoryIndexes index of each category among the sorted labels.
   */
  sorted(categoryIndexes: Uint16Array): DocumentSet {
    const records = this.#records;
    for (let at = CATEGORY; at < this.#size * LANES; at += LANES) records[at] = categoryIndexes[records[at]!]!;
    const sorted = radixSort(records, new Uint32Array(this.#size * LANES), this.#size, [
      { lane: HIGH, shift: 0, bits: 32 },
      { lane: LOW, shift: 0, bits: 32 },
      { lane: WHOLE, shift: 0, bits: 32 },
      { lane: CATEGORY, shift: 0, bits: 16 },
    ]);
    const builder = new DocumentSetBuilder(this.#size);
    for (let at = 0; at < this.#size * LANES; at += LANES) {
      const fingerprint = { high: sorted[at + HIGH]!, low: sorted[at + LOW]!, whole: sorted[at + WHOLE]! };
      builder.push(fingerprint, sorted[at + CATEGORY]!, 1);
    }
    return builder.finish();
  }
}

const FINGERPRINT_BYTES = 12;
/** Fewest bytes of an entry: its category and its copies take one each. */
const MIN_ENTRY_BYTES = FINGERPRINT_BYTES + 2;

/** Writes each entry as the twelve bytes of its fingerprint, its category and its number of copies. */
export function encodeDocumentSet({ high, low, whole, categories, copies }: DocumentSet): Uint8Array {
  const writer = new ByteWriter();
  for (let i = 0; i < high.length; i++) {
    writer.uint32(high[i]!);
    writer.uint32(low[i]!);
    writer.uint32(whole[i]!);
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
  let before = { high: -1, low: -1, whole: -1, category: -1 };
  while (!reader.done) {
    const next = { high: reader.uint32(), low: reader.uint32(), whole: reader.uint32(), category: reader.varint() };
    const copies = reader.varint();
    const step =
      next.high - before.high || next.low - before.low || next.whole - before.whole || next.category - before.category;
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

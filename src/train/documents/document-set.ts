/** The document set: which documents were counted, by their fingerprints, so that none counts twice or is taken out that is not there. */

import type { Source } from "../../core/container/source.js";
import { ByteReader, ByteWriter } from "../counts/varint.js";
import { doubled } from "../tables/grow.js";
import { LANES, radixSort } from "../tables/radix-sort.js";
import type { Fingerprint } from "./fingerprint.js";

/**
 * A multiset of (fingerprint, category), of which N are distinct, in ascending order. Adding counts adds theirs, and
 * taking counts away takes theirs away.
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
  /** How many documents are the same: 1 or more. [N] */
  readonly copies: Float64Array;
}

/** The fingerprint of entry `at`. */
export function fingerprintAt({ high, low, whole }: DocumentSet, at: number): Fingerprint {
  return { high: high[at]!, low: low[at]!, whole: whole[at]! };
}

/** Negative, zero or positive, as fingerprint `i` of one set is below, at or above fingerprint `j` of another. */
export function compareFingerprints(a: DocumentSet, i: number, b: DocumentSet, j: number): number {
  return a.high[i]! - b.high[j]! || a.low[i]! - b.low[j]! || a.whole[i]! - b.whole[j]!;
}

/** Place of the first entry whose first 64 bits are not below those of a fingerprint. */
export function placeOf({ high, low }: DocumentSet, fingerprint: Pick<Fingerprint, "high" | "low">): number {
  let [from, to] = [0, high.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const order = high[middle]! - fingerprint.high || low[middle]! - fingerprint.low;
    if (order < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** A text that was counted. */
export interface Occurrence {
  readonly category: number;
  readonly copies: number;
  /** Whether it is the same text to the letter, and not only in what counts of it. */
  readonly isSame: boolean;
}

/** Texts of the set that count the same as that of a fingerprint. */
export function* occurrencesOf(set: DocumentSet, fingerprint: Fingerprint): Generator<Occurrence> {
  for (let at = placeOf(set, fingerprint); at < set.high.length; at++) {
    if (set.high[at] !== fingerprint.high || set.low[at] !== fingerprint.low) return;
    const isSame = set.whole[at] === fingerprint.whole;
    yield { category: set.categories[at]!, copies: set.copies[at]!, isSame };
  }
}

/** Collects the entries of a set in ascending order. */
export class DocumentSetBuilder {
  readonly #set: DocumentSet;
  #size = 0;

  /** @param limit most entries that can come. */
  constructor(limit: number) {
    this.#set = {
      high: new Uint32Array(limit),
      low: new Uint32Array(limit),
      whole: new Uint32Array(limit),
      categories: new Uint16Array(limit),
      copies: new Float64Array(limit),
    };
  }

  /** Takes an entry; one that is the same as the last is more copies of it. */
  push({ high, low, whole }: Fingerprint, category: number, copies: number): void {
    const set = this.#set;
    const last = this.#size - 1;
    const isSame = last >= 0 && set.high[last] === high && set.low[last] === low && set.whole[last] === whole;
    if (isSame && set.categories[last] === category) {
      set.copies[last]! += copies;
      return;
    }
    const at = this.#size++;
    set.high[at] = high;
    set.low[at] = low;
    set.whole[at] = whole;
    set.categories[at] = category;
    set.copies[at] = copies;
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

// Documents that arrive are records of LANES numbers.
const HIGH = 0;
const LOW = 1;
const WHOLE = 2;
const CATEGORY = 3;

/** Collects the documents of a corpus in the order of arrival. */
export class ArrivingDocuments {
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

  /** The set of them, with each category's place among the sorted labels for its number. */
  sorted(categoryPlaces: Uint16Array): DocumentSet {
    const records = this.#records;
    for (let at = CATEGORY; at < this.#size * LANES; at += LANES) records[at] = categoryPlaces[records[at]!]!;
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
 * Reads what {@link encodeDocumentSet} wrote; checks order, ranges, and that it is as many documents as the header says.
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
    if (step <= 0) throw reader.fault("order", "a document that is not above the one before");
    if (next.category >= documents.length)
      throw reader.fault("out-of-range", "a document of a category that is not listed");
    if (copies === 0) throw reader.fault("out-of-range", "a document that is there no times");
    left[next.category]! -= copies;
    if (left[next.category]! < 0)
      throw reader.fault("out-of-range", "more documents of a category than its header says");
    builder.push(next, next.category, copies);
    before = next;
  }
  if (left.some((n) => n > 0)) throw reader.fault("section-size", "fewer documents than its header says");
  return builder.finish();
}

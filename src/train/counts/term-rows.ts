/** Term rows: the statistics of all terms as a stream in sorted order, which files hold and addition merges. */

import type { Source } from "../../core/container/source.js";
import { WEIGHT_ONE } from "../../core/text/term-weight.js";
import { MergeHeap } from "../tables/merge-heap.js";
import type { Spool } from "./spool.js";
import { ByteReader, ByteWriter } from "./varint.js";

/** Category numbers are kept in 16 bits. */
export const MAX_CATEGORIES = 0xffff;

/**
 * A walk over terms in ascending order of (first word, second word). After each {@link next} that answers true the
 * other members tell of one term, until the next call.
 */
export interface TermRows {
  /** Moves to the next term; false at the end. */
  next(): boolean;
  /** Place of the term's first word among the sorted words. */
  readonly first: number;
  /** 1 + place of the term's second word; 0 for a unigram. */
  readonly second: number;
  /** Number of documents that have the term. */
  readonly documentFrequency: number;
  /** Number of categories in which the term occurred: how much of the two arrays below counts. */
  readonly postings: number;
  /** Category numbers, ascending. */
  readonly categories: Uint16Array;
  /** Summed weight in each of {@link categories}: positive integers, multiples of 2^-16 of a document's length. */
  readonly sums: Float64Array;
}

/** So many bytes are collected before they are handed on. */
const PIECE_BYTES = 1 << 20;

/**
 * Writes rows as varints: differences to the row before where order makes them small.
 *
 * @returns number of terms.
 */
export function encodeTermRows(rows: TermRows, spool: Spool): number {
  const writer = new ByteWriter();
  let terms = 0;
  let first = 0;
  let second = 0;
  for (; rows.next(); terms++) {
    writer.varint(rows.first - first);
    if (rows.first !== first) second = 0;
    writer.varint(rows.second - second);
    writer.varint(rows.documentFrequency);
    writer.varint(rows.postings);
    let category = 0;
    for (let i = 0; i < rows.postings; i++) {
      writer.varint(rows.categories[i]! - category);
      writer.varint(rows.sums[i]!);
      category = rows.categories[i]!;
    }
    first = rows.first;
    second = rows.second;
    if (writer.length < PIECE_BYTES) continue;
    spool.write(writer.written());
    writer.clear();
  }
  spool.write(writer.written());
  return terms;
}

/** Fewest bytes of a row: six numbers, of which the last two are its only posting. */
export const MIN_ROW_BYTES = 6;

/** What the rest of a counts file says of its rows. */
export interface RowLimits {
  readonly words: number;
  readonly categories: number;
  readonly documents: number;
  readonly terms: number;
}

/** Reads what {@link encodeTermRows} wrote, and checks each number against what it may be. */
export class DecodedTermRows implements TermRows {
  first = 0;
  second = 0;
  documentFrequency = 0;
  postings = 0;
  readonly categories: Uint16Array;
  readonly sums: Float64Array;
  readonly #reader: ByteReader;
  readonly #words: number;
  readonly #documents: number;
  #left: number;
  #started = false;

  constructor(section: Source, limits: RowLimits) {
    this.#reader = new ByteReader(section, "terms");
    this.#words = limits.words;
    this.#documents = limits.documents;
    this.#left = limits.terms;
    this.categories = new Uint16Array(limits.categories);
    this.sums = new Float64Array(limits.categories);
  }

  next(): boolean {
    const reader = this.#reader;
    if (reader.done) {
      if (this.#left !== 0) throw reader.fault("section-size", `${this.#left} terms fewer than its header says`);
      return false;
    }
    if (this.#left-- === 0) throw reader.fault("section-size", "more terms than its header says");
    const step = reader.varint();
    const secondStep = reader.varint();
    if (step === 0 && secondStep === 0 && this.#started) throw reader.fault("order", "a term twice");
    this.#started = true;
    this.first += step;
    this.second = (step === 0 ? this.second : 0) + secondStep;
    if (this.first >= this.#words || this.second > this.#words) {
      throw reader.fault("out-of-range", "a term of a word that is not listed");
    }
    this.documentFrequency = reader.varint();
    this.postings = reader.varint();
    if (this.postings < 1 || this.postings > this.categories.length) {
      throw reader.fault("out-of-range", `a term in ${this.postings} categories`);
    }
    if (this.documentFrequency < this.postings || this.documentFrequency > this.#documents) {
      throw reader.fault("out-of-range", `a term in ${this.documentFrequency} documents`);
    }
    let category = 0;
    for (let i = 0; i < this.postings; i++) {
      const categoryStep = reader.varint();
      if (i > 0 && categoryStep === 0) throw reader.fault("order", "a category twice");
      category += categoryStep;
      if (category >= this.categories.length) throw reader.fault("out-of-range", "a category that is not listed");
      const sum = reader.varint();
      if (sum === 0) throw reader.fault("out-of-range", "a sum of zero");
      if (sum > this.documentFrequency * WEIGHT_ONE) {
        throw reader.fault("out-of-range", "a sum larger than its documents can add up to");
      }
      this.categories[i] = category;
      this.sums[i] = sum;
    }
    return true;
  }
}

/** Rows to add, with the place that each of their words and categories has in the sum. */
export interface Addend {
  readonly rows: TermRows;
  /** Ascending, for both sides are sorted by the same order. */
  readonly wordPlaces: Uint32Array;
  /** In any order, and several may share a place: categories can be renamed on the way. */
  readonly categoryPlaces: Uint16Array;
}

/** Adds rows while it merges them: one pass over all, with one row of each in hand. */
export class MergedTermRows implements TermRows {
  first = 0;
  second = 0;
  documentFrequency = 0;
  postings = 0;
  readonly categories: Uint16Array;
  readonly sums: Float64Array;
  /** Sum by category of the row in hand; all zero between rows. */
  readonly #row: Float64Array;
  readonly #addends: readonly Addend[];
  /** First and second word of each addend's row in hand, by their places in the sum. */
  readonly #firsts: Uint32Array;
  readonly #seconds: Uint32Array;
  readonly #heap: MergeHeap;

  constructor(addends: readonly Addend[], categories: number) {
    this.categories = new Uint16Array(categories);
    this.sums = new Float64Array(categories);
    this.#row = new Float64Array(categories);
    this.#addends = addends;
    const firsts = new Uint32Array(addends.length);
    const seconds = new Uint32Array(addends.length);
    this.#firsts = firsts;
    this.#seconds = seconds;
    const open = addends.map((_, i) => i).filter((i) => this.#moveOn(i));
    this.#heap = new MergeHeap(open, (a, b) => firsts[a]! - firsts[b]! || seconds[a]! - seconds[b]!);
  }

  next(): boolean {
    let least = this.#heap.least;
    if (least === undefined) return false;
    const first = this.#firsts[least]!;
    const second = this.#seconds[least]!;
    this.first = first;
    this.second = second;
    this.documentFrequency = 0;
    this.postings = 0;
    let isSorted = true;
    do {
      const { rows, categoryPlaces } = this.#addends[least]!;
      this.documentFrequency += rows.documentFrequency;
      for (let i = 0; i < rows.postings; i++) {
        const category = categoryPlaces[rows.categories[i]!]!;
        if (this.#row[category] === 0) {
          if (this.postings > 0 && category < this.categories[this.postings - 1]!) isSorted = false;
          this.categories[this.postings++] = category;
        }
        this.#row[category]! += rows.sums[i]!;
      }
      this.#heap.moved(this.#moveOn(least));
      least = this.#heap.least;
    } while (least !== undefined && this.#firsts[least] === first && this.#seconds[least] === second);
    // Those of one part are in order, unless its categories got other names.
    if (!isSorted) this.categories.subarray(0, this.postings).sort();
    for (let i = 0; i < this.postings; i++) {
      const category = this.categories[i]!;
      this.sums[i] = this.#row[category]!;
      this.#row[category] = 0;
    }
    return true;
  }

  #moveOn(addend: number): boolean {
    const { rows, wordPlaces } = this.#addends[addend]!;
    if (!rows.next()) return false;
    this.#firsts[addend] = wordPlaces[rows.first]!;
    this.#seconds[addend] = rows.second === 0 ? 0 : 1 + wordPlaces[rows.second - 1]!;
    return true;
  }
}

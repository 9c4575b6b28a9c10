/** Term rows: the statistics of all terms as a stream in sorted order, which counts files hold and merging adds up. */

import type { Source } from "../../core/container/source.js";
import { WEIGHT_ONE } from "../../core/text/term-weight.js";
import type { Spool } from "./spool.js";
import { ByteReader, ByteWriter } from "./varint.js";

/** Category numbers are kept in 16 bits. */
export const MAX_CATEGORIES = 0xffff;

/**
 * A walk over terms in ascending order of (first word, second word). After each {@link next} that gives true the other
 * members describe one term, until the next call.
 */
export abstract class TermRows {
  /** Index of the term's first word among the sorted words. */
  first = 0;
  /** 1 + index of the term's second word; 0 for a unigram. */
  second = 0;
  /** Number of documents that have the term. */
  documentFrequency = 0;
  /** Number of categories in which the term occurs: how many items of the two arrays below count. */
  postings = 0;
  /** Category numbers, ascending. */
  readonly categories: Uint16Array;
  /** Summed weight in each of {@link categories}: positive integers, multiples of 2^-16 of a document's length. */
  readonly sums: Float64Array;

  /** @param categories number of all categories. */
  constructor(categories: number) {
    this.categories = new Uint16Array(categories);
    this.sums = new Float64Array(categories);
  }

  /** Moves to the next term; false at the end. */
  abstract next(): boolean;
}

/** Bytes that are collected before they go to the spool. */
const PIECE_BYTES = 1 << 20;

/**
 * Writes rows as varints; where order makes differences to the row before small, it writes those.
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

/** Fewest bytes of a row: six numbers, the last two for its only posting. */
export const MIN_ROW_BYTES = 6;

/** Limits for rows, from the rest of the counts file. */
export interface RowLimits {
  readonly words: number;
  readonly categories: number;
  readonly documents: number;
  readonly terms: number;
}

/** Reads what {@link encodeTermRows} wrote, and checks each number against what it may be. */
export class DecodedTermRows extends TermRows {
  readonly #reader: ByteReader;
  readonly #words: number;
  readonly #documents: number;
  #left: number;
  #started = false;

  constructor(section: Source, limits: RowLimits) {
    super(limits.categories);
    this.#reader = new ByteReader(section, "terms");
    this.#words = limits.words;
    this.#documents = limits.documents;
    this.#left = limits.terms;
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
    if (step === 0 && secondStep === 0 && this.#started) throw reader.fault("order", "a term is repeated");
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
      if (i > 0 && categoryStep === 0) throw reader.fault("order", "a category is repeated");
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

/** Selection: all terms of the counts → the most informative ones, in columns for fitting. */

import type { StopWords } from "../../core/models/linear/choices.js";
import { WEIGHT_ONE } from "../../core/text/term-weight.js";
import type { TermRows } from "../counts/term-rows.js";
import { addressesIn } from "../documents/document-walk.js";
import { doubled } from "../tables/growing.js";
import type { FlaggedWords } from "../tables/words.js";

/** Sums of the selected terms, in sorted order; term t has the postings from `starts[t]` to `starts[t + 1]`. */
export interface TermSums {
  /** Index of each term's first word among the words of the counts. */
  readonly first: Uint32Array;
  /** 1 + index of each term's second word; 0 for a unigram. */
  readonly second: Uint32Array;
  readonly starts: Uint32Array;
  /** Category number by posting, ascending within a term. */
  readonly categories: Uint16Array;
  /** Summed weight by posting, in document lengths: a document consists of terms whose squares add up to 1. */
  readonly sums: Float64Array;
  /** Smallest {@link termValue} with which a term can be selected. */
  readonly minValue: number;
  /** Number of all terms of the counts. */
  readonly candidates: number;
}

export interface Selection {
  /** Additive smoothing; here it decides how informative a rare term can be. */
  readonly alpha: number;
  /** How many terms to keep at most. */
  readonly maxTerms: number;
  /** Whether terms that are addresses may be kept. */
  readonly keepEmails: boolean;
  /** Whether terms with a stop word may be kept. */
  readonly stopWords: StopWords;
}

/**
 * Value of a term for its size, 0 or more, in single precision, so that the last bits of a logarithm decide nothing.
 *
 *     T · ln((T + α) / (T − M + α)) / (P + 3)
 *
 * with T its summed weight, and M the part of it in its largest category: its weight for that category in complement naive
 * Bayes, times how often it occurs. Its size is its number of postings P, plus 3 for the term itself.
 */
function termValue(total: number, max: number, postings: number, alpha: number): number {
  return Math.fround((total * Math.log((total + alpha) / (total - max + alpha))) / (postings + 3));
}

/** Keeps the terms with the highest {@link termValue}. Among equals the first in sorted order stays. */
export function selectTerms(words: FlaggedWords, rows: TermRows, selection: Selection): TermSums {
  const { alpha, maxTerms } = selection;
  const isDropped = droppedWords(words, selection);
  const kept = new BestTerms(maxTerms);
  let candidates = 0;
  for (; rows.next(); candidates++) {
    if (isDropped[rows.first] === 1 || (rows.second > 0 && isDropped[rows.second - 1] === 1)) continue;
    let total = 0;
    let max = 0;
    for (let i = 0; i < rows.postings; i++) {
      const weight = rows.sums[i]! / WEIGHT_ONE;
      total += weight;
      if (weight > max) max = weight;
    }
    kept.offer(termValue(total, max, rows.postings, alpha), rows);
  }
  return { ...kept.finish(), candidates };
}

/** Marks the words with 1 whose terms may not be kept. */
export function droppedWords(words: FlaggedWords, { keepEmails, stopWords }: Selection): Uint8Array {
  const isDropped = keepEmails ? new Uint8Array(words.ends.length) : addressesIn(words);
  if (stopWords === "keep") return isDropped;
  return isDropped.map((isAddress, word) => isAddress | words.stopWords[word]!);
}

/** Terms that are kept by their values: their indexes, ascending, and the smallest value with which a term can be kept. */
export function keptTerms(values: Float32Array, max: number): { kept: Uint32Array; minValue: number } {
  let size = 0;
  for (let term = 0; term < values.length; term++) if (values[term]! > 0) size++;
  const minValue = size > max ? nthLargest(values, max) : 0;
  let equals = 0;
  if (size > max) {
    equals = max;
    for (let term = 0; term < values.length; term++) if (values[term]! > minValue) equals--;
  }
  const kept = new Uint32Array(Math.min(size, max));
  for (let term = 0, next = 0; next < kept.length; term++) {
    if (values[term]! > minValue || (values[term] === minValue && minValue > 0 && equals-- > 0)) kept[next++] = term;
  }
  return { kept, minValue };
}

/**
 * The best of the terms that are offered, in columns. Whenever there are twice as many as wanted, the worse half is dropped:
 * so memory grows with the terms that are kept, not with those that are offered.
 */
class BestTerms {
  readonly #max: number;
  /** A term needs a higher value than this. */
  #minValue = 0;
  #values: number[] = [];
  #columns = new Columns();

  constructor(max: number) {
    this.#max = max;
  }

  offer(value: number, row: TermRows): void {
    // Among equals the first stay.
    if (value <= this.#minValue) return;
    this.#values.push(value);
    this.#columns.push(row.first, row.second, row.postings, row.categories, row.sums, 0, 1 / WEIGHT_ONE);
    if (this.#values.length >= 2 * this.#max) this.#drop();
  }

  finish(): Omit<TermSums, "candidates"> {
    if (this.#values.length > this.#max) this.#drop();
    return { ...this.#columns.finish(), minValue: this.#minValue };
  }

  #drop(): void {
    const { kept, minValue } = keptTerms(Float32Array.from(this.#values), this.#max);
    const { first, second, starts, categories, sums } = this.#columns.finish();
    this.#minValue = minValue;
    this.#values = Array.from(kept, (term) => this.#values[term]!);
    this.#columns = new Columns();
    for (const term of kept) {
      const start = starts[term]!;
      this.#columns.push(first[term]!, second[term]!, starts[term + 1]! - start, categories, sums, start, 1);
    }
  }
}

/**
 * The `n`-th largest of values that are not negative, without sorting all of them. Numbers in single precision have the
 * order of their bits: the values are counted by their upper 16 bits, and only those of one such class are sorted.
 */
function nthLargest(values: Float32Array, n: number): number {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const sizes = new Uint32Array(1 << 16);
  for (let i = 0; i < bits.length; i++) sizes[bits[i]! >>> 16]!++;
  let upper = sizes.length - 1;
  let above = 0;
  for (; above + sizes[upper]! < n; upper--) above += sizes[upper]!;
  const sorted = values.filter((_, i) => bits[i]! >>> 16 === upper).sort();
  return sorted[sorted.length - (n - above)]!;
}

/** Columns that grow by a row at a time. */
class Columns {
  #first: Uint32Array = new Uint32Array(1 << 10);
  #second: Uint32Array = new Uint32Array(1 << 10);
  #starts: Uint32Array = new Uint32Array(1 << 10);
  #categories: Uint32Array = new Uint32Array(1 << 12);
  #sums: Float64Array = new Float64Array(1 << 12);
  #size = 0;
  #postings = 0;

  /** Adds a term with the `postings` categories and sums from `start` on; sums are in units of `unit`. */
  push(
    first: number,
    second: number,
    postings: number,
    categories: ArrayLike<number>,
    sums: ArrayLike<number>,
    start: number,
    unit: number,
  ): void {
    const index = this.#size++;
    if (index === this.#first.length) {
      this.#first = doubled(this.#first);
      this.#second = doubled(this.#second);
      this.#starts = doubled(this.#starts);
    }
    while (this.#postings + postings > this.#sums.length) {
      this.#categories = doubled(this.#categories);
      this.#sums = doubled(this.#sums);
    }
    this.#first[index] = first;
    this.#second[index] = second;
    this.#starts[index] = this.#postings;
    for (let i = start; i < start + postings; i++) {
      this.#categories[this.#postings] = categories[i]!;
      this.#sums[this.#postings++] = sums[i]! * unit;
    }
  }

  finish(): Omit<TermSums, "minValue" | "candidates"> {
    const starts = new Uint32Array(this.#size + 1);
    starts.set(this.#starts.subarray(0, this.#size));
    starts[this.#size] = this.#postings;
    return {
      first: this.#first.slice(0, this.#size),
      second: this.#second.slice(0, this.#size),
      starts,
      categories: Uint16Array.from(this.#categories.subarray(0, this.#postings)),
      sums: this.#sums.slice(0, this.#postings),
    };
  }
}

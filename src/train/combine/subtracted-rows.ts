/** Rows of counts from which others are taken away. */

import { WEIGHT_ONE } from "../../core/text/term-weight.js";
import type { TermRows } from "../counts/term-rows.js";

/** Rows to take away, with the place that each of their words and categories has in the whole. */
interface Subtrahend {
  readonly rows: TermRows;
  readonly wordPlaces: Uint32Array;
  readonly categories: readonly number[];
}

/** The rows of the whole less those of a part; words and categories are those of the whole. */
export class RemainingRows implements TermRows {
  first = 0;
  second = 0;
  documentFrequency = 0;
  postings = 0;
  readonly categories: Uint16Array;
  readonly sums: Float64Array;
  readonly #whole: TermRows;
  readonly #part: TermRows;
  readonly #wordPlaces: Uint32Array;
  readonly #partCategories: readonly number[];
  readonly #documents: number;
  readonly #refuse: () => never;
  #isPartOpen: boolean;

  /**
   * @param documents number of documents that are left.
   * @param refuse is called if the rows do not hold what is to be taken out of them, and throws.
   */
  constructor(whole: TermRows, part: Subtrahend, documents: number, refuse: () => never) {
    this.categories = whole.categories.slice();
    this.sums = whole.sums.slice();
    this.#whole = whole;
    this.#part = part.rows;
    this.#wordPlaces = part.wordPlaces;
    this.#partCategories = part.categories;
    this.#documents = documents;
    this.#refuse = refuse;
    this.#isPartOpen = part.rows.next();
  }

  next(): boolean {
    const [whole, part] = [this.#whole, this.#part];
    while (whole.next()) {
      this.first = whole.first;
      this.second = whole.second;
      const isShared = this.#isPartOpen && this.#partFirst === whole.first && this.#partSecond === whole.second;
      this.documentFrequency = whole.documentFrequency - (isShared ? part.documentFrequency : 0);
      this.postings = 0;
      let at = 0;
      for (let i = 0; i < whole.postings; i++) {
        const category = whole.categories[i]!;
        let sum = whole.sums[i]!;
        if (isShared && at < part.postings && this.#partCategories[part.categories[at]!] === category) {
          sum -= part.sums[at++]!;
        }
        if (sum < 0 || sum > this.documentFrequency * WEIGHT_ONE) this.#refuse();
        if (sum === 0) continue;
        this.categories[this.postings] = category;
        this.sums[this.postings++] = sum;
      }
      if (isShared) {
        if (at < part.postings) this.#refuse();
        this.#isPartOpen = part.next();
      }
      if (this.documentFrequency < this.postings || this.documentFrequency > this.#documents) this.#refuse();
      if (this.postings > 0) return true;
      if (this.documentFrequency > 0) this.#refuse();
    }
    if (this.#isPartOpen) this.#refuse();
    return false;
  }

  get #partFirst(): number {
    return this.#wordPlaces[this.#part.first]!;
  }

  get #partSecond(): number {
    return this.#part.second === 0 ? 0 : 1 + this.#wordPlaces[this.#part.second - 1]!;
  }
}

/** Rows with the places that words and categories have once those that are not used any more are gone. */
export class PlacedRows implements TermRows {
  readonly #rows: TermRows;
  readonly #words: Int32Array;
  readonly #categories: Int32Array;
  readonly categories: Uint16Array;

  constructor(rows: TermRows, words: Int32Array, categories: Int32Array) {
    this.#rows = rows;
    this.#words = words;
    this.#categories = categories;
    this.categories = rows.categories.slice();
  }

  next(): boolean {
    if (!this.#rows.next()) return false;
    for (let i = 0; i < this.postings; i++) this.categories[i] = this.#categories[this.#rows.categories[i]!]!;
    return true;
  }

  get first(): number {
    return this.#words[this.#rows.first]!;
  }

  get second(): number {
    return this.#rows.second === 0 ? 0 : 1 + this.#words[this.#rows.second - 1]!;
  }

  get documentFrequency(): number {
    return this.#rows.documentFrequency;
  }

  get postings(): number {
    return this.#rows.postings;
  }

  get sums(): Float64Array {
    return this.#rows.sums;
  }
}

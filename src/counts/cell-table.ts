/** The cell table: the sums of a corpus while it is read, a cell for each (term, category) that occurred. */

import { NO_WORD } from "../features/terms.js";
import { doubled } from "../tables/grow.js";
import { PairTable } from "../tables/pair-table.js";
import type { TermRows } from "./term-rows.js";

/** Adds up contributions by term and category; its memory grows with distinct terms, not with documents. */
export class CellTable {
  /** (first word, second word or NO_WORD) → term. */
  readonly #terms = new PairTable();
  /** (term, category) → cell. */
  readonly #cells = new PairTable();
  /** Number of documents by term. */
  #documents: Uint32Array = new Uint32Array(1 << 10);
  /** Sum of contributions by cell. */
  #sums: Float64Array = new Float64Array(1 << 10);

  /** Distinct terms so far. */
  get terms(): number {
    return this.#terms.size;
  }

  /** Adds what one more document contributes to a term; each document once for each of its terms. */
  add(first: number, second: number, category: number, contribution: number): void {
    const term = this.#terms.intern(first, second);
    if (term >= this.#documents.length) this.#documents = doubled(this.#documents);
    this.#documents[term]!++;
    const cell = this.#cells.intern(term, category);
    if (cell >= this.#sums.length) this.#sums = doubled(this.#sums);
    this.#sums[cell]! += contribution;
  }

  /**
   * The terms as rows in sorted order.
   *
   * @param places for each word its place among the sorted words, of which there are `words`.
   * @param categoryPlaces for each category its place among the sorted labels.
   */
  rows(places: Int32Array, words: number, categoryPlaces: Uint16Array): TermRows {
    const { a: firsts, b: seconds } = this.#terms;
    const { a: terms, b: categories, size } = this.#cells;
    const first = (cell: number): number => places[firsts[terms[cell]!]!]!;
    const second = (cell: number): number => {
      const word = seconds[terms[cell]!]!;
      return word === NO_WORD ? 0 : 1 + places[word]!;
    };
    const category = (cell: number): number => categoryPlaces[categories[cell]!]!;
    // Three stable counting sorts, least telling key first: linear, and without a comparison.
    let order: Uint32Array = new Uint32Array(size);
    for (let cell = 0; cell < size; cell++) order[cell] = cell;
    order = countingSort(order, category, categoryPlaces.length);
    order = countingSort(order, second, words + 1);
    order = countingSort(order, first, words);
    const documents = this.#documents;
    const sums = this.#sums;
    let at = 0;
    const row = {
      first: 0,
      second: 0,
      documentFrequency: 0,
      postings: 0,
      categories: new Uint16Array(categoryPlaces.length),
      sums: new Float64Array(categoryPlaces.length),
      next(): boolean {
        if (at >= size) return false;
        const term = terms[order[at]!]!;
        row.first = first(order[at]!);
        row.second = second(order[at]!);
        row.documentFrequency = documents[term]!;
        row.postings = 0;
        for (; at < size && terms[order[at]!] === term; at++) {
          row.categories[row.postings] = category(order[at]!);
          row.sums[row.postings++] = sums[order[at]!]!;
        }
        return true;
      },
    };
    return row;
  }
}

function countingSort(order: Uint32Array, key: (cell: number) => number, keys: number): Uint32Array {
  const next = new Uint32Array(keys + 1);
  for (const cell of order) next[key(cell) + 1]!++;
  for (let i = 1; i <= keys; i++) next[i]! += next[i - 1]!;
  const sorted = new Uint32Array(order.length);
  for (const cell of order) sorted[next[key(cell)]!++] = cell;
  return sorted;
}

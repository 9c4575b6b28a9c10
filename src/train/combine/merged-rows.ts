/** Merging term rows: sorted rows of several counts → one walk over their sums, with one row of each in memory. */

import { TermRows } from "../counts/term-rows.js";
import { MergeHeap } from "../tables/merge-heap.js";

/** Rows to add or subtract. */
export interface RowsPart {
  readonly rows: TermRows;
  readonly sign: 1 | -1;
  /** Index of each of their words in the sum; ascending, for both sides are sorted by the same order. Default: the same words. */
  readonly wordIndexes?: Uint32Array;
  /** Index of each of their categories in the sum; several may be the same, for categories can be renamed. Default: the same categories. */
  readonly categoryIndexes?: Uint16Array;
}

/** Adds rows, each with its part's sign, while it merges them. Sums of zero stay in it, unless no part has the posting. */
export class MergedTermRows extends TermRows {
  readonly #parts: readonly RowsPart[];
  /** Sum by category of the row being merged; all zero between rows. */
  readonly #row: Float64Array;
  /** 1 for each category of the row being merged. */
  readonly #isInRow: Uint8Array;
  /** First and second word of each part's next row, by their indexes in the sum. */
  readonly #firsts: Uint32Array;
  readonly #seconds: Uint32Array;
  readonly #heap: MergeHeap;

  constructor(parts: readonly RowsPart[], categories: number) {
    super(categories);
    this.#parts = parts;
    this.#row = new Float64Array(categories);
    this.#isInRow = new Uint8Array(categories);
    const firsts = new Uint32Array(parts.length);
    const seconds = new Uint32Array(parts.length);
    this.#firsts = firsts;
    this.#seconds = seconds;
    const open = parts.map((_, i) => i).filter((i) => this.#moveOn(i));
    this.#heap = new MergeHeap(open, (a, b) => firsts[a]! - firsts[b]! || seconds[a]! - seconds[b]!);
  }

  next(): boolean {
    let part = this.#heap.first;
    if (part === undefined) return false;
    const first = this.#firsts[part]!;
    const second = this.#seconds[part]!;
    this.first = first;
    this.second = second;
    this.documentFrequency = 0;
    this.postings = 0;
    let isSorted = true;
    do {
      const { rows, sign, categoryIndexes } = this.#parts[part]!;
      this.documentFrequency += sign * rows.documentFrequency;
      for (let i = 0; i < rows.postings; i++) {
        const own = rows.categories[i]!;
        const category = categoryIndexes ? categoryIndexes[own]! : own;
        if (this.#isInRow[category] === 0) {
          this.#isInRow[category] = 1;
          if (this.postings > 0 && category < this.categories[this.postings - 1]!) isSorted = false;
          this.categories[this.postings++] = category;
        }
        this.#row[category]! += sign * rows.sums[i]!;
      }
      this.#heap.moved(this.#moveOn(part));
      part = this.#heap.first;
    } while (part !== undefined && this.#firsts[part] === first && this.#seconds[part] === second);
    // The categories of one part are in order, unless they were renamed.
    if (!isSorted) this.categories.subarray(0, this.postings).sort();
    for (let i = 0; i < this.postings; i++) {
      const category = this.categories[i]!;
      this.sums[i] = this.#row[category]!;
      this.#row[category] = 0;
      this.#isInRow[category] = 0;
    }
    return true;
  }

  #moveOn(part: number): boolean {
    const { rows, wordIndexes } = this.#parts[part]!;
    if (!rows.next()) return false;
    const { first, second } = rows;
    this.#firsts[part] = wordIndexes ? wordIndexes[first]! : first;
    this.#seconds[part] = wordIndexes && second > 0 ? 1 + wordIndexes[second - 1]! : second;
    return true;
  }
}

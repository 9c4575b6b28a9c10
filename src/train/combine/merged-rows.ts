/** Merging term rows: sorted rows of several counts → one walk over their sums, with one row of each in memory. */

import { TermRows } from "../counts/term-rows.js";
import { Tournament } from "../tables/tournament.js";

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
  readonly #tournament: Tournament;
  /** First and second word of the row that {@link #moveOn} moved to, by their indexes in the sum. */
  #first = 0;
  #second = 0;

  constructor(parts: readonly RowsPart[], categories: number) {
    super(categories);
    this.#parts = parts;
    this.#tournament = new Tournament(parts.length);
    parts.forEach((part, i) => {
      if (this.#moveOn(part)) this.#tournament.enter(i, this.#first, this.#second);
    });
    this.#tournament.begin();
  }

  next(): boolean {
    const tournament = this.#tournament;
    if (tournament.first < 0) return false;
    this.first = tournament.high;
    this.second = tournament.low;
    this.documentFrequency = 0;
    this.postings = 0;
    do {
      const part = this.#parts[tournament.first]!;
      this.#add(part);
      if (this.#moveOn(part)) tournament.moved(this.#first, this.#second);
      else tournament.ended();
    } while (tournament.high === this.first && tournament.low === this.second);
    return true;
  }

  /** Adds the row that a part is at. */
  #add({ rows, sign, categoryIndexes }: RowsPart): void {
    this.documentFrequency += sign * rows.documentFrequency;
    const { categories, sums, postings } = rows;
    let at = 0;
    let end = this.postings;
    for (let i = 0; i < postings; i++) {
      const own = categories[i]!;
      const category = categoryIndexes ? categoryIndexes[own]! : own;
      const sum = sign * sums[i]!;
      // The categories of one part are in order, unless they were renamed.
      if (at > 0 && this.categories[at - 1]! >= category) at = 0;
      while (at < end && this.categories[at]! < category) at++;
      if (at < end && this.categories[at] === category) {
        this.sums[at]! += sum;
      } else {
        for (let j = end++; j > at; j--) {
          this.categories[j] = this.categories[j - 1]!;
          this.sums[j] = this.sums[j - 1]!;
        }
        this.categories[at] = category;
        this.sums[at] = sum;
      }
      at++;
    }
    this.postings = end;
  }

  #moveOn({ rows, wordIndexes }: RowsPart): boolean {
    if (!rows.next()) return false;
    const { first, second } = rows;
    this.#first = wordIndexes ? wordIndexes[first]! : first;
    this.#second = wordIndexes && second > 0 ? 1 + wordIndexes[second - 1]! : second;
    return true;
  }
}

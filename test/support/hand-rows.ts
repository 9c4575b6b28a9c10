/** Term rows that a test writes down, as walks, and back. */

import type { TermRows } from "../../src/train/counts/term-rows.js";

/** A row as a test writes it: first word, 1 + second word, documents, and category with sum by posting. */
export type Row = readonly [
  first: number,
  second: number,
  documents: number,
  ...postings: (readonly [number, number])[],
];

/** All rows of a walk. */
export function readRows(rows: TermRows): Row[] {
  const found: Row[] = [];
  while (rows.next()) {
    const { first, second, documentFrequency, postings, categories, sums } = rows;
    const pairs = Array.from({ length: postings }, (_, i) => [categories[i]!, sums[i]!] as const);
    found.push([first, second, documentFrequency, ...pairs]);
  }
  return found;
}

/** Rows in memory, as a trainer has them. */
export function rowsOf(list: readonly Row[]): TermRows {
  const rows = {
    first: 0,
    second: 0,
    documentFrequency: 0,
    postings: 0,
    categories: new Uint16Array(9),
    sums: new Float64Array(9),
    next(): boolean {
      const row = left.shift();
      if (row === undefined) return false;
      const [first, second, documentFrequency, ...pairs] = row;
      Object.assign(rows, { first, second, documentFrequency, postings: pairs.length });
      pairs.forEach(([category, sum], i) => {
        rows.categories[i] = category;
        rows.sums[i] = sum;
      });
      return true;
    },
  };
  const left = [...list];
  return rows;
}

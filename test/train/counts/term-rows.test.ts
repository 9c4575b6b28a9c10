/** Term rows: written, read back and merged, each number within its limits. */

import { describe, expect, it } from "vitest";
import { sourceOf } from "../../../src/core/container/source.js";
import { MemorySpool } from "../../../src/train/counts/spool.js";
import {
  DecodedTermRows,
  encodeTermRows,
  MergedTermRows,
  MIN_ROW_BYTES,
  type RowLimits,
  type TermRows,
} from "../../../src/train/counts/term-rows.js";
import { section } from "../../support/counts-files.js";

/** A row as a test writes it: first word, 1 + second word, documents, and category with sum by posting. */
type Row = readonly [first: number, second: number, documents: number, ...postings: (readonly [number, number])[]];

const LIMITS: RowLimits = { words: 4, categories: 3, documents: 9, terms: 3 };
const ROWS: readonly Row[] = [
  [0, 0, 3, [0, 100], [2, 50]],
  [0, 3, 1, [1, 7]],
  [3, 1, 3, [0, 9], [1, 1], [2, 2]],
];
// Differences to the row before: of the first word, of the second if the first is the same, of categories.
const SECTION = section(...[0, 0, 3, 2, 0, 100, 2, 50], ...[0, 3, 1, 1, 1, 7], ...[3, 1, 3, 3, 0, 9, 1, 1, 1, 2]);

const decoded = (bytes: Uint8Array, limits: Partial<RowLimits> = {}): DecodedTermRows =>
  new DecodedTermRows(sourceOf(bytes), { ...LIMITS, ...limits });

function read(rows: TermRows): Row[] {
  const found: Row[] = [];
  while (rows.next()) {
    const { first, second, documentFrequency, postings, categories, sums } = rows;
    const pairs = Array.from({ length: postings }, (_, i) => [categories[i]!, sums[i]!] as const);
    found.push([first, second, documentFrequency, ...pairs]);
  }
  return found;
}

/** Rows in memory, as a trainer has them. */
function rowsOf(list: readonly Row[]): TermRows {
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

function encoded(list: readonly Row[]): { section: Buffer; terms: number } {
  const spool = new MemorySpool();
  const terms = encodeTermRows(rowsOf(list), spool);
  return { section: Buffer.concat([...spool.pieces()]), terms };
}

describe("encodeTermRows", () => {
  it("writes differences to the row before, and tells how many rows there are", () => {
    expect(encoded(ROWS)).toEqual({ section: Buffer.from(SECTION), terms: 3 });
    expect(encoded([])).toEqual({ section: Buffer.alloc(0), terms: 0 });
  });

  it("writes no row in fewer bytes than MIN_ROW_BYTES", () => {
    expect(encoded([[0, 0, 1, [0, 1]]]).section).toHaveLength(MIN_ROW_BYTES);
  });
});

describe("DecodedTermRows", () => {
  it("reads back what was written, and stays at its end", () => {
    const rows = decoded(SECTION);
    expect(read(rows)).toEqual(ROWS);
    expect(rows.next()).toBe(false);
  });

  it("takes room for as many categories as there are, whatever a row claims", () => {
    const rows = decoded(section(0, 0, 3, 2 ** 53 - 1, 0, 1), { documents: 2 ** 37 - 1 });
    expect([rows.categories.length, rows.sums.length]).toEqual([3, 3]);
    expect(() => rows.next()).toThrowError(expect.objectContaining({ code: "out-of-range" }));
  });

  it("refuses more rows than were announced as soon as they come, and fewer at the end", () => {
    const few = decoded(SECTION, { terms: 1 });
    expect(few.next()).toBe(true);
    expect(() => few.next()).toThrowError(
      expect.objectContaining({ code: "section-size", message: "terms, byte 8: more terms than its header says" }),
    );
    expect(() => read(decoded(SECTION, { terms: 5 }))).toThrowError(
      expect.objectContaining({ code: "section-size", message: "terms, byte 24: 2 terms fewer than its header says" }),
    );
  });
});

describe("MergedTermRows", () => {
  const identity = { wordPlaces: Uint32Array.of(0, 1, 2, 3), categoryPlaces: Uint16Array.of(0, 1, 2) };

  it("adds the rows of one term, with the categories of all parts in ascending order", () => {
    const parts = [
      { rows: rowsOf([[1, 2, 1, [2, 5]]]), ...identity },
      { rows: rowsOf([[1, 2, 2, [0, 7], [2, 1]]]), ...identity },
      { rows: rowsOf([[1, 2, 1, [1, 3]]]), ...identity },
    ];
    expect(read(new MergedTermRows(parts, 3))).toEqual([[1, 2, 4, [0, 7], [1, 3], [2, 6]]]);
  });

  it("merges rows in order, and gives words and categories their places in the sum", () => {
    const other = { wordPlaces: Uint32Array.of(1, 3), categoryPlaces: Uint16Array.of(1, 3) };
    const parts = [
      { rows: rowsOf(ROWS), ...identity },
      {
        rows: rowsOf([
          [0, 0, 1, [1, 8]],
          [1, 0, 1, [0, 4]],
          [1, 2, 1, [0, 6]],
        ]),
        ...other,
      },
    ];
    expect(read(new MergedTermRows(parts, 4))).toEqual([
      ROWS[0],
      ROWS[1],
      [1, 0, 1, [3, 8]],
      [3, 0, 1, [1, 4]],
      ROWS[2],
      [3, 4, 1, [1, 6]],
    ]);
  });

  it("leaves nothing of one term in the next", () => {
    const parts = [
      {
        rows: rowsOf([
          [0, 0, 2, [0, 5], [1, 6]],
          [1, 0, 1, [1, 1]],
        ]),
        ...identity,
      },
      {
        rows: rowsOf([
          [0, 0, 1, [2, 7]],
          [2, 0, 1, [0, 2]],
        ]),
        ...identity,
      },
    ];
    expect(read(new MergedTermRows(parts, 3))).toEqual([
      [0, 0, 3, [0, 5], [1, 6], [2, 7]],
      [1, 0, 1, [1, 1]],
      [2, 0, 1, [0, 2]],
    ]);
  });

  it("is empty if all parts are", () => {
    expect(read(new MergedTermRows([{ rows: rowsOf([]), ...identity }], 3))).toEqual([]);
  });
});

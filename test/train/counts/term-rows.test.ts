/** Term rows: written and read back, each number within its limits. */

import { describe, expect, it } from "vitest";
import { sourceOf } from "../../../src/core/container/source.js";
import { MemorySpool } from "../../../src/train/counts/spool.js";
import { DecodedTermRows, encodeTermRows, MIN_ROW_BYTES, type RowLimits } from "../../../src/train/counts/term-rows.js";
import { section } from "../../support/counts-files.js";
import { type Row, readRows, rowsOf } from "../../support/hand-rows.js";

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

function encoded(list: readonly Row[]): { section: Buffer; terms: number } {
  const spool = new MemorySpool();
  const terms = encodeTermRows(rowsOf(list), spool);
  return { section: Buffer.concat([...spool.pieces()]), terms };
}

describe("encodeTermRows", () => {
  it("writes differences to the row before, and returns the number of rows", () => {
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
    expect(readRows(rows)).toEqual(ROWS);
    expect(rows.next()).toBe(false);
  });

  it("allocates for the number of categories, whatever a row claims", () => {
    const rows = decoded(section(0, 0, 3, 2 ** 53 - 1, 0, 1), { documents: 2 ** 37 - 1 });
    expect([rows.categories.length, rows.sums.length]).toEqual([3, 3]);
    expect(() => rows.next()).toThrowError(expect.objectContaining({ code: "out-of-range" }));
  });

  it("refuses a row too many as soon as it comes, and missing rows at the end", () => {
    const few = decoded(SECTION, { terms: 1 });
    expect(few.next()).toBe(true);
    expect(() => few.next()).toThrowError(
      expect.objectContaining({ code: "section-size", message: "terms, byte 8: more terms than its header says" }),
    );
    expect(() => readRows(decoded(SECTION, { terms: 5 }))).toThrowError(
      expect.objectContaining({ code: "section-size", message: "terms, byte 24: 2 terms fewer than its header says" }),
    );
  });
});

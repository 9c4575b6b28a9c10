/** Merged rows: sums of rows in sorted order, with signs. */

import { describe, expect, it } from "vitest";
import { MergedTermRows } from "../../../src/train/combine/merged-rows.js";
import { type Row, readRows, rowsOf } from "../../support/hand-rows.js";

const ROWS: readonly Row[] = [
  [0, 0, 3, [0, 100], [2, 50]],
  [0, 3, 1, [1, 7]],
  [3, 1, 3, [0, 9], [1, 1], [2, 2]],
];

describe("MergedTermRows", () => {
  const identity = {
    sign: 1,
    wordIndexes: Uint32Array.of(0, 1, 2, 3),
    categoryIndexes: Uint16Array.of(0, 1, 2),
  } as const;

  it("adds the rows of one term, with the categories of all parts in ascending order", () => {
    const parts = [
      { rows: rowsOf([[1, 2, 1, [2, 5]]]), ...identity },
      { rows: rowsOf([[1, 2, 2, [0, 7], [2, 1]]]), ...identity },
      { rows: rowsOf([[1, 2, 1, [1, 3]]]), ...identity },
    ];
    expect(readRows(new MergedTermRows(parts, 3))).toEqual([[1, 2, 4, [0, 7], [1, 3], [2, 6]]]);
  });

  it("merges rows in order, and gives words and categories their indexes in the sum", () => {
    const other = { sign: 1, wordIndexes: Uint32Array.of(1, 3), categoryIndexes: Uint16Array.of(1, 3) } as const;
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
    expect(readRows(new MergedTermRows(parts, 4))).toEqual([
      ROWS[0],
      ROWS[1],
      [1, 0, 1, [3, 8]],
      [3, 0, 1, [1, 4]],
      ROWS[2],
      [3, 4, 1, [1, 6]],
    ]);
  });

  it("subtracts rows with a negative sign, and keeps what came to zero", () => {
    const less = { ...identity, sign: -1 } as const;
    const parts = [
      { rows: rowsOf([[1, 2, 3, [0, 7], [2, 5]]]), ...identity },
      { rows: rowsOf([[1, 2, 1, [0, 7], [1, 1]]]), ...less },
      { rows: rowsOf([[1, 2, 1, [0, 4]]]), ...identity },
    ];
    expect(readRows(new MergedTermRows(parts, 3))).toEqual([[1, 2, 3, [0, 4], [1, -1], [2, 5]]]);
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
    expect(readRows(new MergedTermRows(parts, 3))).toEqual([
      [0, 0, 3, [0, 5], [1, 6], [2, 7]],
      [1, 0, 1, [1, 1]],
      [2, 0, 1, [0, 2]],
    ]);
  });

  it("is empty if all parts are", () => {
    expect(readRows(new MergedTermRows([{ rows: rowsOf([]), ...identity }], 3))).toEqual([]);
  });
});

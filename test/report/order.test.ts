/** Order: who stands beside whom, whatever the categories are called. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_SHOWN, orderOf } from "../../src/report/order.js";

/** A matrix with 10 right answers for each category, and mistakes between those that are `near`. */
function matrixOf(size: number, near: (i: number, j: number) => number): number[][] {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 10 : near(i, j))));
}

describe("orderOf", () => {
  it("lets categories that are taken for each other stand together", () => {
    // Even ones for even ones, odd ones for odd ones.
    const order = orderOf(matrixOf(8, (i, j) => (i % 2 === j % 2 ? 3 : 0)));
    expect(order.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const parities = order.map((place) => place % 2);
    expect(parities.filter((parity, i) => i > 0 && parity !== parities[i - 1])).toHaveLength(1);
  });

  it("turns groups so that their nearest members meet", () => {
    // Two pairs, 0 with 2 and 1 with 3; and 0 is sometimes taken for 3.
    const pairs: Record<string, number> = { "0,2": 5, "2,0": 5, "1,3": 5, "3,1": 5, "0,3": 1 };
    const order = orderOf(matrixOf(4, (i, j) => pairs[`${i},${j}`] ?? 0));
    expect([order.join(""), order.toReversed().join("")]).toContain("2031");
  });

  it("takes it as the same in which direction mistakes go", () => {
    const size = 6;
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: size * size, maxLength: size * size }), (numbers) => {
        const mistakes = (i: number, j: number): number => numbers[Math.min(i, j) * size + Math.max(i, j)]!;
        // Rows of the same sum, for it is shares of the documents that count.
        const filled = (matrix: readonly number[][]): number[][] =>
          matrix.map((row, i) => row.map((n, j) => (i === j ? 100 - row.reduce((sum, m) => sum + m, -n) : n)));
        const upper = filled(matrixOf(size, (i, j) => (i < j ? mistakes(i, j) : 0)));
        const lower = filled(matrixOf(size, (i, j) => (i > j ? mistakes(i, j) : 0)));
        expect(orderOf(upper)).toEqual(orderOf(lower));
        expect(orderOf(upper).toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
      }),
    );
  });

  it("keeps those of the most frequent mistakes where there are too many", () => {
    const size = MOST_SHOWN + 10;
    // The last ones are mixed up in pairs, the first ten never.
    const order = orderOf(matrixOf(size, (i, j) => (i >= 10 && j >= 10 && i >> 1 === j >> 1 ? 4 : 0)));
    expect(order).toHaveLength(MOST_SHOWN);
    expect(Math.min(...order)).toBe(10);
    order.forEach((place, i) => {
      if (i % 2 === 1) expect(place >> 1).toBe(order[i - 1]! >> 1);
    });
  });

  it("takes one category, two, and those without documents", () => {
    expect(orderOf([[3]])).toEqual([0]);
    expect(
      orderOf([
        [1, 0],
        [2, 3],
      ]),
    ).toEqual([0, 1]);
    expect(
      orderOf([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual([0, 1]);
  });
});

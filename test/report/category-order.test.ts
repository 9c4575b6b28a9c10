/** Category order: which categories stand side by side in the heat map. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confusionOrder, MAX_SHOWN } from "../../src/report/category-order.js";

/** A matrix with 10 correct predictions for each category, and mistakes as given by `mistakes`. */
function matrixOf(size: number, mistakes: (i: number, j: number) => number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 10 : mistakes(i, j))),
  );
}

describe("confusionOrder", () => {
  it("puts categories that are confused side by side", () => {
    // Even categories are confused with even ones, odd with odd.
    const order = confusionOrder(matrixOf(8, (i, j) => (i % 2 === j % 2 ? 3 : 0)));
    expect(order.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const parities = order.map((index) => index % 2);
    expect(parities.filter((parity, i) => i > 0 && parity !== parities[i - 1])).toHaveLength(1);
  });

  it("turns clusters so that their nearest members touch", () => {
    // Two pairs, 0 with 2 and 1 with 3; and 0 is sometimes predicted as 3.
    const pairs: Record<string, number> = { "0,2": 5, "2,0": 5, "1,3": 5, "3,1": 5, "0,3": 1 };
    const order = confusionOrder(matrixOf(4, (i, j) => pairs[`${i},${j}`] ?? 0));
    expect([order.join(""), order.toReversed().join("")]).toContain("2031");
  });

  it("ignores the direction of mistakes", () => {
    const size = 6;
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: size * size, maxLength: size * size }), (numbers) => {
        const mistakes = (i: number, j: number): number => numbers[Math.min(i, j) * size + Math.max(i, j)]!;
        // Rows with equal sums, because similarity is a share of the documents.
        const filled = (matrix: readonly number[][]): number[][] =>
          matrix.map((row, i) => row.map((n, j) => (i === j ? 100 - row.reduce((sum, m) => sum + m, -n) : n)));
        const upper = filled(matrixOf(size, (i, j) => (i < j ? mistakes(i, j) : 0)));
        const lower = filled(matrixOf(size, (i, j) => (i > j ? mistakes(i, j) : 0)));
        expect(confusionOrder(upper)).toEqual(confusionOrder(lower));
        expect(confusionOrder(upper).toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
      }),
    );
  });

  it("keeps the categories with the most frequent mistakes if there are too many", () => {
    const size = MAX_SHOWN + 10;
    // The last ones are confused in pairs, the first ten never.
    const order = confusionOrder(matrixOf(size, (i, j) => (i >= 10 && j >= 10 && i >> 1 === j >> 1 ? 4 : 0)));
    expect(order).toHaveLength(MAX_SHOWN);
    expect(Math.min(...order)).toBe(10);
    order.forEach((index, i) => {
      if (i % 2 === 1) expect(index >> 1).toBe(order[i - 1]! >> 1);
    });
  });

  it("takes one category, two, and those without documents", () => {
    expect(confusionOrder([[3]])).toEqual([0]);
    expect(
      confusionOrder([
        [1, 0],
        [2, 3],
      ]),
    ).toEqual([0, 1]);
    expect(
      confusionOrder([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual([0, 1]);
  });
});

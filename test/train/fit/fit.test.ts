/** Fitting against a textbook example, formulas written out densely, and blocks of any size. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NAIVE_BAYES_ESTIMATORS } from "../../../src/core/models/linear/choices.js";
import { fit as fitWeights } from "../../../src/train/fit/fit.js";
import {
  type Dense,
  denseWeights,
  farthest,
  scoreOf,
  spelledOut,
  sum,
  termSums,
} from "../../support/dense-naive-bayes.js";

/**
 * Manning, Raghavan & Schütze, *Introduction to Information Retrieval*, example 13.1 (table 13.1): counts of Chinese,
 * Beijing, Shanghai, Macao, Tokyo, Japan in the class China and outside it; three documents and one.
 */
const CHINA: Dense = [
  [5, 1, 1, 1, 0, 0],
  [1, 0, 0, 0, 1, 1],
];
const CHINA_DOCUMENTS = [3, 1];
/** Test document 5: Chinese Chinese Chinese Tokyo Japan. */
const DOCUMENT_5 = [3, 0, 0, 0, 1, 1];

const relative = (got: number, expected: number): number => Math.abs(got - expected) / expected;

/** Small matrices, most of whose cells are empty, as in a corpus. */
const matrices: fc.Arbitrary<number[][]> = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 24 }))
  .chain(([categories, terms]) => {
    const cell = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.double({ min: 2 ** -16, max: 50, noNaN: true }));
    const row = fc.array(cell, { minLength: terms, maxLength: terms });
    return fc.array(row, { minLength: categories, maxLength: categories });
  });

/** A repeatable matrix of any width. */
function wideMatrix(categories: number, terms: number): number[][] {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: categories }, () =>
    Array.from({ length: terms }, () => (next() < 0.7 ? 0 : next() * 3 + 2 ** -16)),
  );
}

describe("fit", () => {
  it("gives the probabilities of Introduction to Information Retrieval, example 13.1", () => {
    const terms = termSums(CHINA);
    const weights = fitWeights(terms, CHINA_DOCUMENTS, "multinomial", 1);
    const [china, other] = spelledOut(weights, terms).map((row) => row.map(Math.exp));
    const expectedChina = [3 / 7, 1 / 7, 1 / 7, 1 / 7, 1 / 14, 1 / 14];
    const expectedOther = [2 / 9, 1 / 9, 1 / 9, 1 / 9, 2 / 9, 2 / 9];
    expectedChina.forEach((expected, term) => {
      expect(relative(china![term]!, expected)).toBeLessThan(2e-15);
    });
    expectedOther.forEach((expected, term) => {
      expect(relative(other![term]!, expected)).toBeLessThan(2e-15);
    });
    expect(Array.from(weights.bias)).toEqual([Math.log(3 / 4), Math.log(1 / 4)]);
    expect(Array.from(weights.scale)).toEqual([1, 1]);
  });

  it("gives the posteriors of that example, and its printed values 0.0003 and 0.0001", () => {
    const terms = termSums(CHINA);
    const weights = fitWeights(terms, CHINA_DOCUMENTS, "multinomial", 1);
    const china = Math.exp(scoreOf(weights, terms, 0, DOCUMENT_5));
    const other = Math.exp(scoreOf(weights, terms, 1, DOCUMENT_5));
    expect(relative(china, (3 / 4) * (3 / 7) ** 3 * (1 / 14) ** 2)).toBeLessThan(4e-15);
    expect(relative(other, (1 / 4) * (2 / 9) ** 3 * (2 / 9) ** 2)).toBeLessThan(4e-15);
    expect(china.toFixed(4)).toBe("0.0003");
    expect(other.toFixed(4)).toBe("0.0001");
  });

  it("weighs the same example by complements, as computed by hand", () => {
    const terms = termSums(CHINA);
    const weights = fitWeights(terms, CHINA_DOCUMENTS, "complement", 1);
    // The complement of China has Chinese, Tokyo and Japan once each; that of the other class has 5, 1, 1, 1.
    const [a, b] = [Math.log(9 / 2), Math.log(9)];
    const china = [a, b, b, b, a, a];
    const [c, d, e] = [Math.log(14 / 6), Math.log(14 / 2), Math.log(14)];
    const other = [c, d, d, d, e, e];
    const [sumChina, sumOther] = [3 * a + 3 * b, c + 3 * d + 2 * e];
    const mean = (sumChina + sumOther) / 2;
    const expected = [china.map((w) => (w / sumChina) * mean), other.map((w) => (w / sumOther) * mean)];
    expect(farthest(spelledOut(weights, terms), expected)).toBeLessThan(1e-14);
    expect(Array.from(weights.bias)).toEqual([0, 0]);
  });

  it.each(NAIVE_BAYES_ESTIMATORS)("gives for %s what its formula gives on a dense matrix", (estimator) => {
    fc.assert(
      fc.property(matrices, fc.double({ min: 1e-3, max: 10, noNaN: true }), (matrix, alpha) => {
        const terms = termSums(matrix);
        const documents = matrix.map((_, category) => category + 1);
        const weights = fitWeights(terms, documents, estimator, alpha);
        expect(farthest(spelledOut(weights, terms), denseWeights(matrix, estimator, alpha))).toBeLessThan(1e-9);
        expect(weights.delta.every((delta) => delta >= 0)).toBe(true);
        if (estimator === "multinomial") {
          expect(sum(Array.from(weights.bias, Math.exp))).toBeCloseTo(1, 12);
        }
      }),
    );
  });

  // Terms are fitted 4,096 at a time.
  it.each([4095, 4096, 4097, 8193])(
    "does not let the weights of %i terms depend on the blocks in which they are fitted",
    (size) => {
      const matrix = wideMatrix(3, size);
      const terms = termSums(matrix);
      for (const estimator of NAIVE_BAYES_ESTIMATORS) {
        const weights = spelledOut(fitWeights(terms, [1, 2, 3], estimator, 0.05), terms);
        expect(farthest(weights, denseWeights(matrix, estimator, 0.05))).toBeLessThan(1e-9);
      }
    },
  );

  it("divides each category's complement weights by the sum of their absolute values", () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const terms = termSums(matrix);
        const weights = fitWeights(
          terms,
          matrix.map(() => 1),
          "complement",
          0.5,
        );
        const sums = spelledOut(weights, terms).map((row) => sum(row.map(Math.abs)));
        for (const found of sums) expect(found / sums[0]!).toBeCloseTo(1, 10);
      }),
    );
  });

  it.each(NAIVE_BAYES_ESTIMATORS)("gives finite weights for %s if there is only one term", (estimator) => {
    const { common, delta, offset, scale, bias } = fitWeights(termSums([[2], [0]]), [1, 1], estimator, 0.05);
    for (const numbers of [common, delta, offset, scale, bias]) {
      expect(Array.from(numbers)).toSatisfy((all: number[]) => all.every(Number.isFinite));
    }
    expect(scale.every((number) => number > 0)).toBe(true);
  });
});

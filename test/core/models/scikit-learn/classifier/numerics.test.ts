/** Numerics: sums as numpy adds them, and exponentials that do not overflow. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  divideBySum,
  logistic,
  logSumExp,
  maximum,
  softmax,
  sumOf,
} from "../../../../../src/core/models/scikit-learn/classifier/numerics.js";

const softmaxOf = (...scores: number[]): number[] => {
  const probabilities = new Float64Array(scores.length);
  softmax(Float64Array.from(scores), probabilities);
  return [...probabilities];
};
const divided = (...values: number[]): number[] => {
  const copy = Float64Array.from(values);
  divideBySum(copy);
  return [...copy];
};
const plainSum = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};
const numbers = fc.double({ min: -1e6, max: 1e6, noNaN: true });

/** Numbers of seven sizes, which are the same to the last bit in Python: `((i*7919+13) % 1009) / 1009 * float(10**((i*5) % 7))`. */
const sample = (n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => (((i * 7919 + 13) % 1009) / 1009) * 10 ** ((i * 5) % 7));

/** What `np.sum` of numpy 2.4.6 gives of {@link sample}; added one by one, all but the first give something else. */
const SUMS: readonly (readonly [n: number, sum: number])[] = [
  [7, 495740.3795837463],
  [8, 495741.3310208127],
  [9, 575721.5094152626],
  [15, 923208.2368681864],
  [16, 997043.717542121],
  [100, 7820746.056491576],
  [127, 9915040.659068385],
  [128, 9990560.976214074],
  [129, 9991164.544103073],
  [135, 10362429.175421212],
  [136, 10362971.296333004],
  [137, 10362975.201189298],
  [200, 15707911.888007928],
  [257, 20191160.197224975],
  [777, 62039005.107036665],
  [1000, 80158762.54608524],
];

describe("sumOf", () => {
  it.each(SUMS)("adds %i numbers in numpy's order", (n, sum) => {
    expect(sumOf(sample(n))).toBe(sum);
  });

  it("adds up to seven numbers from the first to the last", () => {
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 7 }), (values) => {
        expect(sumOf(Float64Array.from(values))).toBe(plainSum(values));
      }),
    );
    expect(SUMS.filter(([n, sum]) => plainSum(sample(n)) === sum)).toEqual([SUMS[0]]);
  });

  it("adds any number of whole numbers exactly, and changes none", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 1000 }), (values) => {
        const array = Float64Array.from(values);
        expect(sumOf(array)).toBe(plainSum(values));
        expect([...array]).toEqual(values);
      }),
    );
  });
});

describe("logistic", () => {
  it.each([
    // scipy.special.expit of scipy 1.17
    [-30.5, 5.6756852326323996e-14],
    [-1, 0.2689414213699951],
    [0, 0.5],
    [0.25, 0.5621765008857981],
    [2, 0.8807970779778823],
    [1000, 1],
    [-1000, 0],
  ])("of %f is scipy's", (x, expected) => {
    if (expected === 0) expect(logistic(x)).toBe(0);
    else expect(logistic(x) / expected).toBeCloseTo(1, 14);
  });
});

describe("divideBySum", () => {
  it("makes values add up to 1, and leaves them alone if they add up to 0", () => {
    expect(divided(1, 3, 4)).toEqual([0.125, 0.375, 0.5]);
    expect(divided(0, 0)).toEqual([0, 0]);
    expect(divided(2, -2)).toEqual([2, -2]);
    expect(divided()).toEqual([]);
  });
});

describe("softmax", () => {
  it.each([
    // scipy.special.softmax
    [
      [1000, 1001, 999],
      [0.24472847105479764, 0.6652409557748218, 0.09003057317038046],
    ],
    [
      [0.1, -2.5, 3.75, 0.1],
      [0.024661557347557865, 0.0018317021085411194, 0.9488451831963433, 0.024661557347557865],
    ],
  ])("of %j is scipy's", (scores, expected) => {
    for (const [i, probability] of softmaxOf(...scores).entries())
      expect(probability / expected[i]!).toBeCloseTo(1, 14);
  });

  it("overflows for no finite scores", () => {
    expect(softmaxOf(1e308, -1e308)).toEqual([1, 0]);
    expect(softmaxOf(-1e308, -1e308)).toEqual([0.5, 0.5]);
    expect(softmaxOf(7)).toEqual([1]);
  });

  it("adds up to 1, and is higher for no lower score", () => {
    const some = fc.array(fc.double({ min: -800, max: 800, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(some, (scores) => {
        const probabilities = softmaxOf(...scores);
        expect(plainSum(probabilities)).toBeCloseTo(1, 12);
        const best = probabilities[scores.indexOf(Math.max(...scores))]!;
        for (const [i, probability] of probabilities.entries()) {
          expect(probability).toBeLessThanOrEqual(best);
          for (const [j, other] of probabilities.entries())
            if (other < probability) expect(scores[j]).toBeLessThan(scores[i]!);
        }
      }),
    );
  });
});

describe("logSumExp", () => {
  it.each([
    // scipy.special.logsumexp
    [[1000, 1001, 999], 1001.4076059644444],
    [[-1000, -1001, -999.5], -998.8958693946632],
    [[0.1, -2.5, 3.75, 0.1], 3.8025096304598676],
  ])("of %j is scipy's", (scores, expected) => {
    expect(logSumExp(Float64Array.from(scores)) / expected).toBeCloseTo(1, 14);
  });

  it("of one score is that score, however large", () => {
    for (const score of [-1e308, -3, 0, 1e308]) expect(logSumExp(Float64Array.of(score))).toBe(score);
  });
});

describe("maximum", () => {
  it("is the greatest value, at either end or between", () => {
    expect(maximum(Float64Array.of(-3, -1, -2))).toBe(-1);
    expect(maximum(Float64Array.of(5, -1))).toBe(5);
    expect(maximum(Float64Array.of(-1, 5))).toBe(5);
    expect(maximum(Float64Array.of(-7))).toBe(-7);
  });
});

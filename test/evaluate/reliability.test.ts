/** Calibration: bins and errors worked out by hand, and counted document by document. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bin, binsOf, calibrationError, coverageOf } from "../../src/evaluate/reliability.js";

/** An answer's confidence, whether it was right, and how often it counts. */
type Answer = readonly [confidence: number, isRight: 0 | 1, weight?: number];

function columnsOf(answers: readonly Answer[]) {
  const sorted = answers.toSorted(([a], [b]) => a - b);
  return {
    confidences: Float64Array.from(sorted, ([confidence]) => confidence),
    isRight: Uint8Array.from(sorted, ([, isRight]) => isRight),
    weights: Uint16Array.from(sorted, ([, , weight = 1]) => weight),
  };
}

function binned(answers: readonly Answer[]): readonly Bin[] {
  const { confidences, isRight, weights } = columnsOf(answers);
  return binsOf(
    confidences,
    isRight,
    weights,
    weights.reduce((sum, weight) => sum + weight, 0),
  );
}

/** The same, one document after the other: each of those with one confidence is right by the share of them that is. */
function oneByOne(answers: readonly Answer[]): Bin[] {
  const all = answers
    .flatMap(([confidence, isRight, weight = 1]) => Array.from({ length: weight }, () => ({ confidence, isRight })))
    .sort((a, b) => a.confidence - b.confidence);
  const shareOf = (confidence: number): number => {
    const same = all.filter((one) => one.confidence === confidence);
    return same.filter(({ isRight }) => isRight === 1).length / same.length;
  };
  const count = Math.min(15, all.length);
  return Array.from({ length: count }, (_, bin) => {
    const within = all.slice(Math.floor((bin * all.length) / count), Math.floor(((bin + 1) * all.length) / count));
    const mean = (value: (one: (typeof all)[number]) => number): number =>
      within.reduce((sum, one) => sum + value(one), 0) / within.length;
    return {
      documents: within.length,
      confidence: mean(({ confidence }) => confidence),
      accuracy: mean(({ confidence }) => shareOf(confidence)),
    };
  });
}

// Few confidences, so that many are the same.
const confidences = fc.oneof(fc.constantFrom(0.25, 0.5, 0.75, 1), fc.double({ min: 0.01, max: 1, noNaN: true }));
const answers = fc.array(fc.tuple(confidences, fc.constantFrom<0 | 1>(0, 1), fc.integer({ min: 0, max: 5 })), {
  minLength: 1,
  maxLength: 60,
});
const someCount = (given: readonly Answer[]): boolean => given.some(([, , weight = 1]) => weight > 0);

describe("binsOf", () => {
  it("makes a bin of each document where there are fewer than 15", () => {
    const bins = binned([
      [0.9, 1],
      [0.5, 1],
      [0.6, 0],
    ]);
    expect(bins).toEqual([
      { documents: 1, confidence: 0.5, accuracy: 1 },
      { documents: 1, confidence: 0.6, accuracy: 0 },
      { documents: 1, confidence: 0.9, accuracy: 1 },
    ]);
  });

  it("makes 15 bins of as many documents each, of one more where they do not divide", () => {
    const sizes = (n: number): number[] =>
      binned(Array.from({ length: n }, (_, i) => [(i + 1) / n, 1] as const)).map(({ documents }) => documents);
    expect(sizes(15)).toEqual(Array(15).fill(1));
    expect(sizes(30)).toEqual(Array(15).fill(2));
    expect(sizes(16)).toEqual([...Array(14).fill(1), 2]);
    expect(sizes(22)).toEqual([1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
  });

  it("shares out what documents of one confidence got right, wherever a boundary falls", () => {
    // 20 of one confidence, a quarter of them right, in bins of one and two.
    const same = Array.from({ length: 20 }, (_, i) => [0.75, i % 4 === 0 ? 1 : 0] as const);
    const bins = binned(same);
    expect(bins).toHaveLength(15);
    for (const { confidence, accuracy } of bins) expect([confidence, accuracy]).toEqual([0.75, 0.25]);
    expect(binned(same.toReversed())).toEqual(bins);
  });

  it("gives what is counted document by document, however often each counts", () => {
    fc.assert(
      fc.property(answers.filter(someCount), (given) => {
        const expected = oneByOne(given);
        const bins = binned(given);
        expect(bins.map(({ documents }) => documents)).toEqual(expected.map(({ documents }) => documents));
        bins.forEach(({ confidence, accuracy }, i) => {
          expect(confidence).toBeCloseTo(expected[i]!.confidence, 10);
          expect(accuracy).toBeCloseTo(expected[i]!.accuracy, 10);
        });
      }),
    );
  });
});

describe("calibrationError", () => {
  it("is the mean distance of confidence and truth for few documents", () => {
    const bins = binned([
      [0.5, 1],
      [0.6, 0],
      [0.8, 1],
      [0.9, 1],
    ]);
    expect(calibrationError(bins)).toBeCloseTo((0.5 + 0.6 + 0.2 + 0.1) / 4, 12);
  });

  it("lets right and wrong answers of a bin make up for each other, and counts bins by their documents", () => {
    // 30 documents, two a bin, sure by 0.5 and one of two right; but for the last bin, sure by 0.9 and both wrong.
    const given = Array.from({ length: 28 }, (_, i) => [0.5 + (i >> 1) / 1e9, (i % 2) as 0 | 1] as const);
    const error = calibrationError(binned([...given, [0.9, 0], [0.9, 0]]));
    expect(error).toBeCloseTo((2 / 30) * 0.9, 6);
  });

  it("is 0 if every answer is right and sure, and 1 if every one is wrong and sure", () => {
    expect(calibrationError(binned(Array.from({ length: 40 }, () => [1, 1])))).toBe(0);
    expect(calibrationError(binned(Array.from({ length: 40 }, () => [1, 0])))).toBe(1);
  });

  it("is at least the distance of mean confidence and accuracy, and at most 1", () => {
    fc.assert(
      fc.property(answers.filter(someCount), (given) => {
        const total = given.reduce((sum, [, , weight = 1]) => sum + weight, 0);
        const distance = given.reduce((sum, [c, right, weight = 1]) => sum + weight * (c - right), 0) / total;
        const error = calibrationError(binned(given));
        expect(error).toBeGreaterThanOrEqual(Math.abs(distance) - 1e-12);
        expect(error).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("coverageOf", () => {
  it("tells accuracy and threshold for each share of the documents, all of them first", () => {
    const { confidences: sure, isRight } = columnsOf([
      [0.9, 1],
      [0.8, 1],
      [0.7, 0],
      [0.6, 1],
    ]);
    expect(coverageOf(sure, isRight)).toEqual([
      { threshold: 0.6, coverage: 1, accuracy: 3 / 4 },
      { threshold: 0.7, coverage: 3 / 4, accuracy: 2 / 3 },
      { threshold: 0.8, coverage: 2 / 4, accuracy: 1 },
      { threshold: 0.9, coverage: 1 / 4, accuracy: 1 },
    ]);
  });

  it("answers documents of the same confidence together, and has 20 steps at the most", () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { confidences: sure, isRight } = columnsOf(given);
        const steps = coverageOf(sure, isRight);
        expect(steps.length).toBeLessThanOrEqual(20);
        expect(steps[0]!.coverage).toBe(1);
        for (const { threshold, coverage, accuracy } of steps) {
          const answered = given.filter(([confidence]) => confidence >= threshold);
          expect(coverage).toBeCloseTo(answered.length / given.length, 12);
          expect(accuracy).toBeCloseTo(answered.filter(([, right]) => right === 1).length / answered.length, 12);
        }
        const thresholds = steps.map(({ threshold }) => threshold);
        expect(thresholds).toEqual([...new Set(thresholds)].sort((a, b) => a - b));
      }),
    );
  });
});

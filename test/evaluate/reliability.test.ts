/** Reliability: bins and errors worked out by hand, and counted document by document. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bin, calibrationError, coverageOf, reliabilityBins } from "../../src/evaluate/reliability.js";

/** A prediction's confidence, whether it is correct, and how often it counts. */
type Answer = readonly [confidence: number, correct: 0 | 1, weight?: number];

function columnsOf(answers: readonly Answer[]) {
  const sorted = answers.toSorted(([a], [b]) => a - b);
  return {
    confidences: Float64Array.from(sorted, ([confidence]) => confidence),
    correct: Uint8Array.from(sorted, ([, correct]) => correct),
    weights: Uint16Array.from(sorted, ([, , weight = 1]) => weight),
  };
}

function binned(answers: readonly Answer[]): readonly Bin[] {
  const { confidences, correct, weights } = columnsOf(answers);
  return reliabilityBins(
    confidences,
    correct,
    weights,
    weights.reduce((sum, weight) => sum + weight, 0),
  );
}

/** The same bins, document by document; those with equal confidence each count by their common accuracy. */
function oneByOne(answers: readonly Answer[]): Bin[] {
  const all = answers
    .flatMap(([confidence, correct, weight = 1]) => Array.from({ length: weight }, () => ({ confidence, correct })))
    .sort((a, b) => a.confidence - b.confidence);
  const shareOf = (confidence: number): number => {
    const same = all.filter((one) => one.confidence === confidence);
    return same.filter(({ correct }) => correct === 1).length / same.length;
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

// Few distinct confidences, so that many are equal.
const confidences = fc.oneof(fc.constantFrom(0.25, 0.5, 0.75, 1), fc.double({ min: 0.01, max: 1, noNaN: true }));
const answers = fc.array(fc.tuple(confidences, fc.constantFrom<0 | 1>(0, 1), fc.integer({ min: 0, max: 5 })), {
  minLength: 1,
  maxLength: 60,
});
const someCount = (given: readonly Answer[]): boolean => given.some(([, , weight = 1]) => weight > 0);

describe("reliabilityBins", () => {
  it("makes each document a bin if there are fewer than 15", () => {
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

  it("makes 15 bins whose sizes differ by at most one", () => {
    const sizes = (n: number): number[] =>
      binned(Array.from({ length: n }, (_, i) => [(i + 1) / n, 1] as const)).map(({ documents }) => documents);
    expect(sizes(15)).toEqual(Array(15).fill(1));
    expect(sizes(30)).toEqual(Array(15).fill(2));
    expect(sizes(16)).toEqual([...Array(14).fill(1), 2]);
    expect(sizes(22)).toEqual([1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
  });

  it("gives documents of equal confidence their common accuracy, wherever a boundary falls", () => {
    // 20 documents of equal confidence, a quarter of them correct, in bins of one and two.
    const same = Array.from({ length: 20 }, (_, i) => [0.75, i % 4 === 0 ? 1 : 0] as const);
    const bins = binned(same);
    expect(bins).toHaveLength(15);
    for (const { confidence, accuracy } of bins) expect([confidence, accuracy]).toEqual([0.75, 0.25]);
    expect(binned(same.toReversed())).toEqual(bins);
  });

  it("agrees with bins counted document by document, whatever the weights", () => {
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
  it("is the mean distance of confidence and outcome for few documents", () => {
    const bins = binned([
      [0.5, 1],
      [0.6, 0],
      [0.8, 1],
      [0.9, 1],
    ]);
    expect(calibrationError(bins)).toBeCloseTo((0.5 + 0.6 + 0.2 + 0.1) / 4, 12);
  });

  it("lets correct and wrong predictions of a bin cancel out, and weights bins by their documents", () => {
    // 30 documents, two per bin, with confidence 0.5 and one of two correct; in the last bin 0.9 and both wrong.
    const given = Array.from({ length: 28 }, (_, i) => [0.5 + (i >> 1) / 1e9, (i % 2) as 0 | 1] as const);
    const error = calibrationError(binned([...given, [0.9, 0], [0.9, 0]]));
    expect(error).toBeCloseTo((2 / 30) * 0.9, 6);
  });

  it("is 0 if every prediction is certain and correct, and 1 if every one is certain and wrong", () => {
    expect(calibrationError(binned(Array.from({ length: 40 }, () => [1, 1])))).toBe(0);
    expect(calibrationError(binned(Array.from({ length: 40 }, () => [1, 0])))).toBe(1);
  });

  it("is at least the distance between mean confidence and accuracy, and at most 1", () => {
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
  it("lists accuracy and threshold by share of documents answered, all of them first", () => {
    const { confidences: ascending, correct } = columnsOf([
      [0.9, 1],
      [0.8, 1],
      [0.7, 0],
      [0.6, 1],
    ]);
    expect(coverageOf(ascending, correct)).toEqual([
      { threshold: 0.6, coverage: 1, accuracy: 3 / 4 },
      { threshold: 0.7, coverage: 3 / 4, accuracy: 2 / 3 },
      { threshold: 0.8, coverage: 2 / 4, accuracy: 1 },
      { threshold: 0.9, coverage: 1 / 4, accuracy: 1 },
    ]);
  });

  it("answers documents of equal confidence together, in at most 20 steps", () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { confidences: ascending, correct } = columnsOf(given);
        const steps = coverageOf(ascending, correct);
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

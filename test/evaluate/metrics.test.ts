/** Figures: scores worked out by hand, samples counted a second way, and intervals that statistics foresees. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Prediction } from "../../src/core/predict/classifier.js";
import { Answers } from "../../src/evaluate/answers.js";
import { judge } from "../../src/evaluate/evaluation.js";
import { type Figures, figuresOf, intervalsOf, resamplesOf, rightOf } from "../../src/evaluate/metrics.js";

/** A prediction of a model with three targets. */
function predictionOf(probabilities: Readonly<Record<string, number>>): Prediction {
  const top = Object.entries(probabilities)
    .map(([category, probability]) => ({ category, probability }))
    .sort((a, b) => b.probability - a.probability);
  return { ...top[0]!, top, knownTerms: 1 };
}

function judged(...given: readonly (readonly [label: string, prediction: Prediction])[]) {
  const answers = new Answers();
  for (const [label, prediction] of given) answers.add(label, prediction);
  return judge(answers);
}

const DOUBTFUL = predictionOf({ a: 0.7, b: 0.2, c: 0.1 });
const SURE = predictionOf({ a: 1, b: 0, c: 0 });
const NAMES = ["accuracy", "macroF1", "calibrationError", "brier", "logLoss"] as const;

describe("the scores of an answer", () => {
  it("are the squared error over all categories, and minus the logarithm of the label's probability", () => {
    expect(judged(["a", DOUBTFUL])).toMatchObject({
      brier: expect.closeTo(0.3 ** 2 + 0.2 ** 2 + 0.1 ** 2, 12),
      logLoss: expect.closeTo(-Math.log(0.7), 12),
      calibrationError: expect.closeTo(0.3, 12),
    });
    expect(judged(["b", DOUBTFUL])).toMatchObject({
      brier: expect.closeTo(0.7 ** 2 + 0.8 ** 2 + 0.1 ** 2, 12),
      logLoss: expect.closeTo(-Math.log(0.2), 12),
      calibrationError: expect.closeTo(0.7, 12),
    });
  });

  it("are best for a sure answer that is right, and worst for one that is wrong", () => {
    expect(judged(["a", SURE])).toMatchObject({ brier: 0, logLoss: 0, calibrationError: 0 });
    expect(judged(["b", SURE])).toMatchObject({ brier: 2, logLoss: 52 * Math.LN2, calibrationError: 1 });
  });

  it("count a label that has no target as one of probability 0", () => {
    expect(judged(["z", DOUBTFUL])).toMatchObject({
      brier: expect.closeTo(1 + 0.7 ** 2 + 0.2 ** 2 + 0.1 ** 2, 12),
      logLoss: 52 * Math.LN2,
    });
  });

  it("are means over documents", () => {
    const { brier, logLoss } = judged(["a", DOUBTFUL], ["a", SURE], ["b", DOUBTFUL]);
    expect(brier).toBeCloseTo((0.14 + 0 + 1.14) / 3, 12);
    expect(logLoss).toBeCloseTo(-(Math.log(0.7) + Math.log(0.2)) / 3, 12);
  });
});

describe("figuresOf", () => {
  it("gives for weights what documents give that are there so often", () => {
    const prediction = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 }))
      .map(([a, b, c]) => predictionOf({ a: a / (a + b + c), b: b / (a + b + c), c: c / (a + b + c) }));
    const document = fc.tuple(fc.constantFrom("a", "b", "c", "z"), prediction, fc.integer({ min: 0, max: 4 }));
    const documents = fc.array(document, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        documents.filter((all) => all.some(([, , weight]) => weight > 0)),
        (all) => {
          const once = new Answers();
          for (const [label, one] of all) once.add(label, one);
          const columns = once.columns();
          // Columns are in the order of confidence, and of equal ones in the order of the documents.
          const sorted = all.toSorted(([, a], [, b]) => a.probability - b.probability);
          const weights = Uint16Array.from(sorted, ([, , weight]) => weight);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          const found = figuresOf(columns, rightOf(columns), weights, total);
          const repeated = judged(
            ...all.flatMap(([label, one, weight]) => Array.from({ length: weight }, () => [label, one] as const)),
          );
          for (const name of NAMES) expect(found[name]).toBeCloseTo(repeated[name], 10);
        },
      ),
    );
  });
});

/** Answers of which every `n`-th is wrong. */
function everyNthWrong(documents: number, n: number): Answers {
  const answers = new Answers();
  for (let i = 0; i < documents; i++) answers.add(i % n === 0 ? "b" : "a", DOUBTFUL);
  return answers;
}

function intervals(answers: Answers): Readonly<Record<keyof Figures, readonly [number, number]>> {
  const columns = answers.columns();
  return intervalsOf(columns, rightOf(columns));
}

describe("intervalsOf", () => {
  it("spans what the binomial distribution says of accuracy", () => {
    for (const [documents, n] of [
      [400, 5],
      [3000, 10],
    ] as const) {
      const p = 1 - 1 / n;
      const half = 1.96 * Math.sqrt((p * (1 - p)) / documents);
      const [low, high] = intervals(everyNthWrong(documents, n)).accuracy;
      expect(Math.abs((p - low) / half - 1)).toBeLessThan(0.15);
      expect(Math.abs((high - p) / half - 1)).toBeLessThan(0.15);
      // Brier score and log loss have two values here, so their intervals are that of accuracy in another unit.
      const { brier, logLoss } = intervals(everyNthWrong(documents, n));
      const brierAt = (accuracy: number): number => 0.14 * accuracy + 1.14 * (1 - accuracy);
      const lossAt = (accuracy: number): number => -(Math.log(0.7) * accuracy + Math.log(0.2) * (1 - accuracy));
      expect(brier).toEqual([expect.closeTo(brierAt(high), 10), expect.closeTo(brierAt(low), 10)]);
      expect(logLoss).toEqual([expect.closeTo(lossAt(high), 10), expect.closeTo(lossAt(low), 10)]);
    }
  });

  it("is always the same, and has its figure within where there is no bias", () => {
    const answers = everyNthWrong(500, 7);
    expect(intervals(answers)).toEqual(intervals(answers));
    const figures = judge(answers);
    for (const name of ["accuracy", "macroF1", "brier", "logLoss"] as const) {
      const [low, high] = figures.intervals[name];
      expect(low).toBeLessThan(figures[name]);
      expect(high).toBeGreaterThan(figures[name]);
    }
  });

  it("has no width where all documents are alike", () => {
    const answers = new Answers();
    for (let i = 0; i < 10; i++) answers.add("a", SURE);
    expect(intervals(answers)).toEqual({
      accuracy: [1, 1],
      macroF1: [1, 1],
      calibrationError: [0, 0],
      brier: [0, 0],
      logLoss: [0, 0],
    });
  });
});

describe("resamplesOf", () => {
  it("falls from 1,000 to 200 as documents become many", () => {
    expect([1, 2000, 4000, 10_000, 1_000_000].map(resamplesOf)).toEqual([1000, 1000, 500, 200, 200]);
  });
});

/** Metrics: scores worked out by hand, samples counted a second way, and intervals that statistics predicts. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Prediction } from "../../src/core/predict/classifier.js";
import { type Evaluation, evaluationOf } from "../../src/evaluate/evaluation.js";
import { intervalsOf, metricsOf, resampleCount } from "../../src/evaluate/metrics.js";
import { PredictionCollector } from "../../src/evaluate/prediction-collector.js";

/** A prediction of a model with three targets. */
function predictionOf(probabilities: Readonly<Record<string, number>>): Prediction {
  const top = Object.entries(probabilities)
    .map(([category, probability]) => ({ category, probability, score: probability }))
    .sort((a, b) => b.probability - a.probability);
  return { ...top[0]!, top, knownTerms: 1 };
}

function evaluated(...given: readonly (readonly [label: string, prediction: Prediction])[]): Evaluation {
  const predictions = new PredictionCollector();
  for (const [label, prediction] of given) predictions.add(label, prediction);
  return evaluationOf(predictions);
}

const UNCERTAIN = predictionOf({ a: 0.7, b: 0.2, c: 0.1 });
const CERTAIN = predictionOf({ a: 1, b: 0, c: 0 });
const NAMES = ["accuracy", "macroF1", "calibrationError", "brier", "logLoss"] as const;

describe("the scores of a prediction", () => {
  it("are the squared error over all categories, and minus the logarithm of the label's probability", () => {
    expect(evaluated(["a", UNCERTAIN])).toMatchObject({
      brier: expect.closeTo(0.3 ** 2 + 0.2 ** 2 + 0.1 ** 2, 12),
      logLoss: expect.closeTo(-Math.log(0.7), 12),
      calibrationError: expect.closeTo(0.3, 12),
    });
    expect(evaluated(["b", UNCERTAIN])).toMatchObject({
      brier: expect.closeTo(0.7 ** 2 + 0.8 ** 2 + 0.1 ** 2, 12),
      logLoss: expect.closeTo(-Math.log(0.2), 12),
      calibrationError: expect.closeTo(0.7, 12),
    });
  });

  it("are best for a certain prediction that is correct, and worst for one that is wrong", () => {
    expect(evaluated(["a", CERTAIN])).toMatchObject({ brier: 0, logLoss: 0, calibrationError: 0 });
    expect(evaluated(["b", CERTAIN])).toMatchObject({ brier: 2, logLoss: 52 * Math.LN2, calibrationError: 1 });
  });

  it("count a label that is not a target as one of probability 0", () => {
    expect(evaluated(["z", UNCERTAIN])).toMatchObject({
      brier: expect.closeTo(1 + 0.7 ** 2 + 0.2 ** 2 + 0.1 ** 2, 12),
      logLoss: 52 * Math.LN2,
    });
  });

  it("are means over documents", () => {
    const { brier, logLoss } = evaluated(["a", UNCERTAIN], ["a", CERTAIN], ["b", UNCERTAIN]);
    expect(brier).toBeCloseTo((0.14 + 0 + 1.14) / 3, 12);
    expect(logLoss).toBeCloseTo(-(Math.log(0.7) + Math.log(0.2)) / 3, 12);
  });
});

describe("metricsOf", () => {
  it("weights documents as if they were repeated", () => {
    const prediction = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 }))
      .map(([a, b, c]) => predictionOf({ a: a / (a + b + c), b: b / (a + b + c), c: c / (a + b + c) }));
    const document = fc.tuple(fc.constantFrom("a", "b", "c", "z"), prediction, fc.integer({ min: 0, max: 4 }));
    const documents = fc.array(document, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        documents.filter((all) => all.some(([, , weight]) => weight > 0)),
        (all) => {
          const once = new PredictionCollector();
          for (const [label, one] of all) once.add(label, one);
          const columns = once.columns();
          // Columns are sorted by confidence; equal ones stay in the order of the documents.
          const sorted = all.toSorted(([, a], [, b]) => a.probability! - b.probability!);
          const weights = Uint16Array.from(sorted, ([, , weight]) => weight);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          const found = metricsOf(columns, weights, total);
          const repeated = evaluated(
            ...all.flatMap(([label, one, weight]) => Array.from({ length: weight }, () => [label, one] as const)),
          );
          for (const name of NAMES) expect(found[name]).toBeCloseTo(repeated[name]!, 10);
        },
      ),
    );
  });
});

/** Predictions of which every `n`-th is wrong. */
function everyNthWrong(documents: number, n: number): PredictionCollector {
  const predictions = new PredictionCollector();
  for (let i = 0; i < documents; i++) predictions.add(i % n === 0 ? "b" : "a", UNCERTAIN);
  return predictions;
}

function intervals(predictions: PredictionCollector): Evaluation["intervals"] {
  return intervalsOf(predictions.columns());
}

describe("intervalsOf", () => {
  it("spans what the binomial distribution predicts for accuracy", () => {
    for (const [documents, n] of [
      [400, 5],
      [3000, 10],
    ] as const) {
      const p = 1 - 1 / n;
      const half = 1.96 * Math.sqrt((p * (1 - p)) / documents);
      const [low, high] = intervals(everyNthWrong(documents, n)).accuracy;
      expect(Math.abs((p - low) / half - 1)).toBeLessThan(0.15);
      expect(Math.abs((high - p) / half - 1)).toBeLessThan(0.15);
      // Brier score and log loss have two values here, so their intervals are about that of accuracy in another unit.
      const { brier, logLoss } = intervals(everyNthWrong(documents, n));
      const width = ([from, to]: readonly [number, number]): number => to - from;
      expect(Math.abs(width(brier!) / (2 * half) - 1)).toBeLessThan(0.2);
      expect(Math.abs(width(logLoss!) / (2 * half * Math.log(0.7 / 0.2)) - 1)).toBeLessThan(0.2);
    }
  });

  it("is reproducible, and contains its metric where there is no bias", () => {
    const predictions = everyNthWrong(500, 7);
    expect(intervals(predictions)).toEqual(intervals(predictions));
    const evaluation = evaluationOf(predictions);
    for (const name of ["accuracy", "macroF1", "brier", "logLoss"] as const) {
      const [low, high] = evaluation.intervals[name]!;
      expect(low).toBeLessThan(evaluation[name]!);
      expect(high).toBeGreaterThan(evaluation[name]!);
    }
  });

  it("does not collapse if all documents are predicted correctly, or none, and shrinks with their number", () => {
    const certain = { a: CERTAIN, b: predictionOf({ a: 0, b: 1, c: 0 }) };
    const alike = (documents: number, isRight: boolean): Evaluation => {
      const predictions = new PredictionCollector();
      for (let i = 0; i < documents; i++) {
        const answer = i % 2 === 0 ? "a" : "b";
        predictions.add(isRight ? answer : answer === "a" ? "b" : "a", certain[answer]);
      }
      return evaluationOf(predictions);
    };
    for (const isRight of [true, false]) {
      const [few, many] = [alike(8, isRight), alike(800, isRight)];
      for (const name of NAMES) {
        const [low, high] = few.intervals[name]!;
        expect(low, name).toBeLessThanOrEqual(few[name]!);
        expect(high, name).toBeGreaterThanOrEqual(few[name]!);
        // As many more may be otherwise as the rule of three says: 3 of 8.
        expect((high - low) / (name === "brier" ? 2 : name === "logLoss" ? 52 * Math.LN2 : 1), name).toBeGreaterThan(
          0.2,
        );
        const [from, to] = many.intervals[name]!;
        expect((to - from) / (high - low), name).toBeLessThan(0.05);
      }
    }
    // Wilson (1927), in the form of Brown, Cai & DasGupta (2001): 8 of 8 give n ⁄ (n + z²).
    expect(alike(8, true).intervals.accuracy).toEqual([expect.closeTo(8 / (8 + 1.96 ** 2), 4), 1]);
  });

  it("has width for one document, and for one category alone", () => {
    for (const label of ["a", "b"]) {
      const predictions = new PredictionCollector();
      predictions.add(label, CERTAIN);
      for (const [low, high] of Object.values(intervals(predictions))) expect(high - low).toBeGreaterThan(0.5);
    }
  });
});

describe("resampleCount", () => {
  it("falls from 1,000 to 200 as the number of documents grows", () => {
    expect([1, 2000, 4000, 10_000, 1_000_000].map(resampleCount)).toEqual([1000, 1000, 500, 200, 200]);
  });
});

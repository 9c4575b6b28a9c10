/** Evaluation: metrics worked out by hand, and counted a second way. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluationOf } from "../../src/evaluate/evaluation.js";
import { PredictionCollector } from "../../src/evaluate/prediction-collector.js";

/** Predictions with probability 1. */
function predictionsOf(pairs: readonly (readonly [label: string, predicted: string])[]): PredictionCollector {
  const predictions = new PredictionCollector();
  for (const [label, category] of pairs) {
    const ranked = { category, score: 1, probability: 1 };
    predictions.add(label, { ...ranked, top: [ranked], knownTerms: 1 });
  }
  return predictions;
}

/** Documents by [label, predicted]. */
function cellsOf(
  cells: readonly (readonly [label: string, predicted: string, documents: number])[],
): PredictionCollector {
  return predictionsOf(
    cells.flatMap(([label, predicted, documents]) =>
      Array.from({ length: documents }, () => [label, predicted] as const),
    ),
  );
}

describe("evaluationOf", () => {
  it("computes the metrics of three categories, one of them never predicted, as worked out by hand", () => {
    const predictions = cellsOf([
      ["a", "a", 3],
      ["a", "b", 1],
      ["b", "a", 1],
      ["b", "b", 2],
      ["c", "a", 2],
      ["c", "b", 1],
    ]);
    expect(evaluationOf(predictions)).toMatchObject({
      documents: 10,
      accuracy: 5 / 10,
      macroF1: expect.closeTo((3 / 5 + 4 / 7 + 0) / 3, 12),
      categories: [
        { category: "a", precision: 3 / 6, recall: 3 / 4, f1: expect.closeTo(3 / 5, 12), documents: 4 },
        { category: "b", precision: 2 / 4, recall: 2 / 3, f1: expect.closeTo(4 / 7, 12), documents: 3 },
        { category: "c", precision: 0, recall: 0, f1: 0, documents: 3 },
      ],
      confusions: [
        { label: "c", predicted: "a", documents: 2 },
        { label: "a", predicted: "b", documents: 1 },
        { label: "b", predicted: "a", documents: 1 },
        { label: "c", predicted: "b", documents: 1 },
      ],
      matrix: [
        [3, 1, 0],
        [1, 2, 0],
        [2, 1, 0],
      ],
    });
  });

  it("lists a category that is predicted but never a label, with zeros", () => {
    const { categories, macroF1, matrix } = evaluationOf(
      cellsOf([
        ["a", "a", 1],
        ["a", "z", 1],
      ]),
    );
    expect(categories[1]).toEqual({ category: "z", precision: 0, recall: 0, f1: 0, documents: 0 });
    expect(macroF1).toBeCloseTo((2 / 3 + 0) / 2, 12);
    expect(matrix).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });

  it("is 1 throughout, without confusions, if every prediction is correct", () => {
    const perfect = evaluationOf(
      cellsOf([
        ["b", "b", 2],
        ["a", "a", 1],
      ]),
    );
    expect(perfect).toMatchObject({ accuracy: 1, macroF1: 1, confusions: [] });
    for (const { precision, recall, f1 } of perfect.categories) expect([precision, recall, f1]).toEqual([1, 1, 1]);
  });

  it("is 0 throughout if every prediction is wrong", () => {
    const wrong = evaluationOf(
      cellsOf([
        ["a", "b", 1],
        ["b", "a", 1],
      ]),
    );
    expect(wrong).toMatchObject({ accuracy: 0, macroF1: 0 });
    for (const { precision, recall, f1 } of wrong.categories) expect([precision, recall, f1]).toEqual([0, 0, 0]);
  });

  it("agrees with metrics counted one by one, whatever the names", () => {
    const names = fc.constantFrom("__proto__", "constructor", "a", "中文");
    fc.assert(
      fc.property(fc.array(fc.tuple(names, names), { minLength: 1, maxLength: 30 }), (pairs) => {
        const count = (holds: (label: string, predicted: string) => boolean): number =>
          pairs.filter(([label, predicted]) => holds(label, predicted)).length;
        const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
        const found = evaluationOf(predictionsOf(pairs));
        expect(found.accuracy).toBeCloseTo(count((l, p) => l === p) / pairs.length, 12);
        expect(found.categories.map(({ category }) => category)).toEqual([...new Set(pairs.flat())].sort());
        found.categories.forEach(({ category, precision, recall, f1, documents }, row) => {
          const hits = count((l, p) => l === category && p === category);
          const named = count((_, p) => p === category);
          expect(documents).toBe(count((l) => l === category));
          expect(precision).toBeCloseTo(share(hits, named), 12);
          expect(recall).toBeCloseTo(share(hits, documents), 12);
          expect(f1).toBeCloseTo(share(2 * precision * recall, precision + recall), 12);
          found.categories.forEach((other, column) => {
            const cell = count((l, p) => l === category && p === other.category);
            expect(found.matrix[row]![column]).toBe(cell);
            const confusion = found.confusions.find((c) => c.label === category && c.predicted === other.category);
            expect(confusion?.documents ?? 0).toBe(row === column ? 0 : cell);
          });
        });
        const f1s = found.categories.map(({ f1 }) => f1);
        expect(found.macroF1).toBeCloseTo(f1s.reduce((sum, f1) => sum + f1) / f1s.length, 12);
        const sizes = found.confusions.map(({ documents }) => documents);
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      }),
    );
  });

  it("leaves out calibration, Brier score, log loss and their intervals if there are no probabilities", () => {
    const cells = [
      ["a", "a", 3],
      ["a", "b", 1],
      ["b", "b", 2],
    ] as const;
    const predictions = new PredictionCollector();
    for (const [label, category, documents] of cells) {
      const ranked = { category, score: 1 };
      for (let i = 0; i < documents; i++) predictions.add(label, { ...ranked, top: [ranked], knownTerms: 1 });
    }
    const { calibrationError, brier, logLoss, reliability, coverage, intervals, ...rest } = evaluationOf(
      cellsOf(cells),
    );
    const { accuracy, macroF1 } = intervals;
    expect(evaluationOf(predictions)).toStrictEqual({ ...rest, intervals: { accuracy, macroF1 } });
    expect([calibrationError, brier, logLoss, reliability, coverage]).not.toContain(undefined);
  });
});

/** Evaluations as text: what is shown of a model without probabilities; `evaluate.test.ts` has the rest. */

import { describe, expect, it } from "vitest";
import { evaluationText, predictionRecord } from "../../src/cli/evaluation-text.js";
import { evaluationOf } from "../../src/evaluate/evaluation.js";
import { PredictionCollector } from "../../src/evaluate/prediction-collector.js";

/** Four documents, three of them predicted correctly. */
function textOf(probability?: number): string[] {
  const predictions = new PredictionCollector();
  const ranked = probability === undefined ? { score: 1 } : { score: 1, probability };
  for (const [label, category] of ["aa", "ab", "bb", "bb"]) {
    predictions.add(label!, {
      category: category!,
      ...ranked,
      top: [{ category: category!, ...ranked }],
      knownTerms: 1,
    });
  }
  return evaluationText(evaluationOf(predictions)).split("\n");
}

describe("evaluationText", () => {
  it("leaves out the lines of calibration error, Brier score and log loss if there are no probabilities", () => {
    const [withProbabilities, without] = [textOf(1), textOf()];
    expect(withProbabilities.slice(3, 6).map((line) => line.split("  ")[0])).toEqual([
      "calibration error",
      "Brier score",
      "log loss",
    ]);
    const words = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/ +/g, " "));
    expect(words(without)).toEqual(words(withProbabilities.toSpliced(3, 3)));
    expect(without.slice(0, 2)).toEqual([
      "documents  4",
      // Wilson: (3 + 1.92 ± 1.96 · √(3 · 1 ⁄ 4 + 0.96)) ⁄ (4 + 3.84).
      "accuracy  0.7500  (0.3006 to 0.9544)",
    ]);
  });
});

describe("predictionRecord", () => {
  const document = { id: "a.ndjson:1", label: "a" };

  it("has the probabilities of the prediction and of the label", () => {
    const top = [
      { category: "b", score: 2, probability: 0.75 },
      { category: "a", score: 1, probability: 0.25 },
    ];
    const record = predictionRecord(document, { ...top[0]!, top, knownTerms: 3 });
    expect(record).toEqual({ ...document, category: "b", probability: 0.75, labelProbability: 0.25, knownTerms: 3 });
  });

  it("has the score instead if there are no probabilities", () => {
    const top = [{ category: "b", score: 2 }];
    const record = predictionRecord(document, { ...top[0]!, top, knownTerms: 3 });
    expect(record).toStrictEqual({ ...document, category: "b", score: 2, knownTerms: 3 });
  });
});

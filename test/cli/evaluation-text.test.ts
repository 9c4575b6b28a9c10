/** Evaluations as text: what is shown of a model without probabilities; `evaluate.test.ts` has the rest. */

import { describe, expect, it } from "vitest";
import { evaluationText } from "../../src/cli/evaluation-text.js";
import { evaluationOf } from "../../src/evaluate/evaluation.js";
import { PredictionCollector } from "../../src/evaluate/prediction-collector.js";

/** Four documents, three of them predicted correctly. */
function textOf(probability?: number): string[] {
  const predictions = new PredictionCollector();
  const ranked = probability === undefined ? {} : { probability };
  for (const [label, category] of ["aa", "ab", "bb", "bb"]) {
    predictions.add(label!, { category: category!, ...ranked, top: [{ category: category!, ...ranked }] });
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
      expect.stringMatching(/^accuracy {2}0\.7500 {2}\(\d\.\d{4} to 1\.0000\)$/),
    ]);
  });
});

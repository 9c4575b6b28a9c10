/** The description of a linear model: a line for each thing that was chosen, and none for what there is nothing to say of. */

import { describe, expect, it } from "vitest";
import { describeLinear } from "../../../../src/core/models/linear/description.js";
import { wilson } from "../../../../src/core/predict/interval.js";
import { compile } from "../../../../src/train/model/compile.js";
import type { FlatModel } from "../../../support/flat-model.js";
import { handCounts } from "../../../support/hand-counts.js";

/** The words of the pair are in the model because the pair is, and are no terms. */
const model: FlatModel = {
  ...compile(
    handCounts(
      [
        { words: ["orbit"], sums: [1, 0] },
        { words: ["puck"], sums: [0, 1] },
        { words: ["red", "planet"], sums: [2, 0] },
      ],
      [3, 3],
    ),
    { estimator: "complement" },
  ),
  recorded: [],
};

/** What the description says of one thing, if a model differs so. */
function lineOf(
  name: string,
  { provenance, calibration }: { provenance?: object; calibration?: object },
): string | undefined {
  const changed = {
    ...model,
    provenance: { ...model.provenance, ...provenance },
    calibration: { ...model.calibration, ...calibration },
  };
  return describeLinear(changed).lines.find(([title]) => title === name)?.[1];
}

describe("describeLinear", () => {
  it("names the smoothing of naive Bayes; a linear model has none", () => {
    const alpha = 0.25;
    expect(lineOf("estimator", { provenance: { estimator: "complement", alpha } })).toContain(
      "complement, alpha 0.25,",
    );
    expect(lineOf("estimator", { provenance: { estimator: "linear", alpha } })).toMatch(/^linear, at most/);
  });

  it("says what became of addresses and stop words, and of sentiment terms where there are any", () => {
    expect(
      lineOf("estimator", { provenance: { maxTerms: 77, keepEmails: true, stopWords: "keep", sentiment: false } }),
    ).toMatch(/at most 77 terms, e-mail addresses kept, stop words kept$/);
    expect(
      lineOf("estimator", { provenance: { maxTerms: 77, keepEmails: false, stopWords: "drop", sentiment: true } }),
    ).toMatch(/e-mail addresses dropped, stop words dropped, with sentiment terms$/);
  });

  it("gives the reason of a choice, and no line where there was none", () => {
    expect(lineOf("choice", { provenance: { choice: "linear, for a test" } })).toBe("linear, for a test");
    expect(lineOf("choice", { provenance: { choice: "" } })).toBeUndefined();
  });

  it("counts the terms, and the bigrams among them, but no word that is part of a bigram alone", () => {
    expect(model.wordLengths).toHaveLength(4);
    expect(lineOf("terms", {})).toBe("3, including 1 bigrams");
    expect(describeLinear(model).properties).toMatchObject({ terms: 3, bigrams: 1 });
  });

  it("gives the accuracy on documents held out with its interval, and says so if there were none", () => {
    const [low, high] = wilson(15, 20).map((bound) => bound.toFixed(3));
    expect(lineOf("accuracy", { calibration: { documents: 20, right: 15, folds: 4 } })).toBe(
      `0.750 (95 % interval ${low} to ${high}), by 4 folds (15 of 20 documents)`,
    );
    expect(lineOf("accuracy", { calibration: { documents: 0, right: 0, folds: 0 } })).toBe(
      "unknown: no document was held out",
    );
  });
});

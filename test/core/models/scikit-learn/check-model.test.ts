/** What `load-check` finds out about an imported model: whether each term is in its slot, and where it comes from. */

import { describe, expect, it } from "vitest";
import { ScikitLearnModel } from "../../../../src/core/models/scikit-learn/model.js";
import type { Origin } from "../../../../src/core/models/scikit-learn/settings.js";
import { withItem } from "../../../support/tampered-artifact.js";
import { arraysOf, type HandModel, modelOf, ORIGIN } from "./hand-model.js";

const LINEAR = { kind: "linear", classes: 1, link: "none" } as const;
const FIRST = ["ant", "bee", "cat"];
const SECOND = ["dog", "elk"];
const HAND: HandModel = { blocks: [{ terms: FIRST }], classifier: LINEAR, weights: [[1, 2, 3]] };
const BOTH: HandModel = {
  blocks: [{ terms: FIRST }, { hashed: 4 }, { terms: SECOND }],
  classifier: LINEAR,
  weights: [[1, 2, 3, 4, 5, 6, 7, 8, 9]],
};

describe("verify", () => {
  it("finds nothing wrong with a right model, of one vocabulary or of several beside hashed features", () => {
    expect(modelOf(HAND).verify()).toBeUndefined();
    expect(modelOf(BOTH).verify()).toBeUndefined();
    expect(modelOf({ ...HAND, blocks: [{ hashed: 3 }] }).verify()).toBeUndefined();
  });

  it("names a term that is in no slot", () => {
    const arrays = arraysOf(HAND);
    const termSlots = withItem(arrays.termSlots, arrays.termSlots.indexOf(2), 0);
    expect(new ScikitLearnModel({ ...arrays, termSlots }).verify()).toBe("term 1 is not where its hash says");
  });

  it("names a term in a slot that its hash does not lead to", () => {
    const arrays = arraysOf(HAND);
    const free = arrays.termSlots.indexOf(0);
    // The slot that it leaves is free then, and there every search for it ends.
    const termSlots = withItem(withItem(arrays.termSlots, arrays.termSlots.indexOf(3), 0), free, 3);
    expect(new ScikitLearnModel({ ...arrays, termSlots }).verify()).toBe("term 2 is not where its hash says");
  });

  it("names a term of the second vocabulary by its number among all", () => {
    const arrays = arraysOf(BOTH);
    const at = arrays.termSlots.lastIndexOf(2);
    const termSlots = withItem(arrays.termSlots, at, 0);
    expect(new ScikitLearnModel({ ...arrays, termSlots }).verify()).toBe("term 4 is not where its hash says");
  });

  it("names the second of two terms that are the same", () => {
    expect(modelOf({ ...HAND, blocks: [{ terms: ["ant", "bee", "ant"] }] }).verify()).toBe(
      "term 2 is not where its hash says",
    );
  });
});

describe("describe", () => {
  const described = (hand: HandModel, origin: Origin = ORIGIN) =>
    new ScikitLearnModel({ ...arraysOf(hand), origin }).describe();

  it("tells the file, its version and the steps, for programs and for people", () => {
    expect(described(HAND)).toEqual({
      properties: { terms: 3, features: 3, origin: ORIGIN },
      lines: [
        ["terms", "3"],
        ["made with", "scikit-learn 1.9.1"],
        ["imported from", "hand.joblib: 1234 bytes, zlib, joblib, protocol 4"],
        ["step", "CountVectorizer()"],
        ["step", "MultinomialNB()"],
      ],
    });
  });

  it("tells terms from hashed features", () => {
    const { properties, lines } = described(BOTH);
    expect(properties).toMatchObject({ terms: 5, features: 9 });
    expect(lines[0]).toEqual(["terms", "5, and 4 numbers of hashed terms"]);
  });

  it("says so if no file tells the version, and names every file", () => {
    const files = [ORIGIN.files[0]!, { ...ORIGIN.files[0]!, name: "labels.pkl", container: "raw", writer: "pickle" }];
    const { lines } = described(HAND, { files, version: null, steps: [] });
    expect(lines.slice(1)).toEqual([
      ["made with", "scikit-learn of an unknown version"],
      ["imported from", "hand.joblib: 1234 bytes, zlib, joblib, protocol 4"],
      ["imported from", "labels.pkl: 1234 bytes, raw, pickle, protocol 4"],
    ]);
  });
});

describe("memory", () => {
  it("is what the vectorizers count in: four bytes for each feature", () => {
    expect(modelOf(BOTH).memory).toBe(4 * 9);
  });
});

/** Recorded predictions: that a model which works otherwise than when it was written is found out. */

import { beforeAll, describe, expect, it } from "vitest";
import type { Model, RecordedPrediction } from "../../../src/core/models/naive-bayes/arrays.js";
import { Classifier } from "../../../src/core/predict/classifier.js";
import { firstDeviation, recordPredictions } from "../../../src/core/predict/recorded.js";
import { load } from "../../../src/library/load.js";
import { artifactOf } from "../../support/model-corpora.js";

let model: Model;
beforeAll(async () => {
  // Words of the built-in sentences, so that what is recorded depends on the weights.
  const corpus = [
    { label: "hardware", text: "computer memory cpu ram computer" },
    { label: "space", text: "shuttle orbit launch satellite engine" },
    { label: "health", text: "doctor patient medicine" },
  ];
  model = load(await artifactOf(corpus)).model;
});

const changed = (place: number, change: Partial<RecordedPrediction>): Model => ({
  ...model,
  recorded: model.recorded.map((recorded, i) => (i === place ? { ...recorded, ...change } : recorded)),
});

describe("recordPredictions", () => {
  it("records what the model predicts for each sentence, to six places", () => {
    const classifier = new Classifier(model);
    const recorded = recordPredictions(model);
    expect(recorded.length).toBeGreaterThan(0);
    for (const { text, category, probability } of recorded) {
      const predicted = classifier.predict(text);
      expect(category).toBe(predicted.category);
      expect(Math.abs(probability - predicted.probability)).toBeLessThanOrEqual(0.5e-6);
      expect(Math.round(probability * 1e6) / 1e6).toBe(probability);
    }
  });

  it("is what an artifact is written with", () => {
    expect(model.recorded).toEqual(recordPredictions(model));
  });
});

describe("firstDeviation", () => {
  it("finds nothing in a model as it was written, or without records", () => {
    expect(firstDeviation(model)).toBeUndefined();
    expect(firstDeviation({ ...model, recorded: [] })).toBeUndefined();
  });

  it("lets the last place differ by one, as logarithms may on another machine", () => {
    for (const difference of [1e-6, -1e-6]) {
      const probability = model.recorded[0]!.probability + difference;
      expect(firstDeviation(changed(0, { probability }))).toBeUndefined();
    }
  });

  it("finds a record of another probability", () => {
    const probability = model.recorded[1]!.probability - 1e-5;
    const tampered = changed(1, { probability });
    const { category } = model.recorded[1]!;
    expect(firstDeviation(tampered)).toEqual({
      recorded: tampered.recorded[1],
      category,
      probability: expect.closeTo(probability + 1e-5, 6),
    });
  });

  it("finds a record of another category", () => {
    const other = model.targets.find((target) => target !== model.recorded[0]!.category)!;
    const tampered = changed(0, { category: other });
    expect(firstDeviation(tampered)?.recorded).toBe(tampered.recorded[0]);
  });

  it("finds the first of several, and one that is a record of another text", () => {
    const last = model.recorded.length - 1;
    expect(model.recorded[0]!.category).not.toBe("health");
    const tampered = { ...changed(0, { text: "doctor, patient, medicine" }) };
    expect(firstDeviation(tampered)?.category).toBe("health");
    const both = { ...tampered, recorded: tampered.recorded.with(last, { text: "", category: "?", probability: 1 }) };
    expect(firstDeviation(both)?.recorded).toBe(tampered.recorded[0]);
  });

  it("finds that weights are others than when the predictions were recorded", () => {
    const prior = model.prior.map((_, target) => (target === 0 ? 1 : 0));
    expect(firstDeviation({ ...model, prior })).toBeDefined();
  });
});

/** Recorded predictions: a model whose answers differ from those it was written with is found out. */

import { beforeAll, describe, expect, it } from "vitest";
import { LinearModel } from "../../../src/core/models/linear/model.js";
import type { RecordedPrediction } from "../../../src/core/models/recorded-predictions.js";
import { recordPredictions, requireSameAnswers } from "../../../src/core/predict/recorded.js";
import type { Text } from "../../../src/core/text/message.js";
import { errorOf, errorOrNone } from "../../support/errors.js";
import { classifierOf, decodeFlat, type FlatModel } from "../../support/flat-model.js";
import { artifactOf } from "../../support/model-corpora.js";

let flat: FlatModel;
beforeAll(async () => {
  // Words of the built-in sentences, so that what is recorded depends on the weights.
  const corpus = [
    { label: "hardware", text: "computer memory cpu ram computer" },
    { label: "space", text: "shuttle orbit launch satellite engine" },
    { label: "health", text: "doctor patient medicine" },
  ];
  flat = decodeFlat(await artifactOf(corpus));
});

const changed = (index: number, change: Partial<RecordedPrediction>): FlatModel => ({
  ...flat,
  recorded: flat.recorded.map((recorded, i) => (i === index ? { ...recorded, ...change } : recorded)),
});

/** Requires the same answers of a model. */
const requireSame = ({ recorded, ...arrays }: FlatModel): void =>
  requireSameAnswers({ version: 3, model: new LinearModel(arrays), recorded }, "a model");

describe("recordPredictions", () => {
  it("records what the model predicts for each sentence, to six decimals", () => {
    const classifier = classifierOf(flat);
    const recorded = recordPredictions(new LinearModel(flat));
    expect(recorded.length).toBeGreaterThan(0);
    for (const { text, category, probability } of recorded) {
      const predicted = classifier.predict(text);
      expect(category).toBe(predicted.category);
      expect(Math.abs(probability! - predicted.probability!)).toBeLessThanOrEqual(0.5e-6);
      expect(Math.round(probability! * 1e6) / 1e6).toBe(probability);
    }
  });

  it("is what an artifact is written with", () => {
    expect(flat.recorded).toEqual(recordPredictions(new LinearModel(flat)));
  });

  it("records no probability for a family that has none", () => {
    const model = {
      family: "constant",
      targets: ["a", "b"],
      readsMessages: false,
      memory: 0,
      score: (_: Text, scores: Float64Array) => scores.fill(1).length,
      describe: () => ({ properties: {}, lines: [] }),
    };
    const recorded = recordPredictions(model);
    for (const one of recorded) expect(one).toEqual({ text: one.text, category: "a" });
    expect(() => requireSameAnswers({ version: 3, model, recorded }, "a model")).not.toThrow();
  });
});

describe("requireSameAnswers", () => {
  it("accepts a model as it was written, or without records", () => {
    expect(() => requireSame(flat)).not.toThrow();
    expect(() => requireSame({ ...flat, recorded: [] })).not.toThrow();
  });

  it("lets the last decimal differ by one, as logarithms may on another machine", () => {
    for (const difference of [1e-6, -1e-6]) {
      const probability = flat.recorded[0]!.probability! + difference;
      expect(() => requireSame(changed(0, { probability }))).not.toThrow();
    }
  });

  it("refuses a record of another probability, naming both", () => {
    const probability = flat.recorded[1]!.probability! - 1e-5;
    const { code, message } = errorOf(() => requireSame(changed(1, { probability })));
    expect(code).toBe("check");
    expect(message).toContain(`(${probability.toFixed(6)})`);
    expect(message).toContain(`(${(probability + 1e-5).toFixed(6)})`);
  });

  it("refuses a record of another category", () => {
    const other = flat.targets.find((target) => target !== flat.recorded[0]!.category)!;
    expect(errorOf(() => requireSame(changed(0, { category: other }))).message).toContain(`expected ${other} `);
  });

  it("names the first of several, by its text", () => {
    const tampered = changed(0, { text: "doctor, patient, medicine" });
    const last = flat.recorded.length - 1;
    const both = { ...tampered, recorded: tampered.recorded.with(last, { text: "", category: "?", probability: 1 }) };
    expect(errorOf(() => requireSame(both)).message).toMatch(/"doctor, patient, medicine" .*got health/);
  });

  it("refuses a model whose weights differ from those that made the record", () => {
    const bias = flat.bias.map((_, target) => (target === 0 ? 1 : 0));
    expect(errorOf(() => requireSame({ ...flat, bias })).code).toBe("check");
  });

  it("refuses a model with a word in a wrong bucket, which would never be found", () => {
    // Whatever its hash is, some letter of 26 has another in its place.
    const messages = Array.from({ length: 26 }, (_, letter) => {
      const wordBytes = flat.wordBytes.with(0, "a".charCodeAt(0) + letter);
      return errorOrNone(() => requireSame({ ...flat, wordBytes, recorded: [] }))?.message ?? "";
    });
    expect(messages).toContainEqual(expect.stringContaining("is not in the bucket that its hash names"));
  });
});

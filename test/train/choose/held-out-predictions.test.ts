/** Held-out predictions: those of a model that `dump` makes of all documents of the other folds. */

import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { dump, load, train } from "../../../src/index.js";
import { type HeldOutPredictions, heldOutPredictions } from "../../../src/train/choose/held-out-predictions.js";
import { decodeCounts } from "../../../src/train/counts/counts.js";
import { decodeFlat } from "../../support/flat-model.js";
import type { Labelled } from "../../support/labelled.js";

const FOLDS = 4;
const WORDS = {
  pets: ["cat", "dog", "hamster", "leash", "kennel"],
  tools: ["saw", "hammer", "chisel", "vise", "file"],
};

/** Texts of two words of a category, or of one of each, so that some are predicted wrongly. */
const DOCUMENTS: readonly Labelled[] = Object.entries(WORDS).flatMap(([label, words]) =>
  words.flatMap((word, i) => [
    { label, text: `${word} ${words[(i + 1) % words.length]} ${words[(i + 2) % words.length]}` },
    { label, text: `${word} ${WORDS[label === "pets" ? "tools" : "pets"][i]}` },
    { label, text: `${word} ${word} ${words[(i + 3) % words.length]}` },
  ]),
);

const idOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 24);
/** The fold of a document: bits 32 to 63 of its fingerprint, modulo the number of folds. */
const foldOf = (text: string): number => Number.parseInt(idOf(text).slice(8, 16), 16) % FOLDS;

let result: HeldOutPredictions;
beforeAll(async () => {
  result = heldOutPredictions(decodeCounts(await train(DOCUMENTS), "counts"), FOLDS);
});

describe("heldOutPredictions", () => {
  it("predicts each document once, with its label, by the fingerprint of its text", () => {
    const found = Array.from(result.predictions, ({ id, label }) => `${id} ${label}`).sort();
    expect(found).toEqual(DOCUMENTS.map(({ text, label }) => `${idOf(text)} ${label}`).sort());
  });

  it("gives probabilities that add up to 1, highest first", () => {
    for (const { prediction } of result.predictions) {
      expect(prediction.top.reduce((sum, { probability }) => sum + probability!, 0)).toBeCloseTo(1, 12);
      expect(prediction.top[0]).toMatchObject({ category: prediction.category, probability: prediction.probability });
      expect(prediction.top[0]!.probability).toBeGreaterThanOrEqual(prediction.top[1]!.probability!);
    }
  });

  it("predicts as a model does that was made of all documents of the other folds", async () => {
    const [, estimator, alpha] = /^(\w+), .*?\1(?: \(alpha ([\d.]+)\))? /.exec(result.reason)!;
    for (let fold = 0; fold < FOLDS; fold++) {
      const others = DOCUMENTS.filter(({ text }) => foldOf(text) !== fold);
      const options = { estimator: estimator as "linear" | "complement", ...(alpha && { alpha: Number(alpha) }) };
      const classifier = load(await dump(await train(others), options));
      for (const { text } of DOCUMENTS.filter((document) => foldOf(document.text) === fold)) {
        const { prediction } = [...result.predictions].find(({ id }) => id === idOf(text))!;
        const expected = classifier.predict(text, 2);
        expect(prediction.knownTerms).toBe(expected.knownTerms);
        const scores = new Map(expected.top.map(({ category, score }) => [category, score]));
        // A model's weights are quantised to a byte.
        for (const { category, score } of prediction.top) expect(score).toBeCloseTo(scores.get(category)!, 1);
      }
    }
  });

  it("gives the same predictions each time one goes through them", () => {
    expect([...result.predictions]).toEqual([...result.predictions]);
    expect([...result.predictions]).toHaveLength(DOCUMENTS.length);
  });

  it("chooses the kind of model as dump does, which has five folds", async () => {
    const counts = await train(DOCUMENTS);
    const { reason } = heldOutPredictions(decodeCounts(counts, "counts"), 5);
    expect(reason).toBe(decodeFlat(await dump(counts)).provenance.choice);
  });

  it("needs documents, and two categories", async () => {
    const sums = decodeCounts(await train(DOCUMENTS, { documents: false }), "counts");
    expect(() => heldOutPredictions(sums, FOLDS)).toThrow(/train without --no-documents/);
    const counts = decodeCounts(await train(DOCUMENTS), "counts");
    expect(() => heldOutPredictions({ ...counts, labels: ["pets"] }, FOLDS)).toThrow(/at least 2/);
  });
});

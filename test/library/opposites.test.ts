/** Documents in pairs that differ in one word: each one that is held out is predicted wrongly, by what its opposite says. */

import { describe, expect, it } from "vitest";
import { ESTIMATORS } from "../../src/core/models/linear/choices.js";
import { dump, evaluate, load, train } from "../../src/index.js";
import { decodeFlat } from "../support/flat-model.js";
import type { Labelled } from "../support/labelled.js";

/** Words without a sentiment, each in one pair alone or in two. */
const pairsOf = (size: number, words: number): Labelled[] =>
  Array.from({ length: size }, (_, i) => [
    { label: "left", text: `the thing${i} is west${i % words}` },
    { label: "right", text: `the thing${i} is east${i % words}` },
  ]).flat();

/** Texts of two of the words, in a frame that no document has. */
const textsOf = (words: number): Labelled[] =>
  Array.from({ length: words }, (_, i) => [
    { label: "left", text: `a west${i} lamp, really west${(i + 1) % words}` },
    { label: "right", text: `a east${i} lamp, really east${(i + 1) % words}` },
  ]).flat();

describe.each(["auto", ...ESTIMATORS] as const)("a model of opposites, --estimator %s", (estimator) => {
  it.each([
    [5, 5],
    [20, 20],
    [20, 10],
  ])("is sure of what it is right about: %i pairs, %i words a side", async (size, words) => {
    const artifact = await dump(await train(pairsOf(size, words)), { estimator });
    const classifier = load(artifact);
    const texts = textsOf(words);
    expect((await evaluate(classifier, texts)).accuracy).toBe(1);
    const probabilities = texts.map(({ text }) => classifier.predict(text).probability!);
    expect(probabilities.filter((probability) => probability < 0.55)).toEqual([]);
    // What each one alone says is nothing that others say too: those that were held out were predicted worse than by chance.
    const { documents, right } = decodeFlat(artifact).calibration;
    expect(documents).toBe(2 * size);
    if (words === size) expect(right).toBeLessThan(documents / 2);
  });

  it("gives a longer text of one side another probability than a text of both", async () => {
    const classifier = load(await dump(await train(pairsOf(20, 10)), { estimator }));
    const [sure, torn] = ["west1 west2 west3", "west1 west2 east3"].map((text) => classifier.predict(text));
    expect([sure!.category, torn!.category]).toEqual(["left", "left"]);
    expect(sure!.probability! - torn!.probability!).toBeGreaterThan(0.05);
  });
});

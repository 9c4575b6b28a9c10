/** The library as its users have it: all that is exported, in a few lines. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as newsgroups from "../src/index.js";
import { temporaryFolder } from "./support/folders.js";
import { ANIMALS } from "./support/model-corpora.js";

describe("newsgroups", () => {
  it("exports its functions and its error, and nothing else at run time", () => {
    const names = "NewsgroupsError check dump evaluate importModel load predict readCorpus readText train".split(" ");
    expect(Object.keys(newsgroups).sort()).toEqual(names);
  });

  it("reads, trains, dumps, loads, predicts and evaluates", async () => {
    const { readCorpus, train, dump, load, evaluate } = newsgroups;
    const folder = temporaryFolder();
    ANIMALS.forEach(({ label, text }, i) => {
      mkdirSync(join(folder, label), { recursive: true });
      writeFileSync(join(folder, label, `${i}`), text);
    });

    const counts = await train(readCorpus(folder));
    const artifact = await dump(counts, { estimator: "complement", alpha: 0.1 });
    const classifier: newsgroups.Classifier = load(artifact);
    const { category, probability, top }: newsgroups.Prediction = classifier.predict("a heron by the river", 2);
    const evaluation: newsgroups.Evaluation = await evaluate(classifier, readCorpus(folder));

    expect(category).toBe("birds");
    expect(top).toHaveLength(2);
    expect(probability).toBeGreaterThan(1 / 3);
    expect(evaluation.documents).toBe(ANIMALS.length);
    expect(evaluation.accuracy).toBe(1);
    expect(counts).toEqual(await train(ANIMALS));
  });

  it("predicts with the embedded model at once", () => {
    const { category, knownTerms } = newsgroups.predict("The goalie made thirty saves in the playoff game.");
    expect(category).toBe("rec.sport.hockey");
    expect(knownTerms).toBeGreaterThan(3);
  });

  it("fails with errors that have a code", async () => {
    const { train, load, NewsgroupsError } = newsgroups;
    expect(() => load(new Uint8Array())).toThrow(NewsgroupsError);
    await expect(train([])).rejects.toBeInstanceOf(NewsgroupsError);
    await expect(train([])).rejects.toMatchObject({ name: "NewsgroupsError", code: "input" });
  });

  it("trains as often as one likes in one process, always to the same bytes", async () => {
    const first = await newsgroups.train(ANIMALS);
    for (let i = 0; i < 25; i++) expect(await newsgroups.train(ANIMALS)).toEqual(first);
  });
});

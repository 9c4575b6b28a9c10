/** Choosing a model: what is preferred where documents are few or many, and what it does not depend on. */

import { describe, expect, it } from "vitest";
import { Kernels } from "../../../src/kernels/kernels.js";
import { candidatesFor, chooseModel, countCorrect } from "../../../src/train/choose/choose.js";
import { foldOf, othersThan } from "../../../src/train/choose/held-out.js";
import { decodeCounts } from "../../../src/train/counts/counts.js";
import { type LabelledDocuments, labelledDocuments } from "../../../src/train/features/labelled.js";
import { withSentiment } from "../../../src/train/sentiment/sentiment-words.js";
import { trainedOn } from "../../support/counts-files.js";
import type { Labelled } from "../../support/labelled.js";
import { seeded } from "../../support/random.js";

const SELECTION = { alpha: 0.05, maxTerms: 1000, keepEmails: false, stopWords: "keep" } as const;

/** Texts of two categories that share no word, so that each model predicts all of them. */
function corpusOf(size: number): Labelled[] {
  const random = seeded(7);
  return Array.from({ length: size }, (_, i) => {
    const label = i % 2 === 0 ? "a" : "b";
    const words = Array.from({ length: 12 }, () => `${label}${Math.floor(random() * 20)}`);
    return { label, text: words.join(" ") };
  });
}

async function chosenFor(documents: readonly Labelled[]) {
  const counts = decodeCounts(await trainedOn(documents), "counts");
  const labelled = labelledDocuments(counts);
  const candidates = candidatesFor(labelled, { estimator: "auto", ...SELECTION });
  return {
    labelled,
    candidates,
    choice: chooseModel(labelled, { selection: SELECTION, candidates }),
  };
}

const auto = (alpha: number) => ({ estimator: "auto", alpha }) as const;
const noWords = { bytes: new Uint8Array(), ends: new Uint32Array(), stopWords: new Uint8Array() };
const withSizes = (sizes: readonly number[]): LabelledDocuments => ({
  words: noWords,
  sentiment: undefined,
  terms: {
    first: new Uint32Array(),
    second: new Uint32Array(),
    starts: new Uint32Array(1),
    documents: new Uint32Array(),
    frequencies: new Uint16Array(),
    size: sizes.length,
  },
  kernels: new Kernels(),
  tokens: { tokens: new Uint32Array(), starts: new Uint32Array(1), subjects: new Uint32Array() },
  weights: [new Float64Array(), new Float64Array()],
  categories: Uint16Array.from(sizes.keys()),
  copies: Float64Array.from(sizes),
  lots: new Uint32Array(sizes.length),
  scales: new Float64Array(sizes.length),
  categoryCount: sizes.length,
});

describe("candidatesFor", () => {
  it("prefers naive Bayes with fewer than a hundred documents a category, and tries more smoothing there", () => {
    const candidates = candidatesFor(withSizes([99, 100]), auto(0.05));
    expect(candidates[0]).toEqual({ estimator: "complement", alpha: 0.05, sentiment: false });
    expect(candidates.at(-1)).toMatchObject({ estimator: "linear" });
    expect(candidates.map(({ alpha }) => alpha)).toEqual(expect.arrayContaining([0.05, 0.2, 1]));
  });

  it("prefers the linear model with more", () => {
    expect(candidatesFor(withSizes([100, 100]), auto(0.3))).toEqual([
      { estimator: "linear", alpha: 0.3, sentiment: false },
      { estimator: "complement", alpha: 0.3, sentiment: false },
    ]);
  });

  it("tries no smoothing twice", () => {
    const tried = candidatesFor(withSizes([3, 3]), auto(0.2)).filter(({ estimator }) => estimator === "complement");
    expect(tried.map(({ alpha }) => alpha)).toEqual([0.2, 0.05, 1]);
  });
});

describe("candidatesFor, with sentiment terms", () => {
  const sentiment = withSentiment({ bytes: new Uint8Array(), ends: new Uint32Array(), stopWords: new Uint8Array() });
  const labelled = { ...withSizes([100, 100]), sentiment };

  it("tries each estimator with them after all without", () => {
    expect(candidatesFor(labelled, auto(0.05)).map(({ estimator, sentiment }) => [estimator, sentiment])).toEqual([
      ["linear", false],
      ["complement", false],
      ["linear", true],
      ["complement", true],
    ]);
  });

  it("tries a linear model that was asked for with and without them, and naive Bayes without", () => {
    const triedFor = (estimator: "linear" | "complement" | "multinomial"): boolean[] =>
      candidatesFor(labelled, { estimator, alpha: 1 }).map((candidate) => {
        expect(candidate).toMatchObject({ estimator, alpha: 1 });
        return candidate.sentiment;
      });
    expect(triedFor("linear")).toEqual([false, true]);
    expect(triedFor("complement")).toEqual([false]);
    expect(triedFor("multinomial")).toEqual([false]);
  });
});

describe("chooseModel", () => {
  it("chooses the preferred model where all do as well", async () => {
    for (const [size, estimator] of [
      [20, "complement"],
      [400, "linear"],
    ] as const) {
      const { choice, labelled } = await chosenFor(corpusOf(size));
      const { documents, right } = countCorrect(choice.heldOut);
      expect(choice).toMatchObject({ model: { estimator }, folds: 5 });
      expect(choice.reason).toMatch(new RegExp(`^${estimator}, by accuracy on held-out documents: `));
      expect(documents).toBe(labelled.terms.size);
      expect(right).toBe(documents);
    }
  });

  it("chooses the same whatever the order of documents", async () => {
    const documents = corpusOf(60);
    const [one, other] = [await chosenFor(documents), await chosenFor(documents.toReversed())];
    expect(one.choice).toEqual(other.choice);
  });

  it("says that a single candidate was asked for", async () => {
    const counts = decodeCounts(await trainedOn(corpusOf(20)), "counts");
    const candidates = [{ estimator: "multinomial", alpha: 1, sentiment: false }] as const;
    expect(chooseModel(labelledDocuments(counts), { selection: SELECTION, candidates })).toMatchObject({
      model: candidates[0],
      reason: "as asked for",
    });
  });
});

describe("foldOf", () => {
  it("deals each document into one fold, by its fingerprint", async () => {
    const { labelled } = await chosenFor(corpusOf(60));
    const folds = [0, 1, 2, 3, 4].map((fold) => foldOf(labelled, fold, 5));
    labelled.lots.forEach((lot, document) => {
      expect(folds.map((fold) => fold[document])).toEqual([0, 1, 2, 3, 4].map((fold) => (lot % 5 === fold ? 1 : 0)));
    });
    expect(othersThan(Uint8Array.of(1, 0, 0))).toEqual(Uint8Array.of(0, 1, 1));
  });
});

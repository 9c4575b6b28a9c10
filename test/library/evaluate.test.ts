/** `evaluate` of the library, on labelled documents. */

import { beforeAll, describe, expect, it } from "vitest";
import { Classifier } from "../../src/core/predict/classifier.js";
import { evaluate } from "../../src/library/evaluate.js";
import { load } from "../../src/library/load.js";
import { KeywordModel } from "../support/keyword-model.js";
import type { Labelled } from "../support/labelled.js";
import { ANIMALS, artifactOf } from "../support/model-corpora.js";

let classifier: Classifier;
beforeAll(async () => {
  classifier = load(await artifactOf(ANIMALS));
});

describe("evaluate", () => {
  it("compares predictions with labels", async () => {
    const { documents, accuracy, confusions } = await evaluate(classifier, [
      { label: "birds", text: "heron, falcon" },
      { label: "fish", text: "salmon, trout" },
      { label: "fish", text: "zebra, elephants" },
      { label: "plants", text: "salmon, trout" },
    ]);
    expect(documents).toBe(4);
    expect(accuracy).toBe(2 / 4);
    expect(confusions).toEqual([
      { label: "fish", predicted: "mammals", documents: 1 },
      { label: "plants", predicted: "fish", documents: 1 },
    ]);
  });

  it("reads documents from an async iterable", async () => {
    async function* documents(): AsyncGenerator<Labelled> {
      yield* ANIMALS;
    }
    expect(await evaluate(classifier, documents())).toEqual(await evaluate(classifier, ANIMALS));
  });

  it("reads messages as their reader sees them", async () => {
    const body = Buffer.from("salmon, trout").toString("base64");
    const text = `Subject: =?utf-8?Q?zebr=61?=\nContent-Transfer-Encoding: base64\n\n${body}`;
    const strip = ["headers"] as const;
    expect((await evaluate(classifier, [{ label: "mammals", text }])).accuracy).toBe(1);
    expect((await evaluate(classifier, [{ label: "fish", text }], { strip })).accuracy).toBe(1);
  });

  it("strips parts before it classifies", async () => {
    const misleading = [
      { label: "fish", text: "Subject: zebra\n\ntrout" },
      { label: "birds", text: "Subject: -\n\n> zebra zebra\nheron" },
      { label: "fish", text: "From: -\n\nsalmon\n--\nzebra, elephants graze" },
    ];
    expect((await evaluate(classifier, misleading)).accuracy).toBeLessThan(1);
    expect((await evaluate(classifier, misleading, { strip: ["quotes", "footers", "headers"] })).accuracy).toBe(1);
  });

  it("measures accuracy and F1 alone of a model without probabilities", async () => {
    const keywords = new Classifier(new KeywordModel({ birds: ["heron"], fish: ["trout"] }));
    const evaluation = await evaluate(keywords, [
      { label: "birds", text: "heron" },
      { label: "fish", text: "trout" },
      { label: "fish", text: "heron" },
    ]);
    expect(Object.keys(JSON.parse(JSON.stringify(evaluation)))).toEqual([
      "documents",
      "accuracy",
      "macroF1",
      "intervals",
      "categories",
      "confusions",
      "matrix",
    ]);
    expect(evaluation).toMatchObject({ documents: 3, accuracy: 2 / 3, confusions: [{ label: "fish", documents: 1 }] });
    expect(Object.keys(evaluation.intervals)).toEqual(["accuracy", "macroF1"]);
  });

  it("fails with `input` if there are no documents", async () => {
    await expect(evaluate(classifier, [])).rejects.toMatchObject({ code: "input" });
  });

  it.each<[what: string, got: string, call: () => Promise<unknown>]>([
    ["a classifier", "an object of class Uint8Array", () => evaluate(new Uint8Array(1) as never, ANIMALS)],
    ["an iterable", "123", () => evaluate(classifier, 123 as never)],
    ["documents with a label", "undefined", () => evaluate(classifier, [{ text: "heron" } as never])],
    ["documents with a text", "5", () => evaluate(classifier, [{ label: "birds", text: 5 } as never])],
    ["parts of a message", "header", () => evaluate(classifier, ANIMALS, { strip: ["header"] as never })],
  ])("fails with `usage` if it is not given %s", async (_, got, call) => {
    await expect(call()).rejects.toMatchObject({ code: "usage", message: expect.stringMatching(`got ${got}$`) });
  });
});

/** Findings: the most confident mistakes with their reasons, and documents that the model was trained on. */

import { describe, expect, it } from "vitest";
import { Classifier } from "../../src/core/predict/classifier.js";
import type { Text } from "../../src/core/text/message.js";
import { load } from "../../src/library/load.js";
import { KeywordModel } from "../support/keyword-model.js";
import type { Labelled } from "../support/labelled.js";
import { ANIMALS, artifactOf } from "../support/model-corpora.js";
import { HOSTILE, reported } from "../support/report-pages.js";

const WRONG: readonly Labelled[] = [
  { label: "birds", text: "Subject: On the\n savanna\n\n>\n\nZebra graze.\n--\nSecond\nThird\nFourth" },
  { label: "birds", text: "zebra" },
  { label: "birds", text: "heron" },
  { label: "mammals", text: "qqq www" },
  { label: "plants", text: "salmon, zebra" },
];

describe("mistakes", () => {
  it("are the documents predicted wrongly, most confident first", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    const { mistakes } = (await reported(ANIMALS, WRONG)).findings;
    const expected = WRONG.map(({ label, text }, i) => ({ id: `document ${i}`, label, ...classifier.predict(text, 3) }))
      .filter(({ label, category }) => label !== category)
      .sort((a, b) => b.probability! - a.probability!);
    expect(mistakes.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    mistakes.forEach(({ predicted, probability, labelProbability }, i) => {
      const { category, probability: confidence, top, label } = expected[i]!;
      expect([predicted, probability]).toEqual([category, confidence]);
      expect(labelProbability).toBe(top.find((ranked) => ranked.category === label)?.probability ?? 0);
    });
    expect(mistakes.find(({ label }) => label === "plants")!.labelProbability).toBe(0);
  });

  it("show the subject, the first lines and the reasons", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    const { mistakes } = (await reported(ANIMALS, WRONG)).findings;
    const [message, noMessage, unknown] = ["document 0", "document 1", "document 3"].map(
      (id) => mistakes.find((mistake) => mistake.id === id)!,
    );
    expect(message!.subject.trim()).toMatch(/^On the\s+savanna$/);
    expect(message!.lines).toEqual(["Zebra graze.", "Second", "Third"]);
    const why = classifier.explain(WRONG[0]!.text)!;
    expect(message!.why).toEqual({ ...why, terms: why.terms.filter(({ share }) => share > 0).slice(0, 6) });
    expect(noMessage).toMatchObject({ subject: "", lines: ["zebra"] });
    expect(unknown).toMatchObject({ why: undefined, label: "mammals" });
  });

  it("are explained by terms that favoured the wrong answer, and by no other", async () => {
    const text = "zebra lion trout";
    const classifier = load(await artifactOf(ANIMALS));
    const all = classifier.explain(text)!.terms;
    expect(all.some(({ share }) => share < 0)).toBe(true);
    const { page, findings } = await reported(ANIMALS, [{ label: "birds", text }]);
    const terms = findings.mistakes[0]!.why!.terms;
    expect(terms.map(({ term }) => term)).toEqual(expect.arrayContaining(["zebra", "lion"]));
    expect(terms.every(({ share }) => share > 0)).toBe(true);
    expect(page).toMatch(/Favoured <bdi>mammals<\/bdi> over <bdi>fish<\/bdi>:\n<bdi>[^<]*zebra \+/);
    expect(page).not.toMatch(/trout −/);
  });

  it("are at most 25, equal ones in the order of the corpus", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    const [less, more] = ["zebra", "zebra lion graze herds"].toSorted(
      (a, b) => classifier.predict(a).probability! - classifier.predict(b).probability!,
    );
    const same = Array.from({ length: 40 }, () => ({ label: "birds", text: less! }));
    const moreConfident = { label: "birds", text: more! };
    const { mistakes } = (await reported(ANIMALS, [...same, moreConfident])).findings;
    expect(mistakes.map(({ id }) => id)).toEqual([
      "document 40",
      ...Array.from({ length: 24 }, (_, i) => `document ${i}`),
    ]);
  });
});

describe("mistakes of a model without probabilities", () => {
  it("are ordered by the lead of the best score, and have no probabilities or reasons", async () => {
    const classifier = new Classifier(new KeywordModel({ birds: ["heron", "falcon"], fish: ["trout", "pike"] }));
    const { mistakes } = (
      await reported(classifier, [
        { label: "fish", text: "heron falcon pike" },
        { label: "birds", text: "trout pike" },
        { label: "fish", text: "heron" },
        { label: "birds", text: "heron" },
      ])
    ).findings;
    // The leads are 1, 2 and 1.
    expect(mistakes.map(({ id }) => id)).toEqual(["document 1", "document 0", "document 2"]);
    for (const mistake of mistakes) {
      expect(mistake).toMatchObject({ probability: undefined, labelProbability: undefined, why: undefined });
    }
  });
});

describe("duplicates", () => {
  const documents = [...WRONG, ANIMALS[0]!, ANIMALS[3]!, { label: "plants", text: ANIMALS[5]!.text }];
  const trainingLabels = (text: Text): readonly string[] =>
    ANIMALS.filter((document) => document.text === text).map(({ label }) => label);

  it("are the documents that were seen in training, with any label", async () => {
    const { findings, page } = await reported(ANIMALS, documents, trainingLabels);
    expect(findings.duplicates).toEqual({
      documents: 3,
      relabelled: 1,
      correct: 2,
      first: [
        { id: "document 5", label: "birds", predicted: "birds", trainingLabels: ["birds"] },
        { id: "document 6", label: "fish", predicted: "fish", trainingLabels: ["fish"] },
        { id: "document 7", label: "plants", predicted: "mammals", trainingLabels: ["mammals"] },
      ],
    });
    // Correct are 3 of 8 documents, and 1 of the 5 that are not duplicates.
    expect(page).toContain("3 of 8 documents (37.5%) were seen in\ntraining, 1 of them only with another label");
    expect(page).toContain("Without them, accuracy is 20.0% instead of 37.5%");
  });

  it("may be all, none, or unknown", async () => {
    expect((await reported(ANIMALS, ANIMALS, trainingLabels)).page).toContain(
      "No other documents are left to measure accuracy on.",
    );
    const none = await reported(ANIMALS, WRONG, trainingLabels);
    expect(none.findings.duplicates).toMatchObject({ documents: 0, first: [] });
    expect(none.page).toContain("None of the 5 documents was seen in training.");
    const unknown = await reported(ANIMALS, WRONG);
    expect(unknown.findings.duplicates).toBeUndefined();
    expect(unknown.page).toContain("<code>--counts</code>");
  });

  it("are looked up by the whole text", async () => {
    const asked: Text[] = [];
    await reported(ANIMALS, [{ label: "birds", text: HOSTILE }], (text) => {
      asked.push(text);
      return [];
    });
    expect(asked).toEqual([HOSTILE]);
  });
});

/** The classifier: what it makes of texts of all kinds, and that none of them leaves a trace. */

import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { temperatureFor } from "../../../src/core/models/linear/temperature.js";
import type { Model } from "../../../src/core/models/model.js";
import { Classifier } from "../../../src/core/predict/classifier.js";
import { charactersOf } from "../../../src/core/text/message.js";
import { load } from "../../../src/library/load.js";
import { classifierOf, decodeFlat, scoresOf } from "../../support/flat-model.js";
import type { Labelled } from "../../support/labelled.js";
import { ANIMALS, artifactOf } from "../../support/model-corpora.js";

let animals: Uint8Array;
let classifier: Classifier;
beforeAll(async () => {
  animals = await artifactOf(ANIMALS);
  classifier = load(animals);
});

const learn = async (corpus: readonly Labelled[]): Promise<Classifier> => load(await artifactOf(corpus));

/** Texts of known words, unknown words, and anything else. */
const texts: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(fc.constantFrom("zebra", "lion", "river", "trout", "the", "quux", "Subject:", "\n\n"))
    .map((w) => w.join(" ")),
  fc.string({ unit: "binary", maxLength: 80 }),
);

describe("Classifier.predict", () => {
  it("refuses to rank no category, or half of one, as `usage`", () => {
    for (const top of [0, -1, 1.5, Number.NaN]) {
      expect(() => classifier.predict("orbit", top)).toThrow(expect.objectContaining({ code: "usage" }));
    }
  });

  it("finds the category whose words a text has", () => {
    expect(classifier.predict("a heron and a falcon").category).toBe("birds");
    expect(classifier.predict("Trout or salmon?").category).toBe("fish");
    expect(classifier.predict("ZEBRA HERDS, elephants").category).toBe("mammals");
  });

  it("counts the words of a text of which it knows none: those of the subject and the body of a message", () => {
    expect(classifier.predict("quux zzz qqq")).toMatchObject({ knownTerms: 0, words: 3 });
    expect(classifier.predict("From: somebody\nSubject: quux\n\nzzz qqq zzz\n")).toMatchObject({ words: 4 });
    expect(classifier.predict("...")).toMatchObject({ knownTerms: 0, words: 0 });
    expect(classifier.predict("quux trout")).not.toHaveProperty("words");
  });

  it("gives the same answer before and after any other texts", () => {
    fc.assert(
      fc.property(texts, fc.array(texts, { maxLength: 4 }), (text, others) => {
        const before = classifier.predict(text, 3);
        for (const other of others) classifier.predict(other);
        expect(classifier.predict(text, 3)).toEqual(before);
        expect(load(animals).predict(text, 3)).toEqual(before);
      }),
    );
  });

  it("ranks all categories by probability, which add up to 1", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { top, category, score, probability } = classifier.predict(text, 3);
        expect(top.map((ranked) => ranked.category).sort()).toEqual([...classifier.targets]);
        expect(top.reduce((sum, ranked) => sum + ranked.probability!, 0)).toBeCloseTo(1, 12);
        expect(top[0]).toEqual({ category, score, probability });
        for (let i = 1; i < top.length; i++) expect(top[i]!.probability).toBeLessThanOrEqual(top[i - 1]!.probability!);
        for (const ranked of top) expect(ranked.probability! >= 0 && ranked.probability! <= 1).toBe(true);
      }),
    );
  });

  it("has as probabilities the softmax of scores divided by the temperature that they give", () => {
    const text = "the lion near the river";
    const scores = Float64Array.from(scoresOf(classifier, text));
    const temperature = temperatureFor(scores, classifier.predict(text).knownTerms, decodeFlat(animals).calibration);
    const exponentials = Array.from(scores, (score) => Math.exp(score / temperature));
    const sum = exponentials.reduce((a, b) => a + b, 0);
    for (const { category, probability } of classifier.predict(text, 3).top) {
      expect(probability).toBeCloseTo(exponentials[classifier.targets.indexOf(category)]! / sum, 12);
    }
  });

  it("ranks as many categories as asked for, one by default, and no more than there are", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const all = classifier.predict(text, 3).top;
        expect(classifier.predict(text).top).toEqual(all.slice(0, 1));
        expect(classifier.predict(text, 2).top).toEqual(all.slice(0, 2));
        expect(classifier.predict(text, 99).top).toEqual(all);
      }),
    );
  });

  it("gives the shares of the training documents if it knows no term of the text", () => {
    for (const text of ["", "   ", "quux?", "... !", "Subject: quux\n\n", "x".repeat(1000)]) {
      const { knownTerms, top } = classifier.predict(text, 3);
      expect(knownTerms).toBe(0);
      // Three documents of birds and mammals each, two of fish; equal ones in the order of the targets.
      expect(top.map(({ category }) => category)).toEqual(["birds", "mammals", "fish"]);
      expect(top.map(({ probability }) => probability)).toEqual(
        [3 / 8, 3 / 8, 2 / 8].map((p) => expect.closeTo(p, 12)),
      );
    }
  });

  it("ranks equal scores in the order of the targets", async () => {
    const twins = await learn(["c", "a", "b"].map((label) => ({ label, text: "zebra quartz" })));
    expect(twins.predict("zebra", 3).top.map(({ category }) => category)).toEqual(["a", "b", "c"]);
    expect(twins.predict("zebra").category).toBe("a");
  });

  it("counts the distinct terms that it knows", () => {
    expect(classifier.predict("zebra").knownTerms).toBe(1);
    expect(classifier.predict("zebra zebra quux Zebra").knownTerms).toBe(1);
    expect(classifier.predict("zebra, trout").knownTerms).toBe(2);
  });

  it("takes two known words as a bigram, but not across another word, known or not", () => {
    // "striped zebra" is a bigram of the corpus.
    expect(classifier.predict("striped zebra").knownTerms).toBe(3);
    expect(classifier.predict("striped, ... zebra").knownTerms).toBe(3);
    // "of" is a word of the corpus, without a bigram with either.
    expect(classifier.predict("striped of zebra").knownTerms).toBe(3);
    expect(classifier.predict("striped quux zebra").knownTerms).toBe(2);
    expect(classifier.predict(`striped ${"q".repeat(65)} zebra`).knownTerms).toBe(2);
    expect(classifier.predict("striped ada@example.org zebra").knownTerms).toBe(2);
    expect(classifier.predict("zebra striped").knownTerms).toBe(2);
  });

  it("does not take a word of a bigram for a term if it was not kept as one", async () => {
    const model = decodeFlat(
      await artifactOf(
        [
          { label: "a", text: "solar panel solar panel solar panel" },
          { label: "b", text: "solar wind. panel talk" },
        ],
        { maxTerms: 20 },
      ),
    );
    const silent = classifierOf({
      ...model,
      commonCodes: model.commonCodes.map((code, i) => (i < model.wordLengths.length ? 0 : code)),
    });
    expect(classifierOf(model).predict("solar panel").knownTerms).toBe(3);
    expect(silent.predict("solar panel").knownTerms).toBe(1);
    expect(silent.predict("solar").knownTerms).toBe(0);
  });

  it("reads the subject of a message, more than once, and none of its other fields", () => {
    const { knownTerms } = classifier.predict("From: zebra@lion.example\nOrganization: zebra\nSubject: trout\n\nlion");
    expect(knownTerms).toBe(2);
    const inSubject = scoresOf(classifier, "Subject: trout\n\nlion");
    const inBody = scoresOf(classifier, "trout, quux, lion");
    const fish = classifier.targets.indexOf("fish");
    expect(inSubject[fish]).toBeGreaterThan(inBody[fish]!);
  });

  it.each([
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "中文",
    "العربية",
    "🚀",
    "naïve",
    "e\u0301tude",
    "486dx",
  ])("takes %s for a word, or a category, like any other", async (word) => {
    const plain = { label: "plain", text: "zebra quartz" };
    const knows = await learn([{ label: word, text: `${word} ${word}` }, plain]);
    expect(knows.predict(`say: ${word}!`)).toMatchObject({ category: word.normalize("NFC"), knownTerms: 1 });
    const knowsNot = await learn([{ label: "other", text: "granite" }, plain]);
    expect(knowsNot.predict(word).knownTerms).toBe(0);
  });

  it("takes a text of millions of characters, of few words or of many", () => {
    const often = classifier.predict("zebra ".repeat(500_000));
    expect(often).toMatchObject({ category: "mammals", knownTerms: 1 });
    expect(often.probability).toBeCloseTo(classifier.predict("zebra").probability!, 12);
    const many = Array.from({ length: 300_000 }, (_, i) => `quux${i}`).join(" ");
    expect(classifier.predict(`${many} trout`)).toEqual(classifier.predict("trout"));
    expect(classifier.predict("q".repeat(5_000_000)).knownTerms).toBe(0);
  });
});

describe("scores of a prediction", () => {
  it("are highest for the category that is predicted", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const scores = scoresOf(classifier, text);
        expect(classifier.targets[scores.indexOf(Math.max(...scores))]).toBe(classifier.predict(text).category);
      }),
    );
  });

  it("are the log priors for a text without known terms", () => {
    const expected = [3 / 8, 2 / 8, 3 / 8].map((share) => expect.closeTo(Math.log(share), 12));
    expect(scoresOf(classifier, "quux")).toEqual(expected);
  });
});

describe("Classifier of a family with fewer abilities", () => {
  /** Scores a text by its length alone. */
  const lengths: Model = {
    family: "lengths",
    targets: ["long", "short"],
    readsMessages: false,
    memory: 0,
    score(text, scores) {
      scores.set([charactersOf(text).length - 10, 10 - charactersOf(text).length]);
      return text === "" ? 0 : 1;
    },
    describe: () => ({ properties: {}, lines: [] }),
  };
  const judge = new Classifier(lengths);

  it("ranks by score and gives no probability", () => {
    expect(judge.hasProbabilities).toBe(false);
    expect(judge.predict("a word", 2)).toEqual({
      category: "short",
      score: 4,
      top: [
        { category: "short", score: 4 },
        { category: "long", score: -4 },
      ],
      knownTerms: 1,
    });
  });

  it("refuses to explain and to list terms as `usage`, naming the family", () => {
    expect([judge.canExplain, classifier.canExplain]).toEqual([false, true]);
    for (const ask of [() => judge.explain("a word"), () => judge.terms("long"), () => judge.explainWords("a word")]) {
      expect(ask).toThrow(expect.objectContaining({ code: "usage", message: expect.stringContaining("lengths") }));
    }
  });
});

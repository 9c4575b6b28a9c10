/** The explanation: what it tells of the terms adds up to the scores, with every estimator, whatever the texts. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Classifier } from "../../../src/core/predict/classifier.js";
import { load } from "../../../src/library/load.js";
import type { CompileOptions } from "../../../src/train/model/options.js";
import { decodeFlat, encodeFlat, scoresOf } from "../../support/flat-model.js";
import type { Labelled } from "../../support/labelled.js";
import { asFitted } from "../../support/linear-model.js";
import { ANIMALS, artifactOf } from "../../support/model-corpora.js";

const ESTIMATORS = ["complement", "multinomial"] as const;
// Words of several bytes and of names that mean something to JavaScript, so many that they fall into many buckets.
const WORDS =
  "orbit rocket lunar probe puck goalie rink engine wheel brake naïve 東京 proto constructor 486dx windows".split(" ");
const LABELS = ["autos", "hockey", "space", "z"];

const sentence: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 })
  .map((words) => words.join(" "));

const corpora: fc.Arbitrary<Labelled[]> = fc
  .tuple(
    fc.array(sentence, { minLength: 2, maxLength: 2 }),
    fc.array(fc.record({ label: fc.constantFrom(...LABELS), text: sentence }), { maxLength: 8 }),
  )
  .map(([[one, other], rest]) => [{ label: LABELS[0]!, text: one! }, { label: LABELS[1]!, text: other! }, ...rest]);

const texts: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...WORDS, ...WORDS, "the", "and", "unheard-of", "x@example.org", "\n\n", "Subject: puck"), {
    maxLength: 30,
  })
  .map((words) => words.join(" "));

const ALL = Number.POSITIVE_INFINITY;

/** The categories by their scores, best first; equal ones in the order of the targets. */
function ranked(scores: Float64Array): { category: number; score: number }[] {
  return Array.from(scores, (score, category) => ({ category, score })).sort((a, b) => b.score - a.score);
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

/** The bytes of a model of any estimator. */
async function artifactBy(estimator: "linear" | (typeof ESTIMATORS)[number], corpus: Labelled[]): Promise<Uint8Array> {
  if (estimator !== "linear") return artifactOf(corpus, { estimator });
  return encodeFlat(asFitted(decodeFlat(await artifactOf(corpus, { estimator: "complement" }))));
}

describe.each(["linear", ...ESTIMATORS] as const)("Classifier.explain of a %s model", (estimator) => {
  /** Checks a property of random models and several random texts for each. */
  async function holds(property: (classifier: Classifier, text: string) => void): Promise<void> {
    await fc.assert(
      fc.asyncProperty(corpora, fc.array(texts, { minLength: 1, maxLength: 10 }), async (corpus, some) => {
        const classifier = load(await artifactBy(estimator, corpus));
        for (const text of some) property(classifier, text);
      }),
      { numRuns: 30 },
    );
  }

  it("divides the difference of the two best scores among the terms and the priors, to the last bit", async () => {
    await holds((classifier, text) => {
      const why = classifier.explain(text);
      const scores = Float64Array.from(scoresOf(classifier, text));
      const [best, next] = ranked(scores);
      if (why === undefined) {
        expect(classifier.predict(text).knownTerms).toBe(0);
        return;
      }
      // Shares and prior are numbers whose sums are exact, so neither order nor grouping matters.
      const shares = why.terms.map(({ share }) => share);
      for (const order of [shares, shares.toReversed(), shares.toSorted((a, b) => a - b)]) {
        expect(sumOf([why.prior, ...order])).toBe(why.difference);
        expect(sumOf([...order, why.prior])).toBe(why.difference);
      }
      const listed = classifier.explain(text, 2)!.terms.map(({ share }) => share);
      expect(why.difference - why.prior - sumOf(listed)).toBe(sumOf(shares.slice(2)));
      expect(Math.abs(why.difference - (best!.score - next!.score))).toBeLessThanOrEqual(1e-12);
      expect(why.against).toBe(classifier.targets[next!.category]);
    });
  });

  it("is of the category that predict gives, against the one that it ranks second", async () => {
    await holds((classifier, text) => {
      const [first, second] = classifier.predict(text, 2).top;
      const why = classifier.explain(text);
      if (why === undefined) return;
      expect(why.against).toBe(second!.category);
      expect(why.against).not.toBe(first!.category);
      expect(why.difference).toBeGreaterThanOrEqual(-1e-12);
    });
  });

  it("names each known term of the text once: its words, and the pairs of neighbours", async () => {
    await holds((classifier, text) => {
      const { knownTerms } = classifier.predict(text);
      const names = (classifier.explain(text)?.terms ?? []).map(({ term }) => term);
      expect(names).toHaveLength(knownTerms);
      expect(new Set(names).size).toBe(knownTerms);
      const kept = text.split(/\s+/).filter((word) => !["the", "and", "Subject:"].includes(word));
      const pairs = kept.slice(1).map((word, i) => `${kept[i]} ${word}`);
      for (const name of names) expect(name.includes(" ") ? pairs : kept).toContain(name);
    });
  });

  it("names a single known word as it is", async () => {
    await holds((classifier) => {
      for (const word of WORDS) {
        const { knownTerms } = classifier.predict(word);
        const names = (classifier.explain(word)?.terms ?? []).map(({ term }) => term);
        expect(names).toEqual(knownTerms === 1 ? [word] : []);
      }
    });
  });

  it("orders the terms by the size of their shares, and lists as many of them as are asked for", async () => {
    await holds((classifier, text) => {
      const all = classifier.explain(text, ALL)?.terms;
      if (all === undefined) return;
      const sizes = all.map(({ share }) => Math.abs(share));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      for (const most of [0, 1, 3, 20]) {
        expect(classifier.explain(text, most)).toEqual({
          ...classifier.explain(text),
          terms: all.slice(0, most),
        });
      }
    });
  });

  it("leaves no trace in what is predicted or explained next", async () => {
    await holds((classifier, text) => {
      const before = [classifier.predict("orbit puck", 2), classifier.explain("orbit puck")];
      classifier.explain(text);
      expect([classifier.predict("orbit puck", 2), classifier.explain("orbit puck")]).toEqual(before);
    });
  });
});

describe("Classifier.explain", () => {
  it("adds up to the last bit for a long text and the embedded model", () => {
    const classifier = load();
    const telling = classifier.targets.flatMap((target) => classifier.terms(target, 20));
    const text = telling.map(({ term }) => term).join(" ");
    const why = classifier.explain(text)!;
    const shares = why.terms.map(({ share }) => share);
    expect(shares.length).toBeGreaterThan(300);
    expect(sumOf([why.prior, ...shares])).toBe(why.difference);
    expect(sumOf([...shares.toSorted((a, b) => a - b), why.prior])).toBe(why.difference);
    const [first, second] = Float64Array.from(scoresOf(classifier, text)).toSorted((a, b) => b - a);
    expect(Math.abs(why.difference - (first! - second!))).toBeLessThanOrEqual(1e-12);
  });

  const unbalanced: Labelled[] = [
    { label: "hockey", text: "puck goalie" },
    ...["orbit rocket", "orbit lunar", "rocket lunar"].map((text) => ({ label: "space", text })),
  ];

  it("has as prior of multinomial naive Bayes the logarithm of how many more documents one has", async () => {
    const classifier = load(await artifactOf(unbalanced, { estimator: "multinomial" }));
    const why = classifier.explain("orbit")!;
    expect([why.against, why.prior]).toEqual(["hockey", expect.closeTo(Math.log(3), 5)]);
    expect(classifier.explain("puck goalie")).toMatchObject({
      against: "space",
      prior: expect.closeTo(-Math.log(3), 5),
    });
  });

  it("has no prior for complement naive Bayes", async () => {
    const classifier = load(await artifactOf(unbalanced, { estimator: "complement" }));
    expect(classifier.explain("orbit")!.prior).toBe(0);
  });

  it("gives a word that only the category has a share above 0, and one of the runner-up a share below", async () => {
    for (const estimator of ESTIMATORS) {
      const classifier = load(await artifactOf(ANIMALS, { estimator }));
      const why = classifier.explain("zebra lion elephants heron")!;
      expect([classifier.predict("zebra lion elephants heron").category, why.against]).toEqual(["mammals", "birds"]);
      const shares = new Map(why.terms.map(({ term, share }) => [term, share]));
      for (const word of ["zebra", "lion", "elephants"]) expect(shares.get(word)).toBeGreaterThan(0);
      expect(shares.get("heron")).toBeLessThan(0);
    }
  });

  it("names stop words like others, unless the model was made without them", async () => {
    const corpus = [
      { label: "a", text: "sense of humour" },
      { label: "b", text: "orbit" },
    ];
    const namesBy = async (options: CompileOptions) =>
      load(await artifactOf(corpus, options))
        .explain("a sense of humour")!
        .terms.map(({ term }) => term)
        .sort();
    expect(await namesBy({})).toEqual(["humour", "of", "of humour", "sense", "sense of"]);
    expect(await namesBy({ stopWords: "drop" })).toEqual(["humour", "sense"]);
  });

  it("explains nothing of a text without a known term", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    for (const text of ["", " ", "... !", "unheard"]) expect(classifier.explain(text)).toBeUndefined();
  });
});

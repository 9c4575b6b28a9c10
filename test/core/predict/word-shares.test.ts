/** Shares by word: they stand where the words stand, and add up to what the terms add up to. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Classifier } from "../../../src/core/predict/classifier.js";
import { fold } from "../../../src/core/text/fold.js";
import { Lexer } from "../../../src/core/text/lexer.js";
import { partsOf } from "../../../src/core/text/terms.js";
import { load } from "../../../src/library/load.js";
import { ANIMALS, artifactOf } from "../../support/model-corpora.js";

const PIECES = [
  ..."heron Falcon RIVER trout Salmon zebra Lion graze striped the unheard".split(" "),
  ..."ada@example.org 🚀 Ünï 東京 東京都へ行く \ud800 \u0130 x. , \n \r\n \n\n".split(" "),
  "x".repeat(70),
  "Subject: falcon river\n",
  "From: x\nSubject: Zebra\n lion\n\n",
];
const texts: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 25 })
  .map((pieces) => pieces.join(" ").replace(/^ /, ""));

/** Each word as it is written in the text, and its share. */
function sharesIn(classifier: Classifier, text: string): [string, number][] {
  return classifier
    .explainWords(text)!
    .flatMap((part) =>
      part.words.map(({ start, end, share }): [string, number] => [part.text.slice(start, end), share]),
    );
}

describe.each(["complement", "multinomial"] as const)("Classifier.explainWords of %s naive Bayes", (estimator) => {
  it("adds up, with the prior, to the difference", async () => {
    const classifier = load(await artifactOf(ANIMALS, { estimator }));
    fc.assert(
      fc.property(texts, (text) => {
        const why = classifier.explain(text) ?? { prior: 0, difference: 0 };
        const sum = sharesIn(classifier, text).reduce((total, [, share]) => total + share, why.prior);
        expect(Math.abs(sum - why.difference)).toBeLessThanOrEqual(1e-12);
      }),
    );
  });

  it("tells of words in their order, each where it stands, and of nothing between them", async () => {
    const classifier = load(await artifactOf(ANIMALS, { estimator }));
    fc.assert(
      fc.property(texts, (text) => {
        const names = new Set((classifier.explain(text)?.terms ?? []).flatMap(({ term }) => term.split(" ")));
        const parts = classifier.explainWords(text)!;
        expect(parts.map((part) => fold(part.text))).toEqual(partsOf(text).map((p) => fold(p.text)));
        for (const part of parts) {
          let last = 0;
          for (const { start, end, share } of part.words) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(part.text.slice(last, start)).not.toMatch(/heron|falcon|lion/i);
            const word = fold(part.text.slice(start, end));
            // A letter without a blank is part of a pair.
            if (share !== 0)
              expect([...names].some((name) => (word.length > 1 ? name === word : name.includes(word)))).toBe(true);
            last = end;
          }
        }
      }),
    );
  });
});

describe("Classifier.explainWords", () => {
  it("gives a word its own share and half of that of each pair it is in", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    const terms = new Map(classifier.explain("striped zebra")!.terms.map(({ term, share }) => [term, share]));
    const pair = terms.get("striped zebra")! / 2;
    expect(sharesIn(classifier, "Striped, Zebra")).toEqual([
      ["Striped", expect.closeTo(terms.get("striped")! + pair, 12)],
      ["Zebra", expect.closeTo(terms.get("zebra")! + pair, 12)],
    ]);
  });

  it("divides a share equally among the places of a word, but for a subject, whose words count six times", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    const [[, first], [, second]] = sharesIn(classifier, "zebra. unheard zebra").filter(
      ([word]) => word === "zebra",
    ) as [[string, number], [string, number]];
    expect(first).toBe(second);
    const [[, subject], [, body]] = sharesIn(classifier, "Subject: Zebra\nFrom: x\n\nunheard zebra").filter(([word]) =>
      /zebra/i.test(word),
    ) as [[string, number], [string, number]];
    expect(subject / body).toBeCloseTo(6, 9);
  });

  it("has the letters as they were written, but where folding would move them", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    for (const text of ["ÜÇ 🚀 ZEBRA", "\u0130 ZEBRA", "Cœur\u00a0d’Été: ZEBRA"]) {
      expect(sharesIn(classifier, text).at(-1)![0], text).toBe("ZEBRA");
    }
    // ß becomes two letters; ﬁ too, and an accent behind its letter makes up for it, at another place.
    for (const text of ["Straße ZEBRA", "ﬁ e\u0301 ZEBRA", "ﬁ.ZEBRA.e\u0301", "zero\u200bwidth ZEBRA", "👍🏽 ZEBRA"]) {
      expect(sharesIn(classifier, text).at(-1)![0], text).toMatch(/^(?:zebra|é)$/);
    }
  });

  it("shows each word where it stands, whatever folding makes of it", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    const parts = fc.constantFrom(..."aE ß.ﬁ-\u0301’—½İς\u00ad\u00a0´™𝐀京👍🏽🇩🇪c++#@", "zebra", "LION");
    // Pairs that overlap are shown as their letters.
    const someTexts = fc.array(parts, { maxLength: 12 }).map((pieces) => pieces.join("").replace(/京{3,}/, "京"));
    fc.assert(
      fc.property(someTexts, (text) => {
        const forms: string[] = [];
        const lexer = new Lexer();
        lexer.open(text);
        while (lexer.next()) forms.push(lexer.form());
        expect(sharesIn(classifier, text).map(([word]) => fold(word))).toEqual(forms);
      }),
      { numRuns: 1000 },
    );
  });

  it("splits pairs of letters that overlap into the letters, each with half of the pairs that it is in", async () => {
    const corpus = [
      { label: "city", text: "東京都へ" },
      { label: "other", text: "京人 zebra" },
    ];
    const classifier = load(await artifactOf(corpus, { estimator: "multinomial" }));
    // The words are 東京 and 京都, their pair is the bigram; without 都へ, 京都 is the last.
    const shares = new Map(classifier.explain("東京都。 Zebra")!.terms.map(({ term, share }) => [term, share]));
    const bigram = shares.get("東京 京都")! / 2;
    const [first, second] = ["東京", "京都"].map((pair) => (shares.get(pair)! + bigram) / 2) as [number, number];
    expect(sharesIn(classifier, "東京都。 Zebra")).toEqual([
      ["東", expect.closeTo(first, 12)],
      ["京", expect.closeTo(first + second, 12)],
      ["都", expect.closeTo(second, 12)],
      ["Zebra", expect.closeTo(shares.get("zebra")!, 12)],
    ]);
  });

  it("tells of no share in a text of which no term is known", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    for (const text of ["", "!", "unheard"]) {
      for (const [, share] of sharesIn(classifier, text)) expect(share).toBe(0);
    }
  });
});

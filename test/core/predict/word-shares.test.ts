/** Shares by word: they stand where the words stand, and add up to what the terms add up to. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Classifier } from "../../../src/core/predict/classifier.js";
import { partsOf } from "../../../src/core/text/terms.js";
import { load } from "../../../src/library/load.js";
import { ANIMALS, artifactOf } from "../../support/model-corpora.js";

const PIECES = [
  ..."heron Falcon RIVER trout Salmon zebra Lion graze striped the unheard".split(" "),
  ..."ada@example.org 🚀 Ünï 東京 \ud800 \u0130 x. , \n \r\n \n\n".split(" "),
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
        expect(parts.map((part) => part.text.toLowerCase())).toEqual(partsOf(text).map((p) => p.text.toLowerCase()));
        for (const part of parts) {
          let last = 0;
          for (const { start, end, share } of part.words) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(part.text.slice(last, start)).not.toMatch(/heron|falcon|lion/i);
            if (share !== 0) expect(names).toContain(part.text.slice(start, end).toLowerCase());
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

  it("has the letters as they were written, but where lower-casing would move them", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    expect(sharesIn(classifier, "ÜÇ 🚀 ZEBRA").at(-1)![0]).toBe("ZEBRA");
    expect(sharesIn(classifier, "\u0130 ZEBRA").at(-1)![0]).toBe("zebra");
  });

  it("can tell by the length whether lower-casing moved anything: it makes no character shorter", () => {
    const [shorter, longer]: [string[], string[]] = [[], []];
    for (let point = 0; point <= 0x10ffff; point++) {
      const character = String.fromCodePoint(point);
      const { length } = character.toLowerCase();
      if (length < character.length) shorter.push(character);
      if (length > character.length) longer.push(character);
    }
    expect([shorter, longer]).toEqual([[], ["\u0130"]]);
  });

  it("tells of no share in a text of which no term is known", async () => {
    const classifier = load(await artifactOf(ANIMALS));
    for (const text of ["", "the", "unheard of"]) {
      for (const [, share] of sharesIn(classifier, text)) expect(share).toBe(0);
    }
  });
});

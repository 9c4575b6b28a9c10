/** Subtracting: what was added and is taken out again leaves no trace; what was never there cannot be taken out. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NewsgroupsError } from "../../../src/core/errors.js";
import { forgetDocuments } from "../../../src/train/combine/forget.js";
import { decodeCounts } from "../../../src/train/counts/counts.js";
import {
  added,
  corpus,
  countsFile,
  fingerprints,
  growing,
  listed,
  readWhole,
  type Said,
  section,
  subtracted,
  TRUE,
  trainedOn,
} from "../../support/counts-files.js";
import { errorOrNone } from "../../support/errors.js";

const EMPTY = { labels: [], documents: [] };

const refusal = (whole: Uint8Array, part: Uint8Array): NewsgroupsError | undefined =>
  errorOrNone(() => subtracted(whole, part));

describe("forgetDocuments", () => {
  it("gives the bytes from before something was added", async () => {
    await fc.assert(
      fc.asyncProperty(growing, async ({ before, later }) => {
        const [old, fresh] = await Promise.all([before, later].map(trainedOn));
        const sum = added([old!, fresh!]);
        expect(subtracted(sum, fresh!)).toEqual(old);
        expect(subtracted(sum, old!)).toEqual(fresh);
      }),
      { numRuns: 40 },
    );
  });

  it("gives the same whether parts are taken out one by one or together", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, corpus, corpus, async (a, b, c) => {
        const [one, two, three] = await Promise.all([a, b, c].map(trainedOn));
        const sum = added([one!, two!, three!]);
        expect(subtracted(subtracted(sum, one!), two!)).toEqual(three);
        expect(subtracted(sum, added([one!, two!]))).toEqual(three);
      }),
      { numRuns: 15 },
    );
  });

  it("leaves counts of nothing when all is taken out, to which all can be added again", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async (documents) => {
        const all = await trainedOn(documents);
        const nothing = subtracted(all, all);
        const { counts, terms } = readWhole(nothing);
        expect(counts).toMatchObject(EMPTY);
        expect([counts.words.ends.length, terms.length]).toEqual([0, 0]);
        expect(subtracted(all, nothing)).toEqual(all);
        expect(added([nothing, all])).toEqual(all);
      }),
      { numRuns: 10 },
    );
  });

  it("takes words, stop words and categories with it that only what is taken out had", async () => {
    const kept = [
      { label: "a", text: "the old engine" },
      { label: "b", text: "" },
    ];
    const sum = await trainedOn([...kept, { label: "aa", text: "of an older engine" }, { label: "b", text: "the" }]);
    const left = subtracted(
      sum,
      await trainedOn([
        { label: "b", text: "the" },
        { label: "aa", text: "of an older engine" },
      ]),
    );
    expect(left).toEqual(await trainedOn(kept));
  });
});

describe("forgetDocuments of what is not there", () => {
  const documents = [
    { label: "a", text: "the old engine" },
    { label: "a", text: "the old engine" },
    { label: "b", text: "orbit" },
  ];

  it.each([
    ["a category that is not there", [{ label: "c", text: "the old engine" }]],
    ["more documents of a category than are there", Array(3).fill(documents[0])],
    ["more copies than are there", [documents[2]!, documents[2]!]],
    ["the same text in another category", [{ label: "b", text: "the old engine" }]],
    ["a word that is not there", [{ label: "a", text: "the old engines" }]],
    ["a stop word that is not there", [{ label: "a", text: "an old engine" }]],
    ["the same words in another order", [{ label: "a", text: "the engine old" }]],
    ["a text that differs in what does not count", [{ label: "a", text: "the old, engine" }]],
  ])("refuses %s", async (_, part) => {
    const error = refusal(await trainedOn(documents), await trainedOn(part));
    expect([error?.code, error?.message]).toEqual([
      "input",
      expect.stringMatching(/^whole: does not contain all documents of part/),
    ]);
  });

  it("refuses another text without words, which differs in its fingerprint only", async () => {
    const texts = (...all: string[]) => trainedOn(all.map((text) => ({ label: "a", text })));
    const whole = await texts("", "---", "oil");
    expect(refusal(whole, await texts("", ""))?.code).toBe("input");
    expect(refusal(whole, await texts("--"))?.code).toBe("input");
    expect(subtracted(whole, await texts("---", ""))).toEqual(await texts("oil"));
  });

  it("refuses counts that were made in another way", async () => {
    const whole = { counts: decodeCounts(countsFile(), "whole"), where: "whole" };
    const part = { counts: { ...whole.counts, settings: { features: 1 } }, where: "part" };
    expect(() => forgetDocuments(whole, part)).toThrowError(expect.objectContaining({ code: "settings" }));
  });
});

describe("forgetDocuments from a file that lies", () => {
  const header = (change: Record<string, unknown>): Said["header"] => ({ ...TRUE.header, ...change });
  /** The first document of {@link TRUE}, whose terms are there in full. */
  const part = countsFile({
    header: header({ labels: ["a"], documents: [1], terms: 2 }),
    terms: section(...[0, 0, 1, 1, 0, 50], ...[1, 0, 1, 1, 0, 4]),
    fingerprints: fingerprints([1, 2, 3, 0, 1]),
    occurrences: section(1, 1),
    sequences: section(0, 3, 1, 0, 2),
  });

  it("takes the part out of the truth, and what is left can be read", () => {
    const { counts, terms } = readWhole(subtracted(countsFile(), part));
    expect(counts.documents).toEqual([1, 1]);
    expect(terms).toEqual([
      ["oil", 2, { a: 50, b: 50 }],
      ["oil with", 1, { b: 7 }],
      ["with", 1, { a: 5 }],
    ]);
  });

  it.each<[what: string, lie: Partial<Said>]>([
    [
      "a sum smaller than what is taken out of it",
      { terms: section(...[0, 0, 3, 2, 0, 49, 1, 50], ...[0, 2, 1, 1, 1, 7], ...[1, 0, 2, 1, 0, 9]) },
    ],
    [
      "a term that is not there",
      { header: header({ terms: 2 }), terms: section(...[0, 0, 3, 2, 0, 100, 1, 50], ...[0, 2, 1, 1, 1, 7]) },
    ],
    [
      "a category of a term that is not there",
      { terms: section(...[0, 0, 3, 2, 0, 100, 1, 50], ...[0, 2, 1, 1, 1, 7], ...[1, 0, 2, 1, 1, 9]) },
    ],
    [
      "documents left that have nothing of the term",
      { terms: section(...[0, 0, 3, 2, 0, 100, 1, 50], ...[0, 2, 1, 1, 1, 7], ...[1, 0, 2, 1, 0, 4]) },
    ],
    [
      "no documents left that have the rest of the term",
      { terms: section(...[0, 0, 3, 2, 0, 100, 1, 50], ...[0, 2, 1, 1, 1, 7], ...[1, 0, 1, 1, 0, 9]) },
    ],
    [
      "more documents left that have a term than are left",
      { terms: section(...[0, 0, 3, 2, 0, 100, 1, 50], ...[0, 2, 3, 1, 1, 7], ...[1, 0, 2, 1, 0, 9]) },
    ],
    [
      "a sum that the documents left cannot add up to",
      { terms: section(...[0, 0, 3, 2, 0, 100, 1, 50], ...[0, 2, 1, 1, 1, 7], ...[1, 0, 2, 1, 0, 2 ** 16 + 5]) },
    ],
    [
      "a kept document with a word that is in no term any more",
      { header: header({ terms: 2 }), terms: section(...[0, 0, 3, 2, 0, 100, 1, 50], ...[1, 0, 1, 1, 0, 4]) },
    ],
  ])("refuses %s", (_, lie) => {
    const whole = countsFile(lie);
    expect(readWhole(whole).counts.documents).toEqual([2, 1]);
    expect(refusal(whole, part)?.code).toBe("input");
  });

  it("refuses a part in which a word has another flag", () => {
    const whole = countsFile({ words: listed(["oil"], ["with"]) });
    expect(refusal(whole, part)).toMatchObject({
      code: "settings",
      message: expect.stringMatching(/^the word oil is a stop word in one counts file and not in another/),
    });
  });

  it("keeps a word that is left in a bigram alone", () => {
    const terms = section(...[0, 0, 3, 2, 0, 100, 1, 50], ...[0, 2, 1, 1, 1, 7], ...[1, 0, 1, 1, 0, 4]);
    expect(readWhole(subtracted(countsFile({ terms }), part)).terms).toEqual([
      ["oil", 2, { a: 50, b: 50 }],
      ["oil with", 1, { b: 7 }],
    ]);
  });
});

/** The builder: documents → counts, worked out by hand. */

import { describe, expect, it } from "vitest";
import { CountsBuilder } from "../../../src/train/collect/counts-builder.js";
import { decodeCounts } from "../../../src/train/counts/counts.js";
import { MAX_CATEGORIES } from "../../../src/train/counts/term-rows.js";
import { STOP_WORD_VERSIONS } from "../../../src/train/stop-words/ask.js";
import { readWhole, termsOf, trainedOn } from "../../support/counts-files.js";
import { stopWordsOf, wordsOf } from "../../support/words.js";

describe("CountsBuilder", () => {
  it("sums each term's share of each document by category", async () => {
    const { counts, terms } = readWhole(
      await trainedOn([
        { label: "food", text: "the apple pie" },
        { label: "food", text: "an apple" },
        { label: "computers", text: "Apple" },
      ]),
    );
    // "the apple pie": three weights of 1 and 1/2 for each bigram, length √3.5; 65536 / √3.5 = 35030.47, half of it 17515.23.
    // "an apple": weights 1, 1 and 1/2, length 3/2; 65536 · 2/3 = 43690.67 and 65536 / 3 = 21845.33.
    expect(terms).toEqual([
      ["an", 1, { food: 43691 }],
      ["an apple", 1, { food: 21845 }],
      ["apple", 3, { computers: 65536, food: 35030 + 43691 }],
      ["apple pie", 1, { food: 17515 }],
      ["pie", 1, { food: 35030 }],
      ["the", 1, { food: 35030 }],
      ["the apple", 1, { food: 17515 }],
    ]);
    expect(counts.labels).toEqual(["computers", "food"]);
    expect(counts.documents).toEqual([1, 2]);
    expect(wordsOf(counts.words)).toEqual(["an", "apple", "pie", "the"]);
    expect(stopWordsOf(counts.words)).toEqual(["an", "the"]);
  });

  it("counts a term once among the documents, however often a document has it", async () => {
    const { terms } = readWhole(
      await trainedOn([
        { label: "a", text: "oil, oil: oil" },
        { label: "b", text: "" },
      ]),
    );
    // oil: 1 + ln 3; oil oil: (1 + ln 2) / 2.
    const weights = [1 + Math.log(3), (1 + Math.log(2)) / 2];
    const shares = weights.map((weight) => Math.round((65536 * weight) / Math.hypot(...weights)));
    expect(terms).toEqual([
      ["oil", 1, { a: shares[0] }],
      ["oil oil", 1, { a: shares[1] }],
    ]);
  });

  it("counts a document without terms among its category's documents", async () => {
    const { counts, terms } = readWhole(
      await trainedOn([
        { label: "a", text: "" },
        { label: "b", text: "***" },
        { label: "a", text: "---" },
      ]),
    );
    expect(counts.documents).toEqual([2, 1]);
    expect(terms).toEqual([]);
  });

  it("lists words in the order of their bytes and labels in that of their UTF-16 units", async () => {
    const { counts } = readWhole(
      await trainedOn([
        { label: "\uff01", text: "zebra éclair 𐐨" },
        { label: "😀", text: "10 9 﨎" },
        { label: "B", text: "zebras" },
        { label: "a", text: "" },
      ]),
    );
    // In UTF-8 a letter beyond U+FFFF comes behind U+FA0E, and behind the full-width ! (U+FF01); in UTF-16 it comes before.
    expect(wordsOf(counts.words)).toEqual(["10", "9", "zebra", "zebras", "éclair", "﨎", "𐐨"]);
    expect(counts.labels).toEqual(["B", "a", "😀", "\uff01"]);
  });

  it("takes the names of object properties and emoji for labels and words like others", async () => {
    const names = ["__proto__", "constructor", "hasOwnProperty", "toString", "😀"];
    const { counts, terms } = readWhole(
      await trainedOn(names.map((label) => ({ label, text: label.replaceAll("_", "") }))),
    );
    expect(counts.labels).toEqual(names);
    expect(counts.documents).toEqual([1, 1, 1, 1, 1]);
    expect(terms.map(([word]) => word)).toEqual(["constructor", "hasownproperty", "proto", "tostring", "😀"]);
    expect(terms[0]).toEqual(["constructor", 1, { constructor: 65536 }]);
  });

  it("flags each stop word, however late it comes, and counts it like other words", async () => {
    const words = Array.from({ length: 5000 }, (_, i) => `w${i}`).join(" ");
    const { counts, terms } = readWhole(
      await trainedOn([
        { label: "a", text: `the ${words} of the of` },
        { label: "b", text: "the" },
        { label: "b", text: "Subject: the\nFrom: the\n\nthe engine" },
      ]),
    );
    expect(stopWordsOf(counts.words)).toEqual(["of", "the"]);
    const documentFrequency = new Map(terms.map(([term, frequency]) => [term, frequency]));
    expect(["of", "the", "of the", "the of"].map((term) => documentFrequency.get(term))).toEqual([1, 3, 1, 1]);
  });

  it("leaves out forms that are too long to be words", async () => {
    const { terms } = readWhole(
      await trainedOn([
        { label: "a", text: `oil ${"x".repeat(65)} engine` },
        { label: "b", text: "" },
      ]),
    );
    expect(terms.map(([term]) => term)).toEqual(["engine", "oil"]);
  });

  it("writes down how it counted", async () => {
    const { settings } = decodeCounts(
      await trainedOn([
        { label: "a", text: "" },
        { label: "b", text: "" },
      ]),
      "",
    );
    expect(settings).toEqual({ features: 2, ...STOP_WORD_VERSIONS });
  });

  it("gives the number of categories, words and documents without terms so far", () => {
    const builder = new CountsBuilder();
    const soFar = () => [builder.categories, builder.words, builder.withoutTerms];
    expect(soFar()).toEqual([0, 0, 0]);
    builder.add("a", "the old engine");
    builder.add("b", "engine");
    builder.add("a", "engine");
    builder.add("b", "... --");
    builder.add("b", "x".repeat(65));
    expect(soFar()).toEqual([2, 3, 2]);
  });

  it("counts a large vocabulary", async () => {
    const words = Array.from({ length: 9000 }, (_, i) => `w${i}`);
    const counts = decodeCounts(
      await trainedOn([
        { label: "a", text: words.join(" ") },
        { label: "b", text: words.toReversed().join(" ") },
      ]),
      "",
    );
    const terms = termsOf(counts);
    expect(wordsOf(counts.words)).toEqual(words.toSorted());
    expect(terms).toHaveLength(9000 + 2 * 8999);
    // 9000 weights of 1 and 8999 of 1/2 in each document.
    const norm = Math.sqrt(9000 + 8999 / 4);
    const [unigram, bigram] = [Math.round(65536 / norm), Math.round(32768 / norm)];
    for (const [term, documentFrequency, sums] of terms) {
      if (term.includes(" ")) expect([documentFrequency, Object.values(sums)]).toEqual([1, [bigram]]);
      else expect([documentFrequency, sums]).toEqual([2, { a: unigram, b: unigram }]);
    }
  });

  it.each(["", "a\nb", "tab\there", "\u0000", "\u007f", "\u0085", "\u2028", "\ud83d", "\u001b[31m"])(
    "refuses %j as a label",
    (label) => {
      expect(() => new CountsBuilder().add(label, "text")).toThrowError(
        expect.objectContaining({ code: "input", message: expect.not.stringMatching(/\p{Cc}|\u2028/u) }),
      );
    },
  );

  it("refuses one category more than can be numbered", () => {
    const builder = new CountsBuilder();
    for (let i = 0; i < MAX_CATEGORIES; i++) builder.add(`c${i}`, "");
    expect(() => builder.add("one more", "")).toThrowError(
      expect.objectContaining({ code: "input", message: expect.stringContaining("at most 65535") }),
    );
    builder.add("c7", "");
  });
});

/** The word finder against a set of words: the same when a form comes again, whatever has come between. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WordFinder } from "../../../../src/core/models/linear/word-finder.js";
import { hashForm } from "../../../../src/core/text/hash.js";
import { Lexer } from "../../../../src/core/text/lexer.js";
import { UNKNOWN_WORD } from "../../../../src/core/text/terms.js";

const SHIFT = 30;
const BUCKETS = 4;
const encoder = new TextEncoder();
const bucketOf = (word: string): number => {
  const bytes = encoder.encode(word);
  return hashForm(bytes, 0, bytes.length) >>> SHIFT;
};

/** A finder of some words, and the words in the order of their numbers. */
function finderOf(all: readonly string[]): { finder: WordFinder; words: readonly string[] } {
  const words = [...all].sort((a, b) => bucketOf(a) - bucketOf(b) || (a < b ? -1 : 1));
  const wordBytes = encoder.encode(words.join(""));
  const wordLengths = Uint8Array.from(words, (word) => encoder.encode(word).length);
  const ends = Array.from(
    { length: BUCKETS + 1 },
    (_, bucket) => words.filter((word) => bucketOf(word) < bucket).length,
  );
  const finder = new WordFinder({
    bucketWords: Uint32Array.from(ends),
    bucketBytes: Uint32Array.from(ends, (end) => wordLengths.subarray(0, end).reduce((a, b) => a + b, 0)),
    wordLengths,
    wordBytes,
  });
  return { finder, words };
}

/** The forms of a text and what the finder makes of each. */
function foundIn(text: string, finder: WordFinder): [form: string, word: number][] {
  const lexer = new Lexer();
  lexer.open(text);
  const found: [string, number][] = [];
  while (lexer.next()) found.push([lexer.form(), finder.find(lexer)]);
  return found;
}

// Words of all lengths that differ in one letter, longer ones than are remembered, and letters of several bytes.
const word = fc.oneof(
  fc.tuple(fc.nat(14), fc.constantFrom("a", "b", "ab", "é")).map(([length, end]) => "a".repeat(length) + end),
  fc.constantFrom("c++", "c#", "naïve", "кот"),
);

describe("WordFinder", () => {
  it("finds each word, and no other, also when the same forms come again and one behind the other", () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 30 }), fc.array(word, { maxLength: 60 }), (known, text) => {
        const { finder, words } = finderOf(known);
        const expected = text.map((form) => [form, words.indexOf(form)]);
        expect(UNKNOWN_WORD).toBe(-1);
        for (let time = 0; time < 3; time++) expect(foundIn(text.join(" "), finder)).toEqual(expected);
        expect(foundIn([...text].reverse().join(", "), finder)).toEqual([...expected].reverse());
      }),
    );
  });

  it("tells forms apart that are remembered at the same place, and those that are too long to be words", () => {
    // 100,000 forms have some 32,000 places.
    const numbers = Array.from({ length: 100_000 }, (_, i) => `${i}`);
    const { finder, words } = finderOf(numbers.filter((_, i) => i % 333 === 0));
    const index = new Map(words.map((form, number) => [form, number]));
    for (let time = 0; time < 2; time++) {
      expect(foundIn(numbers.join(" "), finder)).toEqual(
        numbers.map((form) => [form, index.get(form) ?? UNKNOWN_WORD]),
      );
    }
    expect(foundIn("x".repeat(65), finder)).toEqual([["", UNKNOWN_WORD]]);
  });
});

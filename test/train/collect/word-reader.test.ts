/** The reader of words, most of which is a kernel, against the lexer and a Map. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WordReader } from "../../../src/train/collect/word-reader.js";
import { wordAt } from "../../../src/train/tables/words.js";
import { NumberedForms, plainTokens } from "../../support/numbered-forms.js";

const tokensOf = (reader: WordReader): number[] => [...reader.tokens.subarray(0, reader.count)];
const wordsOf = (reader: WordReader, first: number): string[] => {
  const words = reader.from(first);
  return Array.from(words.ends, (_, i) => new TextDecoder().decode(wordAt(words, i)));
};

const runs = fc
  .tuple(
    fc.constantFrom("a", "Z", "9", ".", "@", "+", "#", "a.", "a@", " ", "\n"),
    fc.constantFrom(1, 2, 62, 63, 64, 65, 130),
  )
  .map(([piece, times]) => piece.repeat(times));
const pieces = fc.oneof(
  fc.constantFrom(..."the Oil 3.1 486DX naïve 東京の 🚀 a@b.org @ @a a@ c++ c# c+= f++#g".split(" ")),
  fc.string({ unit: "binary-ascii", maxLength: 70 }),
  fc.string({ unit: fc.constantFrom(..."aB1.@+#-_ =~\n\0"), maxLength: 70 }),
  runs,
);
const texts = fc.array(pieces, { maxLength: 12 }).map((list) => list.join(""));

describe("WordReader", () => {
  it("gives the words that the lexer gives, and numbers them as they come", () => {
    fc.assert(
      fc.property(fc.array(fc.array(texts, { maxLength: 3 }), { maxLength: 4 }), (documents) => {
        const reader = new WordReader();
        const forms = new NumberedForms();
        for (const parts of documents) {
          reader.clear();
          for (const part of parts) reader.read(part);
          expect(tokensOf(reader)).toEqual(plainTokens(parts, forms));
        }
        expect(reader.size).toBe(forms.numbers.size);
        expect(wordsOf(reader, 0)).toEqual([...forms.numbers.keys()]);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(["", "é "])("keeps all words and tokens while it grows, in the middle of a text (%j)", (beyondAscii) => {
    const list = Array.from({ length: 20_000 }, (_, i) => `${i.toString(36)}${"w".repeat(i % 40)}`);
    const [reader, forms] = [new WordReader(), new NumberedForms()];
    const parts = ["to be", beyondAscii + list.join(" "), "or not to be", list.join("\n") + beyondAscii];
    for (const part of parts) reader.read(part);
    expect(tokensOf(reader)).toEqual(plainTokens(parts, forms));
    expect(reader.size).toBeGreaterThan(list.length);
    expect(wordsOf(reader, 20_000)).toEqual([...forms.numbers.keys()].slice(20_000));
  });

  it("tells words apart that differ in one byte, at any place", () => {
    const reader = new WordReader();
    const word = "m".repeat(64);
    const list = Array.from({ length: 64 }, (_, i) => [
      word.slice(i),
      `${word.slice(i + 1)}n`,
      `n${word.slice(i + 1)}`,
    ]);
    const distinct = [...new Set(list.flat())];
    reader.read([...distinct, ...distinct].join(" "));
    const numbers = distinct.map((_, i) => 1 + i);
    expect(tokensOf(reader)).toEqual([...numbers, ...numbers]);
  });
});

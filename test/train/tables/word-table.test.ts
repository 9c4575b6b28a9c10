/** The word table against a Map. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashForm } from "../../../src/core/text/hash.js";
import { WordTable } from "../../../src/train/tables/word-table.js";
import { wordAt } from "../../../src/train/tables/words.js";

const encode = (word: string): Uint8Array => new TextEncoder().encode(word);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Interns as the lexer has it: a form in the first indexes of a longer buffer. */
function intern(table: WordTable, word: string): number {
  const bytes = new Uint8Array(256).fill(0xee);
  const { length } = encode(word);
  bytes.set(encode(word));
  return table.intern(bytes, 0, length, hashForm(bytes, 0, length));
}

const words = fc.array(
  fc.oneof(
    fc.constantFrom("a", "b", "é", "😀", "__proto__", "a\0", "sixsix", "sixsix\0", "sixsixb", "sixsixa"),
    fc.string({ unit: "binary" }),
  ),
);

describe("WordTable", () => {
  it("numbers words in the order in which they come, each once", () => {
    const table = new WordTable();
    expect(["to", "be", "or", "not", "to", "be"].map((word) => intern(table, word))).toEqual([0, 1, 2, 3, 0, 1]);
    expect(table.size).toBe(4);
    expect(decode(table.word(3))).toBe("not");
  });

  it("distinguishes a word from its prefix", () => {
    const table = new WordTable();
    expect(["a", "ab", "abc", "b", "bc"].map((word) => intern(table, word))).toEqual([0, 1, 2, 3, 4]);
  });

  it("does what a Map does", () => {
    fc.assert(
      fc.property(words, (list) => {
        const table = new WordTable();
        const reference = new Map<string, number>();
        for (const word of list) {
          if (!reference.has(word)) reference.set(word, reference.size);
          expect(intern(table, word)).toBe(reference.get(word));
        }
        expect(table.size).toBe(reference.size);
        expect([...reference.keys()]).toEqual([...reference.values()].map((number) => decode(table.word(number))));
      }),
    );
  });

  it("distinguishes words with equal hashes", () => {
    const table = new WordTable();
    const numbers = ["x", "y", "z", "y", "x"].map((word) => table.intern(encode(word), 0, 1, 42));
    expect(numbers).toEqual([0, 1, 2, 1, 0]);
  });

  it("keeps every word while it grows", () => {
    const table = new WordTable();
    const list = Array.from({ length: 20_000 }, (_, i) => `${i.toString(36)}-${"w".repeat(i % 40)}`);
    const added = list.map((word) => intern(table, word));
    expect(added).toEqual(list.map((_, i) => i));
    expect(list.map((word) => intern(table, word))).toEqual(added);
    expect(added.map((number) => decode(table.word(number)))).toEqual(list);
  });

  it("sorts the words by their bytes, and gives the index of each word", () => {
    fc.assert(
      fc.property(words, (list) => {
        const table = new WordTable();
        const distinct = [...new Set(list)];
        for (const word of distinct) intern(table, word);
        const { words: sorted, indexes } = table.sorted();
        const expected = distinct.map(encode);
        expected.sort(Buffer.compare);
        expect(Array.from(sorted.ends, (_, i) => decode(wordAt(sorted, i)))).toEqual(expected.map(decode));
        expect(sorted.bytes).toHaveLength(expected.reduce((sum, { length }) => sum + length, 0));
        expect([...indexes]).toEqual(distinct.map((word) => expected.map(decode).indexOf(word)));
      }),
    );
  });
});

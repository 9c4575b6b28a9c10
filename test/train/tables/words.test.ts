/** Words in sorted order: where each is, and what the order is. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareBytes, compareWalks, type Words, walkOver, wordAt } from "../../../src/train/tables/words.js";
import { sortedByBytes, wordList } from "../../support/words.js";

const sortedWords = (texts: readonly string[]): Words => wordList(sortedByBytes(texts));

describe("wordAt", () => {
  it("gives the bytes from the end of the word before to the word's own end", () => {
    const words: Words = { bytes: Buffer.from("abcdé"), ends: Uint32Array.of(1, 4, 6) };
    expect([0, 1, 2].map((i) => Buffer.from(wordAt(words, i)).toString())).toEqual(["a", "bcd", "é"]);
  });
});

describe("compareBytes", () => {
  it("orders as Buffer.compare does", () => {
    const bytes = fc.array(fc.constantFrom(0, 1, 127, 128, 255), { maxLength: 4 }).map((list) => Uint8Array.from(list));
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
      }),
    );
  });
});

describe("compareWalks", () => {
  it("finds whether two lists share a word, and the length of the second", () => {
    const texts = fc.uniqueArray(fc.stringMatching(/^[a-cé]{1,3}$/), { maxLength: 20 });
    fc.assert(
      fc.property(texts, fc.stringMatching(/^[a-cé]{1,3}$/), (members, other) => {
        const words = sortedWords(members);
        for (const text of [...members, other]) {
          const found = compareWalks(walkOver(sortedWords([text])), walkOver(words));
          expect(found).toEqual({ haveCommon: members.includes(text), size: members.length });
        }
      }),
    );
  });
});

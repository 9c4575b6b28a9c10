/** The section of a counts file that lists words. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeWords, encodeWords } from "../../src/counts/words.js";
import { type Words, wordAt } from "../../src/tables/words.js";

function wordsFrom(list: readonly string[]): Words {
  const buffers = list.map((word) => Buffer.from(word));
  let end = 0;
  return {
    bytes: Buffer.concat(buffers),
    ends: Uint32Array.from(buffers, ({ length }) => {
      end += length;
      return end;
    }),
  };
}

const stringsOf = (words: Words): string[] =>
  Array.from(words.ends, (_, i) => Buffer.from(wordAt(words, i)).toString());

describe("encodeWords", () => {
  it("writes each word as its length and its bytes", () => {
    expect([...encodeWords(wordsFrom(["a", "bc", "é"]))]).toEqual([1, 0x61, 2, 0x62, 0x63, 2, 0xc3, 0xa9]);
    expect(encodeWords(wordsFrom([]))).toHaveLength(0);
  });
});

describe("decodeWords", () => {
  it("reads back what was written", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: "binary", minLength: 1, maxLength: 16 })), (list) => {
        const sorted = list.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(stringsOf(decodeWords(encodeWords(wordsFrom(sorted)), ""))).toEqual(sorted);
      }),
    );
  });

  it("takes words of up to 64 bytes", () => {
    const longest = "x".repeat(64);
    expect(stringsOf(decodeWords(encodeWords(wordsFrom([longest])), ""))).toEqual([longest]);
    expect(() => decodeWords(encodeWords(wordsFrom([`${longest}x`])), "some.counts")).toThrowError(
      "a word of 65 bytes; 1 to 64 expected",
    );
  });
});

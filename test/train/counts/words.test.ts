/** The section of a counts file that lists words. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src/core/container/fault.js";
import { sourceOf } from "../../../src/core/container/source.js";
import { decodeWords, wordsSection } from "../../../src/train/counts/words.js";
import { type Words, wordAt } from "../../../src/train/tables/words.js";

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

/** With what a section is refused; undefined if it is not. */
function refused(section: Uint8Array): readonly [code: string, message: string] | undefined {
  try {
    decodeWords(sourceOf(section), "words");
    return undefined;
  } catch (error) {
    const { code, message } = error as Fault;
    return [code, message];
  }
}

const encodeWords = (words: Words): Uint8Array => {
  const section = wordsSection(words);
  const bytes = Buffer.concat([...section.pieces()]);
  expect(section.length).toBe(bytes.length);
  return bytes;
};

describe("wordsSection", () => {
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
        expect(stringsOf(decodeWords(sourceOf(encodeWords(wordsFrom(sorted))), "words"))).toEqual(sorted);
      }),
    );
  });

  it("accepts words of up to 64 bytes", () => {
    const longest = "x".repeat(64);
    expect(stringsOf(decodeWords(sourceOf(encodeWords(wordsFrom([longest]))), "words"))).toEqual([longest]);
    expect(refused(encodeWords(wordsFrom([`${longest}x`])))).toEqual([
      "out-of-range",
      "words, byte 1: a word of 65 bytes; expected 1 to 64",
    ]);
  });

  it("refuses words that do not ascend, are empty, or are cut off", () => {
    const codeOf = (...list: string[]): string | undefined => refused(encodeWords(wordsFrom(list)))?.[0];
    expect(codeOf("b", "a")).toBe("order");
    expect(codeOf("a", "a")).toBe("order");
    expect(codeOf("ab", "a")).toBe("order");
    expect(codeOf("a", "ab", "b")).toBeUndefined();
    expect(refused(Uint8Array.of(0))?.[0]).toBe("out-of-range");
    expect(refused(Uint8Array.of(2, 97))?.[0]).toBe("truncated");
  });
});

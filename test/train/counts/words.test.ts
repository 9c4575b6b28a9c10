/** The section of a counts file that lists words. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src/core/container/fault.js";
import { sourceOf } from "../../../src/core/container/source.js";
import { decodeWords, wordsSection } from "../../../src/train/counts/words.js";
import { listed, section } from "../../support/counts-files.js";
import { sortedByBytes, stopWordsOf, wordList, wordsOf } from "../../support/words.js";

/** With what a section is refused; undefined if it is not. */
function refused(section: Uint8Array): readonly [code: string, message: string] | undefined {
  try {
    decodeWords(sourceOf(section));
    return undefined;
  } catch (error) {
    const { code, message } = error as Fault;
    return [code, message];
  }
}

const encodeWords = (words: readonly string[], stopWords: readonly string[] = []): Uint8Array => {
  const section = wordsSection(wordList(words, stopWords));
  const bytes = Buffer.concat([...section.pieces()]);
  expect(section.length).toBe(bytes.length);
  return bytes;
};

describe("wordsSection", () => {
  it("writes of each word 2 · (length - 1), plus 1 for a stop word, and its bytes", () => {
    expect([...encodeWords(["a", "bc", "of", "é"], ["a", "of"])]).toEqual(
      [
        [1, 0x61],
        [2, 0x62, 0x63],
        [3, 0x6f, 0x66],
        [2, 0xc3, 0xa9],
      ].flat(),
    );
    expect(encodeWords([])).toHaveLength(0);
  });
});

describe("decodeWords", () => {
  it("reads back what was written, with its flags", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: "binary", minLength: 1, maxLength: 16 })),
        fc.func(fc.boolean()),
        (list, isStopWord) => {
          const sorted = sortedByBytes(list);
          const stopWords = sorted.filter((word) => isStopWord(word));
          const read = decodeWords(sourceOf(encodeWords(sorted, stopWords)));
          expect([wordsOf(read), stopWordsOf(read)]).toEqual([sorted, stopWords]);
        },
      ),
    );
  });

  it("accepts words of up to 64 bytes", () => {
    const longest = "x".repeat(64);
    // Their numbers are 126 and 127, the largest that take one byte.
    for (const stopWords of [[], [longest]]) {
      const read = decodeWords(sourceOf(encodeWords([longest], stopWords)));
      expect([wordsOf(read), stopWordsOf(read)]).toEqual([[longest], stopWords]);
    }
    // 128 takes two.
    expect(refused(section(128))).toEqual(["out-of-range", "words, byte 2: a word of 65 bytes; expected 1 to 64"]);
  });

  it("refuses words that do not ascend, or are cut off", () => {
    const codeOf = (...list: string[]): string | undefined => refused(encodeWords(list))?.[0];
    expect(codeOf("b", "a")).toBe("order");
    expect(codeOf("a", "a")).toBe("order");
    expect(codeOf("ab", "a")).toBe("order");
    expect(codeOf("a", "ab", "b")).toBeUndefined();
    expect(refused(Uint8Array.of(2, 97))?.[0]).toBe("truncated");
  });

  it("refuses a word twice, as a stop word and as none", () => {
    expect(refused(listed("the", ["the"]))?.[0]).toBe("order");
  });
});

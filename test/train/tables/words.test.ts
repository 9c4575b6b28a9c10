/** Words in sorted order: where each is, and what the order is. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareBytes, type Words, walkOver, wordAt } from "../../../src/train/tables/words.js";
import { wordList } from "../../support/words.js";

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

describe("walkOver", () => {
  it("visits the words in their order, with their flags", () => {
    const visited: [string, boolean][] = [];
    for (const walk = walkOver(wordList(["a", "engine", "é"], ["a"])); walk.next(); ) {
      visited.push([Buffer.from(walk.word).toString(), walk.isStopWord]);
    }
    expect(visited).toEqual([
      ["a", true],
      ["engine", false],
      ["é", false],
    ]);
  });
});

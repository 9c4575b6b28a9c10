/** Character classes against the runtime's own Unicode tables. */

import { describe, expect, it } from "vitest";
import { characterClass, lowerCase, WORD } from "../../../src/core/text/characters.js";
import { UNICODE_VERSION } from "../../../src/core/text/word-characters.js";
import { skipped } from "../../support/programs.js";

const encoder = new TextEncoder();
const isWord = (character: string): boolean => characterClass(encoder.encode(character), 0) === WORD;

function* charactersBeyondAscii(): Generator<string> {
  for (let point = 0x80; point < 0x110000; point++) {
    if (point < 0xd800 || point > 0xdfff) yield String.fromCodePoint(point);
  }
}

describe("word characters", () => {
  it("are letters, numbers, marks or emoji in the runtime's tables too", () => {
    const strangers = [...charactersBeyondAscii()].filter(
      (character) => isWord(character) && !/[\p{L}\p{N}\p{M}\p{Emoji_Presentation}]/u.test(character),
    );
    expect(strangers).toEqual([]);
  });

  it("include letters of many scripts, but no punctuation or symbols", () => {
    for (const character of "éßжΩאعकก中かカ한𐐀٣½़😀") expect(isWord(character), character).toBe(true);
    for (const character of "«»…—’€×÷→©\u00a0\u200b\ufffd") expect(isWord(character), character).toBe(false);
  });

  const otherUnicode =
    process.versions["unicode"] === UNICODE_VERSION
      ? ""
      : skipped(`Node has another Unicode than ${UNICODE_VERSION}; npm install node@20.0.0`);
  it.skipIf(otherUnicode)(`match the tables of a runtime with the same Unicode version${otherUnicode}`, () => {
    const missing = [...charactersBeyondAscii()].filter(
      (character) => /[\p{L}\p{N}\p{M}\p{Emoji_Presentation}]/u.test(character) !== isWord(character),
    );
    expect(missing).toEqual([]);
  });
});

describe("lowerCase", () => {
  it("equals toLowerCase for letters of the pinned Unicode version", () => {
    for (const text of ["ÄÖÜ ß", "ΣΊΣΥΦΟΣ ΑΣ", "İstanbul", "ЖЗИ", "𐐀𐐁", "ǅ"])
      expect(lowerCase(text)).toBe(text.toLowerCase());
  });

  it("turns newer capitals into U+FFFD, whether the runtime knows them or not", () => {
    // U+A7CB came with Unicode 16 and lowers to U+0264, which is old; U+16EA0 with 17. U+FFFD stands for each UTF-16 unit.
    const isKnown = /\p{Lu}/u.test("\ua7cb");
    expect(lowerCase("a\ua7cbb")).toBe(isKnown ? "a\ufffdb" : "a\ua7cbb");
    expect(isWord("\ua7cb")).toBe(false);
    expect(isWord("\u0264")).toBe(true);
    expect(lowerCase("\u{16ea0}x")).toHaveLength(3);
  });

  it("ignores newer marks when it chooses the form of a capital sigma", () => {
    // U+1ACF, a mark of Unicode 17, would count as invisible where it is known, and as the end of the word where it is not.
    expect(lowerCase("ΑΣ\u1acfΑ")).toMatch(/^ας/u);
  });
});

/** The table of characters against the one that Python makes of its own. */

import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  characterLength,
  characterProperties,
  codePointAt,
  DIGIT,
  isAsciiDigit,
  isAsciiSpace,
  isAsciiWord,
  SPACE,
  WORD,
} from "../../../../../src/core/models/scikit-learn/text/characters.js";
import { ANSWERS, allCharacters } from "./answers.js";

describe("characterProperties", () => {
  it("has what Python 3.11 says of each of 1,114,112 code points", () => {
    expect(createHash("sha256").update(characterProperties()).digest("hex")).toBe(ANSWERS.characters.kinds);
  });

  it("agrees with what is told of ASCII without it", () => {
    for (let point = 0; point < 0x80; point++) {
      const properties = characterProperties()[point]!;
      expect([isAsciiWord(point), isAsciiDigit(point), isAsciiSpace(point)]).toEqual(
        [WORD, DIGIT, SPACE].map((property) => (properties & property) !== 0),
      );
    }
  });
});

describe("codePointAt", () => {
  it("reads each character from its UTF-8, and its length from the first byte", () => {
    const characters = allCharacters();
    const bytes = new TextEncoder().encode(characters.join(""));
    let at = 0;
    let wrong = 0;
    for (const character of characters) {
      if (codePointAt(bytes, at) !== character.codePointAt(0)) wrong++;
      at += characterLength(bytes[at]!);
    }
    expect([at, wrong]).toEqual([bytes.length, 0]);
  });
});

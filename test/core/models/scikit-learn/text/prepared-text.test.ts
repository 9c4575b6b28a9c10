/** Lower case and accents against Python's, for all characters and in all contexts of a sigma. */

import { describe, expect, it } from "vitest";
import {
  lowerCase,
  type Preparation,
  PreparedText,
} from "../../../../../src/core/models/scikit-learn/text/prepared-text.js";
import { ANSWERS, allCharacters, digest } from "./answers.js";

function prepare(text: string, changed: Partial<Preparation> = {}): string {
  const prepared = new PreparedText({ lowercase: false, stripAccents: null, keepsDecomposed: false, ...changed });
  prepared.open(text);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(prepared.bytes.subarray(0, prepared.size));
}

const CHARACTERS = allCharacters();

/** Prepares a line for each character, a thousand lines at a time; returns the digest of all lines. */
function digestOfAll(line: (character: string) => string, changed: Partial<Preparation>): string {
  const prepared: string[] = [];
  for (let from = 0; from < CHARACTERS.length; from += 1000) {
    const lines = CHARACTERS.slice(from, from + 1000).map(line);
    prepared.push(prepare(lines.join("\n"), changed));
  }
  return digest([prepared.join("\n")]);
}

describe("lowerCase", () => {
  const { characters } = ANSWERS;

  it("is str.lower() of all characters", () => {
    expect(digestOfAll((character) => character, { lowercase: true })).toBe(characters.lower);
  });

  it("gives a sigma its form after and before each character", () => {
    const lowercase = { lowercase: true };
    expect(digestOfAll((character) => `A${character}\u03a3`, lowercase)).toBe(characters.sigmaAfter);
    expect(digestOfAll((character) => `A\u03a3${character}B`, lowercase)).toBe(characters.sigmaBefore);
  });

  it("gives a sigma the form of the end of a word after cased letters and before none", () => {
    expect(lowerCase("\u03a3")).toBe("\u03c3");
    expect(lowerCase("A\u03a3")).toBe("a\u03c2");
    expect(lowerCase("A'\u03a3'")).toBe("a'\u03c2'");
    expect(lowerCase("A\u03a3'\u{10400}")).toBe("a\u03c3'\u{10428}");
    expect(lowerCase("A\u03a3\u03a3")).toBe("a\u03c3\u03c2");
  });

  it("leaves characters alone that Unicode 14 does not have", () => {
    // Newer versions have lower case for these.
    expect(lowerCase("A\ua7dcB\u{10d50}\u1c89C")).toBe("a\ua7dcb\u{10d50}\u1c89c");
    expect(lowerCase("\ua7dc")).toBe("\ua7dc");
  });

  it("makes two characters of a capital I with a dot", () => {
    expect(lowerCase("\u0130")).toBe("i\u0307");
  });
});

describe("strip_accents", () => {
  it("is that of scikit-learn for all characters", () => {
    const itself = (character: string): string => character;
    expect(digestOfAll(itself, { stripAccents: "unicode" })).toBe(ANSWERS.characters.unicode);
    expect(digestOfAll(itself, { stripAccents: "ascii" })).toBe(ANSWERS.characters.ascii);
  });

  it("leaves decomposed texts alone before 0.22, and only those", () => {
    const old = { stripAccents: "unicode", keepsDecomposed: true } as const;
    expect(prepare("cafe\u0301", old)).toBe("cafe\u0301");
    expect(prepare("cafe\u0301 caf\u00e9", old)).toBe("cafe cafe");
    // Marks out of order are not decomposed.
    expect(prepare("q\u0307\u0323", old)).toBe("q");
    expect(prepare("q\u0323\u0307", old)).toBe("q\u0323\u0307");
  });

  it("comes after lower case", () => {
    // The Kelvin sign and a capital I with a dot have small letters in ASCII; a script capital H has none.
    expect(prepare("\u212a\u0130\u210b", { lowercase: true, stripAccents: "ascii" })).toBe("kiH");
  });
});

describe("PreparedText", () => {
  it("takes a lone surrogate for U+FFFD, and a pair for its character", () => {
    expect(prepare("a\ud800b")).toBe("a\ufffdb");
    expect(prepare("A\udc00\u00c9\ud83d\ude00", { lowercase: true })).toBe("a\ufffd\u00e9\u{1f600}");
    // A pair that would come about by leaving a mark out is none.
    expect(prepare("\ud83d\u0301\ude00", { stripAccents: "unicode" })).toBe("\ufffd\ufffd");
  });

  it("keeps texts that are longer than all before", () => {
    const prepared = new PreparedText({ lowercase: true, stripAccents: null, keepsDecomposed: false });
    for (const length of [10, 100_000, 5000, 1_000_000]) {
      prepared.open("\u4e2d".repeat(length));
      expect(prepared.size).toBe(3 * length);
    }
  });
});

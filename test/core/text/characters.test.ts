/** Character classes against the runtime's own Unicode tables. */

import { describe, expect, it } from "vitest";
import { UNICODE_VERSION } from "../../../src/core/text/character-table.js";
import {
  characterClass,
  EMOJI,
  isFlagLetter,
  OTHER,
  pointClasses,
  UNASSIGNED,
  UNSPACED,
  UNSPACED_MARK,
  WORD,
} from "../../../src/core/text/characters.js";
import { skipped } from "../../support/programs.js";

const encoder = new TextEncoder();
const classOf = (character: string): number => characterClass(encoder.encode(character), 0);

/** The scripts that put no blanks between words. */
const UNSPACED_SCRIPT =
  /[\p{scx=Han}\p{scx=Bopomofo}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

/** The class by the runtime's tables. */
function classByRuntime(character: string): number {
  if (character !== "©" && character !== "®" && /[\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(character)) {
    return EMOJI;
  }
  if (UNSPACED_SCRIPT.test(character) && /[\p{L}\p{Nl}]/u.test(character)) return UNSPACED;
  if (UNSPACED_SCRIPT.test(character) && /\p{M}/u.test(character)) return UNSPACED_MARK;
  if (/[\p{L}\p{N}\p{M}]/u.test(character)) return WORD;
  return /\p{Cn}/u.test(character) && !/\p{Noncharacter_Code_Point}/u.test(character) ? UNASSIGNED : OTHER;
}

/** The characters beyond ASCII for which `differs` holds, as code points. */
function strangers(differs: (character: string, kind: number) => boolean): string[] {
  const classes = pointClasses();
  const found: string[] = [];
  for (let point = 0x80; point < 0x110000; point++) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    if (differs(String.fromCodePoint(point), classes[point]!)) found.push(point.toString(16));
  }
  return found;
}

describe("characterClass", () => {
  it("takes letters, digits and marks of most scripts for parts of words", () => {
    for (const character of "éßжΩأعक한𐐀٣½\u0301") expect(classOf(character), character).toBe(WORD);
  });

  it("takes letters of scripts without blanks for themselves, with their marks", () => {
    // Han, an ideographic zero (a letter number), kana, their prolonged sound mark, Bopomofo, Thai, Lao, Khmer, Burmese.
    for (const character of "中〇かカーㄅกກកက") expect(classOf(character), character).toBe(UNSPACED);
    // A Thai tone, a Khmer and a Burmese vowel, the combining sound mark of kana.
    for (const character of "\u0e48\u17b6\u102c\u3099") expect(classOf(character)).toBe(UNSPACED_MARK);
    // Their digits stand for numbers, and those are words.
    for (const character of "๓໓៣၃") expect(classOf(character), character).toBe(WORD);
  });

  it("takes emoji for themselves, but not © and ®", () => {
    for (const character of ["😀", "❤", "☎", "🇩", "⚽", "〰"]) expect(classOf(character), character).toBe(EMOJI);
    for (const character of "©®") expect(classOf(character), character).toBe(OTHER);
  });

  it("takes punctuation, blanks, private characters and noncharacters for separators", () => {
    for (const character of "«»…—’€×÷→\u00a0\u200b\ufffd\ue000\ufdd0\uffff") expect(classOf(character)).toBe(OTHER);
  });

  it("knows nothing of characters that came after its Unicode version", () => {
    // U+A7CB and U+1C89 came with Unicode 16, U+1ACF and U+16EA0 with 17, and U+0378 is in none yet.
    for (const character of ["\ua7cb", "\u1c89", "\u1acf", "\u{16ea0}", "\u0378"]) {
      expect(classOf(character), character).toBe(UNASSIGNED);
    }
  });

  it("agrees with the runtime about all characters that both know", () => {
    expect(
      strangers((character, kind) => kind === WORD && !/[\p{L}\p{N}\p{M}]/u.test(character)),
      "words that are none",
    ).toEqual([]);
    expect(
      // Unicode 17 took the property from symbols such as ★, and gave none to what did not have it in 15.
      strangers((character, kind) => kind !== EMOJI && classByRuntime(character) === EMOJI),
      "emoji that are taken for something else",
    ).toEqual([]);
    expect(
      strangers((character, kind) => kind === OTHER && /[\p{L}\p{N}\p{M}\p{Cn}]/u.test(character)).filter(
        (point) => !/^(?:fd[de].|.*fff[ef])$/.test(point),
      ),
      "others that are words, or not assigned",
    ).toEqual([]);
  });

  const otherUnicode =
    process.versions["unicode"] === UNICODE_VERSION
      ? ""
      : skipped(`Node has another Unicode than ${UNICODE_VERSION}; npm install node@20.0.0`);
  it.skipIf(otherUnicode)(`is that of a runtime with the same Unicode version${otherUnicode}`, () => {
    expect(strangers((character, kind) => kind !== classByRuntime(character))).toEqual([]);
  });
});

describe("isFlagLetter", () => {
  it("holds for the 26 letters that flags are made of, and no others", () => {
    const letters = strangers((character) => {
      const bytes = new Uint8Array(4);
      encoder.encodeInto(character, bytes);
      return isFlagLetter(bytes, 0);
    });
    expect(letters).toEqual(Array.from({ length: 26 }, (_, i) => (0x1f1e6 + i).toString(16)));
  });
});

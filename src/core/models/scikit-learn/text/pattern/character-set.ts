/** Sets of characters, as a token pattern names them. */

import { characterProperties, DIGIT, isAsciiDigit, isAsciiSpace, isAsciiWord, SPACE, WORD } from "../characters.js";

/** Whether a character, given by its code point, is in a set. */
export type CharacterSet = (point: number) => boolean;

/** `\w`, `\d`, `\s` and their complements. */
export type Category = "w" | "d" | "s" | "W" | "D" | "S";

/** A set that is told by the table beyond ASCII, and without it in ASCII. */
const unicodeSet =
  (isInAscii: CharacterSet, property: number): CharacterSet =>
  (point) =>
    point < 0x80 ? isInAscii(point) : (characterProperties()[point]! & property) !== 0;

/** `\w`, `\d` and `\s`. */
const UNICODE_WORD: CharacterSet = unicodeSet(isAsciiWord, WORD);
const UNICODE_DIGIT: CharacterSet = unicodeSet(isAsciiDigit, DIGIT);
export const UNICODE_SPACE: CharacterSet = unicodeSet(isAsciiSpace, SPACE);

/** `\w`, `\d` and `\s` after `(?a)`. Of white space, U+001C to U+001F are left out too. */
const ASCII_WORD: CharacterSet = isAsciiWord;
const ASCII_DIGIT: CharacterSet = isAsciiDigit;
const ASCII_SPACE: CharacterSet = (point) => point === 0x20 || (point >= 0x09 && point <= 0x0d);

/** Returns the set of all characters that are not in a set. */
export const complement =
  (set: CharacterSet): CharacterSet =>
  (point) =>
    !set(point);

/** Returns a category as a set. */
export function categorySet(category: Category, isAscii: boolean): CharacterSet {
  switch (category) {
    case "w":
      return isAscii ? ASCII_WORD : UNICODE_WORD;
    case "d":
      return isAscii ? ASCII_DIGIT : UNICODE_DIGIT;
    case "s":
      return isAscii ? ASCII_SPACE : UNICODE_SPACE;
    default:
      return complement(categorySet(category.toLowerCase() as Category, isAscii));
  }
}

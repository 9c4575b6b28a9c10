/** What a backslash and the characters after it stand for in a token pattern. */

import type { Category } from "./character-set.js";
import type { PatternReader } from "./reader.js";

const CONTROLS: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };
/** Hexadecimal digits that follow. */
const HEXADECIMAL: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const LAST_CODE_POINT = 0x10ffff;
const LAST_OCTAL = 0o377;

/** Reads what follows a backslash: a code point, or a category. `\b` is a backspace here, and digits are octal, as in a set. */
export function readEscape(reader: PatternReader): number | Category {
  const position = reader.position - 1;
  const character = reader.take();
  if (/[wdsWDS]/.test(character)) return character as Category;
  const control = CONTROLS[character];
  if (control !== undefined) return control;
  const length = HEXADECIMAL[character];
  if (length !== undefined) {
    const digits = reader.takeWhile(/^[0-9a-fA-F]$/, length);
    const point = Number.parseInt(digits, 16);
    if (digits.length < length || point > LAST_CODE_POINT) reader.fail("an escape that names no character", position);
    return point;
  }
  if (/[0-7]/.test(character)) {
    const point = Number.parseInt(character + reader.takeWhile(/^[0-7]$/, 2), 8);
    if (point > LAST_OCTAL) reader.fail("an octal escape above 0o377", position);
    return point;
  }
  if (character === "N") reader.refuse("a character by its name", position);
  if (/[0-9a-zA-Z]/.test(character)) reader.fail(`\\${character}, which means nothing`, position);
  return character.codePointAt(0)!;
}

/** Whether the digits after a backslash outside a set name a group and not a character: all but `\0` and three octal digits. */
export function isBackreference(digits: string): boolean {
  return /^[1-9]/.test(digits) && !/^[0-7]{3}/.test(digits);
}

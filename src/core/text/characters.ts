/** Character classes: what the lexer makes of each character, looked up by its UTF-8 bytes. */

import { CHARACTER_RUNS } from "./character-table.js";

/** A character that separates forms. */
export const OTHER = 0;
/** A letter, digit or mark. */
export const WORD = 1;
/** A character that may stand in an address but not in a word. */
export const ADDRESS = 2;
/** Class of a byte alone: the first byte of a character beyond ASCII, whose class is {@link characterClass}. */
export const LEAD = 3;
/** An emoji, which is a form by itself. */
export const EMOJI = 4;
/** A letter of a script that puts no blanks between words: with its neighbour it is a form. */
export const UNSPACED = 5;
/** A mark of such a script, which belongs to the letter before it. */
export const UNSPACED_MARK = 6;
/** Not assigned in the table's version of Unicode. */
export const UNASSIGNED = 7;

/** Classes by their letters in the table. */
const CLASS_OF = { O: OTHER, W: WORD, E: EMOJI, P: UNSPACED, M: UNSPACED_MARK, U: UNASSIGNED } as const;

/** `@`. */
export const ADDRESS_SIGN = 0x40;

/** Class by byte, for loops that have no time for a call. Bytes inside a character are {@link OTHER}. [256] */
export const CLASSES: Uint8Array = new Uint8Array(0x100).fill(LEAD, 0xc0);
for (const character of "0123456789abcdefghijklmnopqrstuvwxyz") CLASSES[character.charCodeAt(0)] = WORD;
for (const character of ".-_+%!=&/~@") CLASSES[character.charCodeAt(0)] = ADDRESS;

/** Returns the class of the lower-case character that starts at `at` in valid UTF-8. */
export function characterClass(bytes: Uint8Array, at: number): number {
  const byteClass = CLASSES[bytes[at]!]!;
  return byteClass === LEAD ? pointClasses()[codePointAt(bytes, at)]! : byteClass;
}

/** Returns the number of bytes of the character that starts with the byte `lead`. */
export function characterLength(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** Class by code point, from U+0080 on; built when the first character beyond ASCII comes. */
let table: Uint8Array | undefined;

/** Returns the class of each code point beyond ASCII. [0x110000] */
export function pointClasses(): Uint8Array {
  if (table) return table;
  table = new Uint8Array(0x110000);
  let point = 0x80;
  for (const [, letter, length] of CHARACTER_RUNS.matchAll(/([A-Z])([0-9a-z]+)/g)) {
    const end = point + Number.parseInt(length!, 36);
    table.fill(CLASS_OF[letter as keyof typeof CLASS_OF], point, end);
    point = end;
  }
  return table;
}

/** Returns whether the character that starts at `at` in valid UTF-8 is one of the 26 that flags are made of, two of them each. */
export function isFlagLetter(bytes: Uint8Array, at: number): boolean {
  // U+1F1E6 to U+1F1FF.
  return (
    bytes[at] === 0xf0 &&
    bytes[at + 1] === 0x9f &&
    bytes[at + 2] === 0x87 &&
    bytes[at + 3]! >= 0xa6 &&
    bytes[at + 3]! <= 0xbf
  );
}

function codePointAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const tail = (i: number): number => bytes[at + i]! & 0x3f;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | tail(1);
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (tail(1) << 6) | tail(2);
  return ((lead & 0x07) << 18) | (tail(1) << 12) | (tail(2) << 6) | tail(3);
}

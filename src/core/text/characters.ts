/** Character classes: what the lexer makes of each character, looked up by its UTF-8 bytes. */

import { WORD_CHARACTER_STEPS } from "./word-characters.js";

/** A character that separates forms. */
export const OTHER = 0;
/** A letter, digit, mark or emoji. */
export const WORD = 1;
/** A character that may stand in an address but not in a word. */
export const ADDRESS = 2;
/** Class of a byte alone: the first byte of a character beyond ASCII, whose class is {@link characterClass}. */
export const LEAD = 3;

/** `@`. */
export const ADDRESS_SIGN = 0x40;

/** Class by byte, for loops that have no time for a call. Bytes inside a character are {@link OTHER}. [256] */
export const CLASSES: Uint8Array = new Uint8Array(0x100).fill(LEAD, 0xc0);
for (const character of "0123456789abcdefghijklmnopqrstuvwxyz") CLASSES[character.charCodeAt(0)] = WORD;
for (const character of ".-_+%!=&/~@") CLASSES[character.charCodeAt(0)] = ADDRESS;

/** Returns the class of the lower-case character that starts at `at` in valid UTF-8. */
export function characterClass(bytes: Uint8Array, at: number): number {
  const byteClass = CLASSES[bytes[at]!]!;
  return byteClass === LEAD ? wordCharacters()[codePointAt(bytes, at)]! : byteClass;
}

/** Returns the number of bytes of the character that starts with the byte `lead`. */
export function characterLength(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** Capitals beyond ASCII, as far as this runtime knows them. */
const CAPITALS = /(?![A-Z])\p{Changes_When_Lowercased}/gu;
/** Capital sigma has two lower-case forms. Which one it gets depends on the letters and marks around it. */
const CAPITAL_SIGMA = "\u03a3";
const LETTERS_AND_MARKS = /[^\P{L}A-Za-z]|\p{M}/gu;

/**
 * Lower-cases text in the same way on every runtime.
 *
 * Runtimes know different versions of Unicode: a newer one may turn a new capital into a letter that the word table has. So every
 * letter that the table does not have becomes U+FFFD first, once for each UTF-16 unit. For all letters in the table Unicode promises that
 * their case never changes (Character Encoding Stability Policies, case folding).
 */
export function lowerCase(text: string): string {
  const cased = text.includes(CAPITAL_SIGMA) ? LETTERS_AND_MARKS : CAPITALS;
  return text.replace(cased, onlyKnown).toLowerCase();
}

function onlyKnown(character: string): string {
  return wordCharacters()[character.codePointAt(0)!] === WORD ? character : "\ufffd".repeat(character.length);
}

/** {@link WORD} or {@link OTHER} by code point; built when the first character beyond ASCII comes. */
let table: Uint8Array | undefined;

function wordCharacters(): Uint8Array {
  if (table) return table;
  table = new Uint8Array(0x110000);
  let [point, isWord] = [0, false];
  for (const step of WORD_CHARACTER_STEPS.split(" ")) {
    const next = point + Number.parseInt(step, 36);
    if (isWord) table.fill(WORD, point, next);
    [point, isWord] = [next, !isWord];
  }
  return table;
}

function codePointAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const tail = (i: number): number => bytes[at + i]! & 0x3f;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | tail(1);
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (tail(1) << 6) | tail(2);
  return ((lead & 0x07) << 18) | (tail(1) << 12) | (tail(2) << 6) | tail(3);
}

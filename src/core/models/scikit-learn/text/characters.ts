/** What Python 3.11 knows of each character: it has Unicode 14, whichever version the JavaScript engine has. */

import { KINDS, RUNS } from "./unicode-14.js";

/** `str.isalnum()` or an underscore: `\w`. No combining mark is one. */
export const WORD = 1;
/** `str.isdecimal()`: `\d`. */
export const DIGIT = 2;
/** `str.isspace()`: `\s`, and where `str.split()` cuts. */
export const SPACE = 4;
/** `unicodedata.combining()` is not 0. */
export const COMBINING = 8;
/** The character is in Unicode 14. */
export const KNOWN = 16;
/** Cased, and not case-ignorable: what decides which lower case a capital sigma gets (Unicode 14, section 3.13, Final_Sigma). */
export const CASED = 32;
/** Case-ignorable: a capital sigma looks past it. */
export const CASE_IGNORABLE = 64;

/** One more than the last code point. */
const CODE_POINTS = 0x110000;

let properties: Uint8Array | undefined;

/** Returns the properties of all characters by code point, as sums of the constants above; built at the first call. [0x110000] */
export function characterProperties(): Uint8Array {
  if (properties) return properties;
  properties = new Uint8Array(CODE_POINTS);
  let point = 0;
  for (const [, kind, length] of RUNS.matchAll(/([A-Z])([0-9a-z]*)/g)) {
    const next = point + (length ? Number.parseInt(length, 36) : 1);
    properties.fill(KINDS[kind!.charCodeAt(0) - 0x41]!, point, next);
    point = next;
  }
  return properties;
}

/** Returns the number of bytes of the character that starts with the byte `lead` in UTF-8. */
export function characterLength(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** Returns the code point of the character that starts at `at` in valid UTF-8. */
export function codePointAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0x80) return lead;
  const second = bytes[at + 1]! & 0x3f;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | second;
  const third = bytes[at + 2]! & 0x3f;
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (second << 6) | third;
  return ((lead & 0x07) << 18) | (second << 12) | (third << 6) | (bytes[at + 3]! & 0x3f);
}

/** Whether a character of ASCII is a word character, as {@link WORD} says, without the table. */
export function isAsciiWord(point: number): boolean {
  return (point >= 0x61 && point <= 0x7a) || (point >= 0x41 && point <= 0x5a) || isAsciiDigit(point) || point === 0x5f;
}

export function isAsciiDigit(point: number): boolean {
  return point >= 0x30 && point <= 0x39;
}

/** Python counts the four separators U+001C to U+001F as white space. */
export function isAsciiSpace(point: number): boolean {
  return point === 0x20 || (point >= 0x09 && point <= 0x0d) || (point >= 0x1c && point <= 0x1f);
}

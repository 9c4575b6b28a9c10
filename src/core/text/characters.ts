/** Characters: what a form is made of, told from the UTF-8 of a text. */

/** A character that is part of no form. */
export const OTHER = 0;
export const WORD = 1;
/** A character that is part of an address but of no word. */
export const ADDRESS = 2;

/** `@`. */
export const ADDRESS_SIGN = 0x40;

/** Only by byte: the first of a character beyond ASCII, of which {@link characterClass} tells the class. */
export const LEAD = 3;

/** Class by byte, for loops that have no time for more; a byte inside a character is {@link OTHER}. */
export const CLASSES: Uint8Array = new Uint8Array(0x100).fill(LEAD, 0xc0);
for (const character of "0123456789abcdefghijklmnopqrstuvwxyz") CLASSES[character.charCodeAt(0)] = WORD;
for (const character of ".-_+%!=&/~@") CLASSES[character.charCodeAt(0)] = ADDRESS;

/** Class of the character whose UTF-8, which must be valid, starts at `at`. */
export function characterClass(bytes: Uint8Array, at: number): number {
  const kind = CLASSES[bytes[at]!]!;
  return kind === LEAD ? classBeyondAscii(bytes, at) : kind;
}

/** Bytes of the character that begins with `lead`. */
export function characterLength(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** The answers of the Unicode tables beyond ASCII, by code point: 1 + class, or 0 where they were not asked yet. */
let asked: Uint8Array | undefined;
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}\p{Emoji_Presentation}]/u;

function classBeyondAscii(bytes: Uint8Array, at: number): number {
  const point = codePointAt(bytes, at);
  asked ??= new Uint8Array(0x110000);
  const known = asked[point]!;
  if (known !== 0) return known - 1;
  const kind = WORD_CHARACTER.test(String.fromCodePoint(point)) ? WORD : OTHER;
  asked[point] = 1 + kind;
  return kind;
}

function codePointAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const tail = (i: number): number => bytes[at + i]! & 0x3f;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | tail(1);
  if (lead < 0xf0) return ((lead & 0x0f) << 12) | (tail(1) << 6) | tail(2);
  return ((lead & 0x07) << 18) | (tail(1) << 12) | (tail(2) << 6) | tail(3);
}

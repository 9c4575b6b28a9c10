/** The lexer: text → surface forms, as UTF-8 bytes with a hash, without a string for each. */

import {
  ADDRESS,
  ADDRESS_SIGN,
  CLASSES,
  characterClass,
  characterLength,
  LEAD,
  lowerCase,
  OTHER,
  WORD,
} from "./characters.js";

/** Longest surface form in UTF-8 bytes. A longer run, such as encoded data, makes no term. */
export const MAX_FORM_BYTES = 64;
/** Longest part of an address before its `@`, in UTF-16 units. It bounds the work for each form. */
const MAX_LOCAL_UNITS = 64;

/** Texts of at most this many UTF-16 units are short. */
const SHORT = 128;

/**
 * Cuts text into surface forms. In the lower-cased text a form is
 *
 * - a *word*: the longest run of letters, digits, combining marks and emoji (`486dx`, `naïve`); or
 * - an *address*: the longest run of such characters and of `. - _ + % ! = & / ~` around an `@` (`someone@example.com`).
 *
 * One pass, with a bounded amount of work for each character of any text. It reads the text's UTF-8: engines take twice as long
 * to read a string character by character.
 *
 * @example
 * const lexer = new Lexer();
 * lexer.open("Windows 3.1!");
 * while (lexer.next()) lexer.form(); // "windows", "3", "1"
 */
export class Lexer {
  /** UTF-8 of the lower-cased text. */
  bytes: Uint8Array = new Uint8Array(1 << 12);
  /** Where the current form starts in {@link bytes}. */
  start = 0;
  /** Bytes in the current form, 1 to {@link MAX_FORM_BYTES}; 0 if it is longer than that. */
  length = 0;
  /** Hash of the current form, an unsigned 32-bit number: see {@link hashForm}. */
  hash = 0;
  /** Whether the current form is an address. */
  isAddress = false;

  /** Bytes of the text. */
  #size = 0;
  #at = 0;
  /** Where the last search for an `@` ended: at an `@`, at a character that no address has, or at the end. */
  #sign = 0;
  /** Offset before which no address begins that has its `@` at {@link #sign}. */
  #first = 0;

  /** Starts on `text`. A lone surrogate counts as U+FFFD, which is part of no form. */
  open(text: string): void {
    this.#at = 0;
    this.#sign = 0;
    if (text.length <= SHORT && this.#encodeAscii(text)) return;
    const lower = text.toLowerCase();
    this.#encode(lower);
    // More bytes than units: there are characters beyond ASCII, whose lower case differs between runtimes.
    if (this.#size !== lower.length) this.#encode(lowerCase(text));
  }

  /** Encodes a text if it is all ASCII. For a short one this is faster than two calls out of JavaScript. */
  #encodeAscii(text: string): boolean {
    const { bytes } = this;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) return false;
      bytes[i] = unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit;
    }
    this.#size = text.length;
    return true;
  }

  #encode(lower: string): void {
    for (;;) {
      const { read, written } = encoder.encodeInto(lower, this.bytes);
      this.#size = written;
      if (read === lower.length) return;
      this.bytes = new Uint8Array(Math.max(2 * this.bytes.length, lower.length));
    }
  }

  /** Moves to the next form; false at the end of the text. */
  next(): boolean {
    const { bytes } = this;
    const size = this.#size;
    let at = this.#at;
    for (; at < size; at++) {
      const kind = CLASSES[bytes[at]!]!;
      if (kind === WORD || (kind === LEAD && characterClass(bytes, at) === WORD)) break;
    }
    this.start = at;
    if (at >= size) {
      this.#at = at;
      return false;
    }
    this.#takeWord();
    // An address starts here only if the word ends in one.
    if (this.#at < size && CLASSES[bytes[this.#at]!] === ADDRESS) this.#takeAddress();
    return true;
  }

  /** The current form as a string; "" if it is longer than {@link MAX_FORM_BYTES}. */
  form(): string {
    return decoder.decode(this.bytes.subarray(this.start, this.start + this.length));
  }

  /** Makes the word that starts at {@link start} the current form. */
  #takeWord(): void {
    const { bytes, start } = this;
    const size = this.#size;
    let hash = FNV_OFFSET;
    let end = start;
    for (;;) {
      for (; end < size && CLASSES[bytes[end]!] === WORD; end++) hash = Math.imul(hash ^ bytes[end]!, FNV_PRIME);
      if (end >= size || CLASSES[bytes[end]!] !== LEAD || characterClass(bytes, end) !== WORD) break;
      const next = end + characterLength(bytes[end]!);
      for (; end < next; end++) hash = Math.imul(hash ^ bytes[end]!, FNV_PRIME);
    }
    this.#at = end;
    this.length = end - start <= MAX_FORM_BYTES ? end - start : 0;
    this.hash = mix(hash);
    this.isAddress = false;
  }

  /** Makes the address that starts at {@link start} the current form, if one starts there. */
  #takeAddress(): void {
    // One search serves all words before an `@`; otherwise many words before it would cost as many searches.
    if (this.#sign < this.#at) this.#findSign();
    const { bytes, start } = this;
    const size = this.#size;
    const sign = this.#sign;
    if (start < this.#first || sign + 1 >= size || characterClass(bytes, sign + 1) !== WORD) return;
    let end = sign + 1;
    for (let at = end; at < size; ) {
      const kind = characterClass(bytes, at);
      if (kind === OTHER) break;
      at += characterLength(bytes[at]!);
      if (kind === WORD) end = at;
    }
    this.#at = end;
    this.length = end - start <= MAX_FORM_BYTES ? end - start : 0;
    this.hash = hashForm(bytes, start, end);
    this.isAddress = true;
  }

  /** Finds the `@` of an address that begins with the current form or with a later one. */
  #findSign(): void {
    const { bytes, start } = this;
    const size = this.#size;
    let sign = this.#at;
    while (sign < size && bytes[sign] !== ADDRESS_SIGN && characterClass(bytes, sign) !== OTHER) {
      sign += characterLength(bytes[sign]!);
    }
    this.#sign = sign;
    this.#first = sign;
    if (bytes[sign] !== ADDRESS_SIGN || sign >= size) return;
    for (let at = sign - 1, units = 0; at >= start; at--) {
      const byte = bytes[at]!;
      const isInside = (byte & 0xc0) === 0x80;
      if (isInside) continue;
      units += characterLength(byte) === 4 ? 2 : 1;
      if (units > MAX_LOCAL_UNITS) return;
      this.#first = at;
    }
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Hashes a form, for finding and ordering words: FNV-1a over the UTF-8 bytes, then the finaliser of MurmurHash3 so
 * that the upper bits, which choose the bucket, depend on every byte.
 *
 * @returns an unsigned 32-bit number.
 */
export function hashForm(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_OFFSET;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME);
  return mix(hash);
}

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

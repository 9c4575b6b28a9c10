/** The lexer: text → surface forms, as UTF-8 bytes with a hash, without a string for each. */

import {
  ADDRESS,
  ADDRESS_SIGN,
  CLASSES,
  characterClass,
  characterLength,
  EMOJI,
  isFlagLetter,
  LEAD,
  UNSPACED,
  UNSPACED_MARK,
  WORD,
} from "./characters.js";
import { fold } from "./fold.js";
import { FNV_OFFSET, FNV_PRIME, hashForm, mix } from "./hash.js";

/** Longest surface form in UTF-8 bytes. A longer run, such as encoded data, makes no term. */
export const MAX_FORM_BYTES = 64;
/** Longest part of an address before its `@`, in UTF-16 units. It bounds the work for each form. */
const MAX_LOCAL_UNITS = 64;

/** Texts of at most this many UTF-16 units are short. */
const SHORT = 128;

/**
 * Cuts text into surface forms. In the folded text (see {@link fold}) a form is
 *
 * - a *word*: the longest run of letters, digits and combining marks (`486dx`, `naïve`). A `++` behind a letter stays with it (`c++11`), and a `+`
 *   or `#` if no letter or digit follows (`c#`); not before another of these or `=`;
 * - an *address*: the longest run of such characters and of `. - _ + % ! = & / ~` around an `@` (`someone@example.com`);
 * - an *emoji*, each of a run; or
 * - a *pair* of neighbours in a run of letters of a script without blanks between words, with their marks: `東京都` has `東京` and `京都`
 *   (as Lucene's CJKBigramFilter). A single letter is a form too.
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
  /** UTF-8 of the folded text. */
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
  /** Where the last pair ends. */
  #pairEnd = 0;
  /** Offset before which no address begins that has its `@` at {@link #sign}. */
  #first = 0;

  /** Starts on `text`. A lone surrogate counts as U+FFFD, which is part of no form. */
  open(text: string): void {
    this.#at = 0;
    this.#sign = 0;
    this.#pairEnd = 0;
    if (text.length <= SHORT && this.#encodeAscii(text)) return;
    const lower = text.toLowerCase();
    this.#encode(lower);
    // More bytes than units: there are characters beyond ASCII.
    if (this.#size !== lower.length) this.#encode(fold(text, lower));
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

  #encode(folded: string): void {
    for (;;) {
      const { read, written } = encoder.encodeInto(folded, this.bytes);
      this.#size = written;
      if (read === folded.length) return;
      this.bytes = new Uint8Array(Math.max(2 * this.bytes.length, folded.length));
    }
  }

  /** Moves to the next form; false at the end of the text. */
  next(): boolean {
    const { bytes } = this;
    const size = this.#size;
    let at = this.#at;
    for (; at < size; at++) {
      let kind = CLASSES[bytes[at]!]!;
      if (kind === LEAD) {
        kind = characterClass(bytes, at);
        if ((kind === UNSPACED || kind === UNSPACED_MARK) && this.#takePair(at)) return true;
        if (kind === EMOJI) {
          this.#takeEmoji(at);
          return true;
        }
      }
      if (kind === WORD) break;
    }
    this.start = at;
    if (at >= size) {
      this.#at = at;
      return false;
    }
    this.#takeWord();
    // An address starts here only if the word ends in one. It has no `#`.
    if (this.#at < size && CLASSES[bytes[this.#at]!] === ADDRESS && bytes[this.#at - 1] !== HASH) this.#takeAddress();
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
    if (end < size && (bytes[end] === PLUS || bytes[end] === HASH)) {
      for (const last = this.#signsEnd(end); end < last; end++) hash = Math.imul(hash ^ bytes[end]!, FNV_PRIME);
    }
    this.#at = end;
    this.length = end - start <= MAX_FORM_BYTES ? end - start : 0;
    this.hash = mix(hash);
    this.isAddress = false;
  }

  /** Where the signs end that belong to the word before `at`, where a `+` or `#` stands. */
  #signsEnd(at: number): number {
    const { bytes } = this;
    const before = bytes[at - 1]!;
    const isDigit = before >= 0x30 && before <= 0x39;
    if (isDigit) return at;
    const isDouble = bytes[at] === PLUS && at + 1 < this.#size && bytes[at + 1] === PLUS;
    const end = isDouble ? at + 2 : at + 1;
    if (end >= this.#size) return end;
    const after = bytes[end]!;
    if (after === PLUS || after === HASH || after === EQUALS) return at;
    return !isDouble && characterClass(bytes, end) === WORD ? at : end;
  }

  /** Makes the emoji at `start` the current form; the two letters of a flag are one. */
  #takeEmoji(start: number): void {
    const { bytes } = this;
    const next = start + characterLength(bytes[start]!);
    const isFlag = isFlagLetter(bytes, start) && next < this.#size && isFlagLetter(bytes, next);
    this.#take(start, isFlag ? next + characterLength(bytes[next]!) : next);
    this.#at = start + this.length;
  }

  /**
   * Makes the letter at `start` and its neighbour the current form.
   *
   * @returns false for a letter without a neighbour behind it that is part of the pair before.
   */
  #takePair(start: number): boolean {
    const { bytes } = this;
    const next = this.#letterEnd(start);
    const hasNext = next < this.#size && characterClass(bytes, next) === UNSPACED;
    if (!hasNext && next === this.#pairEnd) return false;
    this.#pairEnd = hasNext ? this.#letterEnd(next) : next;
    this.#take(start, this.#pairEnd);
    this.#at = next;
    return true;
  }

  /** Where the letter at `at` ends, with its marks. */
  #letterEnd(at: number): number {
    const { bytes } = this;
    let end = at + characterLength(bytes[at]!);
    while (end < this.#size && characterClass(bytes, end) === UNSPACED_MARK) end += characterLength(bytes[end]!);
    return end;
  }

  /** Makes the bytes from `start` to `end` the current form. */
  #take(start: number, end: number): void {
    this.start = start;
    this.length = end - start <= MAX_FORM_BYTES ? end - start : 0;
    this.hash = hashForm(this.bytes, start, end);
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
      if (kind !== WORD && kind !== ADDRESS) break;
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
    while (sign < size && bytes[sign] !== ADDRESS_SIGN) {
      const kind = characterClass(bytes, sign);
      if (kind !== WORD && kind !== ADDRESS) break;
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

const PLUS = 0x2b;
const HASH = 0x23;
const EQUALS = 0x3d;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

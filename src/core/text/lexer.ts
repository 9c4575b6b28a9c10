/** The lexer: text → surface forms, as UTF-8 bytes, without a string for each. */

import {
  ADDRESS,
  ADDRESS_SIGN,
  CLASSES,
  characterClass,
  characterLength,
  EMOJI,
  isFlagLetter,
  LEAD,
  OTHER,
  UNSPACED,
  UNSPACED_MARK,
  WORD,
} from "./characters.js";
import { fold } from "./fold.js";

/** Longest surface form in UTF-8 bytes. A longer run, such as encoded data, makes no term. */
export const MAX_FORM_BYTES = 64;
/** Longest part of an address before its `@`, in UTF-16 units. It bounds the work for each form. */
const MAX_LOCAL_UNITS = 64;

/** Bytes in which words are marked at a time: few enough for what is marked to stay in the processor's cache. */
const BLOCK = 1 << 12;
/** Bytes behind the text that may be read as well. The first is no part of a form. */
const PADDING = 16;

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
  /** UTF-8 of the folded text, and at least {@link PADDING} bytes behind it. */
  bytes: Uint8Array = new Uint8Array(BLOCK);
  /** The same. */
  view: DataView = new DataView(this.bytes.buffer);
  /** Where the current form starts in {@link bytes}. */
  start = 0;
  /** Bytes in the current form, 1 to {@link MAX_FORM_BYTES}; 0 if it is longer than that. */
  length = 0;
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

  /** Whether the text is ASCII: then its words are marked in blocks. */
  #isAscii = false;
  /** By turns where a word of a block starts, and where it ends. */
  readonly #marks = new Int32Array(2 + BLOCK);
  /** The next word among the marks, and where they end. */
  #mark = 0;
  #marksEnd = 0;
  /** Where the next block starts. */
  #marked = 0;
  /** Up to here the text has been made lower case: to the end of the block, and of the address that may go on behind it. */
  #lowered = 0;

  /** Starts on `text`. A lone surrogate counts as U+FFFD, which is part of no form. */
  open(text: string): void {
    this.#at = 0;
    this.#sign = 0;
    this.#pairEnd = 0;
    this.#mark = 0;
    this.#marksEnd = 0;
    this.#marked = 0;
    this.#lowered = 0;
    this.#encode(text);
    // More bytes than units: there are characters beyond ASCII.
    this.#isAscii = this.#size === text.length;
    if (!this.#isAscii) this.#encode(fold(text));
  }

  #encode(text: string): void {
    for (;;) {
      const { read, written } = encoder.encodeInto(text, this.bytes);
      this.#size = written;
      if (read === text.length && written + PADDING <= this.bytes.length) break;
      this.bytes = new Uint8Array(Math.max(2 * this.bytes.length, text.length + PADDING));
      this.view = new DataView(this.bytes.buffer);
    }
    this.bytes[this.#size] = 0;
  }

  /** Moves to the next form; false at the end of the text. */
  next(): boolean {
    return this.#isAscii ? this.#nextMarked() : this.#nextCharacter();
  }

  #nextMarked(): boolean {
    while (this.#mark === this.#marksEnd) {
      if (this.#marked >= this.#size) return false;
      this.#markBlock();
    }
    const marks = this.#marks;
    const mark = this.#mark;
    this.#mark = mark + 2;
    this.#take(marks[mark]!, marks[mark + 1]!);
    const after = this.bytes[this.#at]!;
    if (after === PLUS || after === HASH || CLASSES[after] === ADDRESS) {
      this.#takeBehind();
      // The words of an address.
      while (this.#mark < this.#marksEnd && marks[this.#mark]! < this.#at) this.#mark += 2;
      if (this.#marked < this.#at) this.#marked = this.#at;
    }
    return true;
  }

  /**
   * Makes the next block lower case, and marks its words. Nothing branches here: where a word ends is what a processor cannot foresee, and each
   * time it is wrong costs as much as several characters.
   */
  #markBlock(): void {
    const { bytes } = this;
    const marks = this.#marks;
    const size = this.#size;
    let at = this.#marked;
    const end = Math.min(at + BLOCK, size);
    let mark = 0;
    let before = 0;
    for (; at < end; at++) {
      const folded = FOLDED[bytes[at]!]!;
      const isWord = folded >>> 7;
      bytes[at] = folded & 0x7f;
      // Written again and again, until it is a bound.
      marks[mark] = at;
      mark += isWord ^ before;
      before = isWord;
    }
    if (before === 1) {
      for (; at < size && FOLDED[bytes[at]!]! >= IN_WORD; at++) bytes[at] = FOLDED[bytes[at]!]! & 0x7f;
      marks[mark++] = at;
    }
    // What decides about the last word: the signs behind it, and the rest of an address.
    let ahead = Math.max(at, this.#lowered);
    for (; ahead < size; ahead++) {
      const byte = FOLDED[bytes[ahead]!]! & 0x7f;
      if (CLASSES[byte] === OTHER && byte !== HASH) break;
      bytes[ahead] = byte;
    }
    this.#lowered = ahead;
    this.#mark = 0;
    this.#marksEnd = mark;
    this.#marked = at;
  }

  #nextCharacter(): boolean {
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
    if (at >= size) {
      this.#at = at;
      return false;
    }
    this.#takeWord(at);
    this.#takeBehind();
    return true;
  }

  /** The current form as a string; "" if it is longer than {@link MAX_FORM_BYTES}. */
  form(): string {
    return decoder.decode(this.bytes.subarray(this.start, this.start + this.length));
  }

  /** Makes the word that starts at an offset the current form. */
  #takeWord(start: number): void {
    const { bytes } = this;
    const size = this.#size;
    let end = start;
    while (end < size && characterClass(bytes, end) === WORD) end += characterLength(bytes[end]!);
    this.#take(start, end);
  }

  /** Adds to the word what stands behind it: signs that belong to it, or the rest of an address. */
  #takeBehind(): void {
    const { bytes, start } = this;
    const end = this.#at;
    if (bytes[end] === PLUS || bytes[end] === HASH) {
      const last = this.#signsEnd(end);
      if (last > end) this.#take(start, last);
    }
    // An address starts here only if the word ends in a sign of one. It has no `#`.
    if (CLASSES[bytes[this.#at]!] === ADDRESS && bytes[this.#at - 1] !== HASH) this.#takeAddress();
  }

  /** Makes the bytes from `start` to `end` the current form. */
  #take(start: number, end: number): void {
    this.#at = end;
    this.start = start;
    this.length = end - start <= MAX_FORM_BYTES ? end - start : 0;
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
    this.#take(start, end);
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

/** Says of a byte of {@link FOLDED} that words consist of it. */
const IN_WORD = 0x80;
/** What each byte of ASCII is folded to, with {@link IN_WORD} where that is so. [256] */
const FOLDED = Uint8Array.from(CLASSES, (_, byte) => {
  const folded = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte & 0x7f;
  return CLASSES[folded] === WORD ? folded | IN_WORD : folded;
});

const PLUS = 0x2b;
const HASH = 0x23;
const EQUALS = 0x3d;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

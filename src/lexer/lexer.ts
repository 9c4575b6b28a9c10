/** The lexer: text → surface forms, as UTF-8 bytes with a hash, without a string for each. */

/** Longest surface form in UTF-8 bytes; a longer one (encoded data, say) is no word. */
export const MAX_FORM_BYTES = 64;

/**
 * Cuts text into surface forms. In the lower-cased text a form is
 *
 * - a *word*: the longest run of letters, digits, combining marks and emoji (`486dx`, `naïve`); or
 * - an *address*: the longest run of such characters and of `. - _ + % ! = & / ~` around an `@` (`someone@example.com`).
 *
 * One pass, a bounded amount of work for each character, whatever the text holds.
 *
 * @example
 * const lexer = new Lexer();
 * lexer.open("Windows 3.1!");
 * while (lexer.next()) lexer.form(); // "windows", "3", "1"
 */
export class Lexer {
  /** UTF-8 of the current form, in the first {@link length} places. */
  readonly bytes: Uint8Array = new Uint8Array(MAX_FORM_BYTES);
  /** Bytes in the current form, 1 to {@link MAX_FORM_BYTES}; 0 if it is longer than that. */
  length = 0;
  /** Hash of the current form, an unsigned 32-bit number: see {@link hashForm}. */
  hash = 0;
  /** Whether the current form is an address. */
  isAddress = false;

  #text = "";
  #at = 0;
  /** Where the next `@` is, at {@link #at} or behind it. */
  #nextAt = 0;

  /** Starts on `text`. */
  open(text: string): void {
    this.#text = text.toLowerCase();
    this.#at = 0;
    this.#nextAt = -1;
  }

  /** Moves to the next form; false at the end of the text. */
  next(): boolean {
    const text = this.#text;
    const size = text.length;
    let at = this.#at;
    for (; at < size; at++) {
      const unit = text.charCodeAt(at);
      if (unit < 0x80 ? ASCII[unit] === WORD : classAt(text, at) === WORD) break;
    }
    this.#at = at;
    if (at >= size) return false;
    const addressEnd = this.#nextAt - at > MAX_FORM_BYTES ? at : this.#addressEnd(at);
    this.isAddress = addressEnd > at;
    if (this.isAddress) this.#take(at, addressEnd);
    else this.#takeWord(at);
    return true;
  }

  /** The current form as a string; "" if it is longer than {@link MAX_FORM_BYTES}. */
  form(): string {
    return decoder.decode(this.bytes.subarray(0, this.length));
  }

  /** Where the address that starts at `start` ends; `start` if none starts there. */
  #addressEnd(start: number): number {
    const text = this.#text;
    if (this.#nextAt < start) {
      const found = text.indexOf("@", start);
      this.#nextAt = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    // One that starts further off would be too long for a form, and looking further would not be linear.
    if (this.#nextAt - start > MAX_FORM_BYTES) return start;
    for (let i = start; i < this.#nextAt; i++) if (classAt(text, i) === OTHER) return start;
    if (this.#nextAt + 1 >= text.length || classAt(text, this.#nextAt + 1) !== WORD) return start;
    let end = this.#nextAt + 1;
    for (let i = end; i < text.length && classAt(text, i) !== OTHER; i++) if (classAt(text, i) === WORD) end = i + 1;
    return end;
  }

  /** Makes the word that starts at `start` the current form: most are ASCII and need one look at each character. */
  #takeWord(start: number): void {
    const text = this.#text;
    const size = text.length;
    const { bytes } = this;
    let hash = FNV_OFFSET;
    let end = start;
    let unit = 0;
    for (; end < size; end++) {
      unit = text.charCodeAt(end);
      if (unit >= 0x80 || ASCII[unit] !== WORD) break;
      bytes[end - start] = unit;
      hash = Math.imul(hash ^ unit, FNV_PRIME);
    }
    if (end < size && unit >= 0x80 && classAt(text, end) === WORD) {
      while (end < size && classAt(text, end) === WORD) end++;
      this.#take(start, end);
      return;
    }
    // Writes past the end of a typed array are dropped, so an overlong form leaves only its length to tell.
    this.length = end - start <= MAX_FORM_BYTES ? end - start : 0;
    this.hash = mix(hash);
    this.#at = end;
  }

  /** Makes the text from `start` to `end` the current form. */
  #take(start: number, end: number): void {
    const text = this.#text;
    const { bytes } = this;
    let length = 0;
    let hash = FNV_OFFSET;
    for (let i = start; i < end && length <= MAX_FORM_BYTES; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) {
        bytes[length++] = unit;
        hash = Math.imul(hash ^ unit, FNV_PRIME);
        continue;
      }
      const point = text.codePointAt(i)!;
      if (point > 0xffff) i++;
      const from = length;
      length = writeUtf8(bytes, length, point);
      for (let j = from; j < length; j++) hash = Math.imul(hash ^ bytes[j]!, FNV_PRIME);
    }
    // Writes past the end of a typed array are dropped, so an overlong form leaves only its length to tell.
    this.length = length <= MAX_FORM_BYTES ? length : 0;
    this.hash = mix(hash);
    this.#at = end;
  }
}

/**
 * The hash by which words are found and ordered: FNV-1a over the UTF-8 bytes, then the finaliser of MurmurHash3 so
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
const decoder = new TextDecoder();

function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const OTHER = 0;
const WORD = 1;
/** A character that is part of an address but of no word. */
const ADDRESS = 2;

const ASCII = new Uint8Array(0x80);
for (const character of "0123456789abcdefghijklmnopqrstuvwxyz") ASCII[character.charCodeAt(0)] = WORD;
for (const character of ".-_+%!=&/~@") ASCII[character.charCodeAt(0)] = ADDRESS;

/** The answers of the Unicode tables beyond ASCII, by code point: 1 + class, or 0 where they were not asked yet. */
let asked: Uint8Array | undefined;
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}\p{Emoji_Presentation}]/u;

/** Class of the character at `at`; both halves of a surrogate pair have the class of the whole. */
function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return ASCII[unit]!;
  const isTail = (unit & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
  const point = text.codePointAt(isTail ? at - 1 : at)!;
  asked ??= new Uint8Array(0x110000);
  const known = asked[point]!;
  if (known !== 0) return known - 1;
  const kind = WORD_CHARACTER.test(String.fromCodePoint(point)) ? WORD : OTHER;
  asked[point] = 1 + kind;
  return kind;
}

function writeUtf8(bytes: Uint8Array, at: number, point: number): number {
  let to = at;
  if (point < 0x800) {
    bytes[to++] = 0xc0 | (point >> 6);
  } else {
    if (point < 0x10000) {
      bytes[to++] = 0xe0 | (point >> 12);
    } else {
      bytes[to++] = 0xf0 | (point >> 18);
      bytes[to++] = 0x80 | ((point >> 12) & 0x3f);
    }
    bytes[to++] = 0x80 | ((point >> 6) & 0x3f);
  }
  bytes[to++] = 0x80 | (point & 0x3f);
  return to;
}

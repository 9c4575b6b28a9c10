/** The word finder: the surface form at which a lexer stands → the number of its word in a linear model. */

import { hashForm } from "../../text/hash.js";
import type { Lexer } from "../../text/lexer.js";
import { UNKNOWN_WORD } from "../../text/terms.js";
import { bucketShift, type LinearArrays } from "./arrays.js";

/** Longer forms are not remembered: they are few. */
const MAX_REMEMBERED = 12;
/** Number of places for forms that are remembered, as a power of two. */
const PLACE_BITS = 15;
/** Numbers of each place: the form in three, and {@link FIRST_WORD} plus the number of its word. */
const PLACE = 4;
/** 0 is a place without a form, {@link FIRST_WORD} − 1 a form that is no word. */
const FIRST_WORD = 2;

/** For each length and each four bytes of a form, the bits that are the form's. [1 + MAX_REMEMBERED][3] */
const MASKS = Int32Array.from({ length: 3 * (1 + MAX_REMEMBERED) }, (_, i) => {
  const bytes = Math.floor(i / 3) - 4 * (i % 3);
  return bytes >= 4 ? -1 : bytes <= 0 ? 0 : 2 ** (8 * bytes) - 1;
});

type Words = Pick<LinearArrays, "bucketWords" | "bucketBytes" | "wordLengths" | "wordBytes">;

/** Finds words, and remembers the short forms that it was asked for: the same ones come in text after text. */
export class WordFinder {
  readonly #arrays: Words;
  readonly #shift: number;
  /** Each form stands where its own bits say, or a later one that belongs there. */
  readonly #remembered = new Int32Array(PLACE << PLACE_BITS);

  constructor(arrays: Words) {
    this.#arrays = arrays;
    this.#shift = bucketShift(arrays.bucketWords);
  }

  /** Bytes of memory in use. */
  get memory(): number {
    return this.#remembered.byteLength;
  }

  /** Returns the number of the form's word, or {@link UNKNOWN_WORD}. */
  find({ bytes, view, start, length }: Lexer): number {
    if (length > MAX_REMEMBERED) return this.search(bytes, start, length);
    const mask = 3 * length;
    const a = view.getInt32(start, true) & MASKS[mask]!;
    const b = view.getInt32(start + 4, true) & MASKS[mask + 1]!;
    const c = view.getInt32(start + 8, true) & MASKS[mask + 2]!;
    const remembered = this.#remembered;
    const mixed = Math.imul(a ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35), 0x9e3779b1);
    const place = (mixed >>> (32 - PLACE_BITS)) * PLACE;
    const known = remembered[place + 3]!;
    if (known !== 0 && remembered[place] === a && remembered[place + 1] === b && remembered[place + 2] === c) {
      return known - FIRST_WORD;
    }
    const word = this.search(bytes, start, length);
    remembered[place] = a;
    remembered[place + 1] = b;
    remembered[place + 2] = c;
    remembered[place + 3] = word + FIRST_WORD;
    return word;
  }

  /** Searches for the word of some bytes, which no lexer need have read. */
  search(bytes: Uint8Array, start: number, length: number): number {
    const { bucketWords, bucketBytes, wordLengths, wordBytes } = this.#arrays;
    const bucket = hashForm(bytes, start, start + length) >>> this.#shift;
    const end = bucketWords[bucket + 1]!;
    let at = bucketBytes[bucket]!;
    for (let word = bucketWords[bucket]!; word < end; word++) {
      const wordLength = wordLengths[word]!;
      if (wordLength === length) {
        let same = 0;
        while (same < length && wordBytes[at + same] === bytes[start + same]) same++;
        if (same === length) return word;
      }
      at += wordLength;
    }
    return UNKNOWN_WORD;
  }
}

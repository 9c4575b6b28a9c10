/** Words in sorted order: how counts keep the surface forms that their terms are made of. */

import { ByteReader, ByteWriter } from "../container/varint.js";
import { MAX_FORM_BYTES } from "../lexer/lexer.js";

/** Distinct words in ascending order of their UTF-8 bytes, one behind the other in one buffer. */
export interface Words {
  /** UTF-8 of all words. */
  readonly bytes: Uint8Array;
  /** Where each word ends in {@link bytes}; it starts where the one before ends. */
  readonly ends: Uint32Array;
}

/** UTF-8 of word `index`, as a view. */
export function wordAt(words: Words, index: number): Uint8Array {
  return words.bytes.subarray(index === 0 ? 0 : words.ends[index - 1], words.ends[index]);
}

/** Orders by bytes, the shorter of two that agree first: negative, zero or positive, as for `Array.sort`. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Writes each word as its length and its bytes. */
export function encodeWords(words: Words): Uint8Array {
  const writer = new ByteWriter();
  for (let i = 0; i < words.ends.length; i++) {
    const word = wordAt(words, i);
    writer.varint(word.length);
    writer.bytes(word);
  }
  return writer.written();
}

/** Reads what {@link encodeWords} wrote; checks order and lengths. */
export function decodeWords(section: Uint8Array, where: string): Words {
  const reader = new ByteReader(section, where);
  const bytes = new ByteWriter();
  const ends: number[] = [];
  let previous = new Uint8Array();
  let end = 0;
  while (!reader.done) {
    const length = reader.varint();
    if (length === 0 || length > MAX_FORM_BYTES)
      reader.bad(`a word of ${length} bytes; 1 to ${MAX_FORM_BYTES} expected`);
    const word = reader.bytes(length);
    if (compareBytes(previous, word) >= 0) reader.bad("words out of order");
    bytes.bytes(word);
    end += length;
    ends.push(end);
    previous = word as Uint8Array<ArrayBuffer>;
  }
  return { bytes: bytes.written(), ends: Uint32Array.from(ends) };
}

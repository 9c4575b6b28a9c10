/** The sections of a counts file that list words, and how many documents have each. */

import type { Source } from "../../core/container/source.js";
import type { Section } from "../../core/container/write.js";
import { MAX_FORM_BYTES } from "../../core/text/lexer.js";
import { compareBytes, type Words, type WordWalk, wordAt } from "../tables/words.js";
import { ByteReader, ByteWriter } from "./varint.js";

/** Bytes of a piece. */
const PIECE_BYTES = 1 << 20;

/** Writes each word as its length, which takes one byte, and its bytes. */
export function wordsSection(words: Words): Section {
  return {
    length: words.ends.length + words.bytes.length,
    *pieces() {
      let writer = new ByteWriter();
      for (let i = 0; i < words.ends.length; i++) {
        const word = wordAt(words, i);
        writer.varint(word.length);
        writer.bytes(word);
        if (writer.length < PIECE_BYTES) continue;
        yield writer.written();
        writer = new ByteWriter();
      }
      yield writer.written();
    },
  };
}

/**
 * Reads what {@link wordsSection} wrote; checks order and lengths.
 *
 * @param name what messages call the section.
 */
export function decodeWords(section: Source, name: string): Words {
  const bytes = new ByteWriter();
  const ends: number[] = [];
  for (const words = new DecodedWordWalk(section, name); words.next(); ) {
    bytes.bytes(words.word);
    ends.push(bytes.length);
  }
  return { bytes: bytes.written(), ends: Uint32Array.from(ends) };
}

/** Walks over what {@link wordsSection} wrote, and checks each word. */
export class DecodedWordWalk implements WordWalk {
  word: Uint8Array = new Uint8Array();
  readonly #reader: ByteReader;

  /** As {@link decodeWords} takes them. */
  constructor(section: Source, name: string) {
    this.#reader = new ByteReader(section, name);
  }

  next(): boolean {
    const reader = this.#reader;
    if (reader.done) return false;
    const length = reader.varint();
    if (length === 0 || length > MAX_FORM_BYTES) {
      throw reader.fault("out-of-range", `a word of ${length} bytes; expected 1 to ${MAX_FORM_BYTES}`);
    }
    const word = reader.bytes(length);
    if (compareBytes(this.word, word) >= 0) throw reader.fault("order", "the words are not in ascending order");
    this.word = word;
    return true;
  }
}

/** Writes the number of documents that have each word. */
export function encodeFrequencies(documents: Float64Array): Uint8Array {
  const writer = new ByteWriter();
  for (const n of documents) writer.varint(n);
  return writer.written();
}

/**
 * Reads what {@link encodeFrequencies} wrote.
 *
 * @param name what messages call the section.
 * @param words number of words.
 * @param max number of all documents.
 */
export function decodeFrequencies(section: Source, name: string, words: number, max: number): Float64Array {
  const reader = new ByteReader(section, name);
  const documents = new Float64Array(words);
  for (let word = 0; word < words; word++) {
    const n = reader.varint();
    if (n < 1 || n > max) throw reader.fault("out-of-range", `a word in ${n} documents`);
    documents[word] = n;
  }
  if (!reader.done) throw reader.fault("section-size", `more than the expected ${words} numbers`);
  return documents;
}

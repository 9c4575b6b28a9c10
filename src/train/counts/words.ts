/** The section of a counts file that lists words. */

import type { Source } from "../../core/container/source.js";
import type { Section } from "../../core/container/write.js";
import { MAX_FORM_BYTES } from "../../core/text/lexer.js";
import { compareBytes, type FlaggedWords, type WordWalk, wordAt } from "../tables/words.js";
import { ByteReader, ByteWriter } from "./varint.js";

/** Bytes of a piece. */
const PIECE_BYTES = 1 << 20;

/** Writes of each word 2 · (length − 1), plus 1 for a stop word, which takes one byte; and its bytes. */
export function wordsSection(words: FlaggedWords): Section {
  return {
    length: words.ends.length + words.bytes.length,
    *pieces() {
      let writer = new ByteWriter();
      for (let i = 0; i < words.ends.length; i++) {
        const word = wordAt(words, i);
        writer.varint(2 * (word.length - 1) + words.stopWords[i]!);
        writer.bytes(word);
        if (writer.length < PIECE_BYTES) continue;
        yield writer.written();
        writer = new ByteWriter();
      }
      yield writer.written();
    },
  };
}

/** Reads what {@link wordsSection} wrote; checks order and lengths. */
export function decodeWords(section: Source): FlaggedWords {
  const bytes = new ByteWriter();
  const ends: number[] = [];
  const stopWords: number[] = [];
  for (const words = new DecodedWordWalk(section); words.next(); ) {
    bytes.bytes(words.word);
    ends.push(bytes.length);
    stopWords.push(words.isStopWord ? 1 : 0);
  }
  return { bytes: bytes.written(), ends: Uint32Array.from(ends), stopWords: Uint8Array.from(stopWords) };
}

/** Walks over what {@link wordsSection} wrote, and checks each word. */
export class DecodedWordWalk implements WordWalk {
  word: Uint8Array = new Uint8Array();
  isStopWord = false;
  readonly size: number;
  readonly #reader: ByteReader;

  /** @param size number of all words, if it is known. Default 0. */
  constructor(section: Source, size: number = 0) {
    this.size = size;
    this.#reader = new ByteReader(section, "words");
  }

  next(): boolean {
    const reader = this.#reader;
    if (reader.done) return false;
    const number = reader.varint();
    const length = 1 + Math.floor(number / 2);
    if (length > MAX_FORM_BYTES) {
      throw reader.fault("out-of-range", `a word of ${length} bytes; expected 1 to ${MAX_FORM_BYTES}`);
    }
    const word = reader.bytes(length);
    if (compareBytes(this.word, word) >= 0) throw reader.fault("order", "the words are not in ascending order");
    this.word = word;
    this.isStopWord = number % 2 === 1;
    return true;
  }
}

/** The section of a counts file that holds the words of documents: for each the ranks of its words, in their order. */

import type { Source } from "../../core/container/source.js";
import type { Spool } from "../counts/spool.js";
import { ByteReader, ByteWriter } from "../counts/varint.js";
import { LANES, radixSort } from "../tables/radix-sort.js";
import type { DocumentWalk } from "./document-walk.js";

/** Bytes that are collected before they go to the spool. */
const PIECE_BYTES = 1 << 20;

/** Most often that a word can occur in kept documents: more would take 4 GB of them. */
const MAX_OCCURRENCES = 2 ** 32 - 1;

/** Counts how often each word occurs in documents. [words] */
export function countOccurrences(walk: DocumentWalk, words: number): Float64Array {
  // A gap is counted as the word before the first.
  const counts = new Float64Array(words + 1);
  while (walk.next()) {
    const { tokens, size } = walk;
    for (let i = 0; i < size; i++) counts[tokens[i]!]!++;
  }
  return counts.subarray(1);
}

/** The words, those first that occur most often; among equals in their order. The place of a word is its rank. */
function wordsByRank(occurrences: Float64Array | Uint32Array): Uint32Array {
  const size = occurrences.length;
  const records = new Uint32Array(size * LANES);
  occurrences.forEach((number, word) => {
    // The complement of a number orders downwards.
    records[word * LANES] = ~Math.floor(number / 2 ** 32);
    records[word * LANES + 1] = ~number;
    records[word * LANES + 2] = word;
  });
  const sorted = radixSort(records, new Uint32Array(size * LANES), size, [
    { lane: 0, shift: 0, bits: 32 },
    { lane: 1, shift: 0, bits: 32 },
  ]);
  return Uint32Array.from({ length: size }, (_, rank) => sorted[rank * LANES + 2]!);
}

/**
 * Writes for each document the number of words of its subject, their ranks, and the same of its body. A rank is written as
 * 1 + itself, and a gap as 0: most words take one or two bytes.
 */
export function encodeSequences(walk: DocumentWalk, occurrences: Float64Array, spool: Spool): void {
  const codes = new Uint32Array(occurrences.length + 1);
  wordsByRank(occurrences).forEach((word, rank) => {
    codes[1 + word] = 1 + rank;
  });
  const writer = new ByteWriter();
  let coded = new Uint32Array(1 << 10);
  while (walk.next()) {
    const { tokens, size, subject } = walk;
    if (size > coded.length) coded = new Uint32Array(2 * size);
    for (let i = 0; i < size; i++) coded[i] = codes[tokens[i]!]!;
    writer.varint(subject);
    writer.varints(coded, 0, subject);
    writer.varint(size - subject);
    writer.varints(coded, subject, size);
    if (writer.length < PIECE_BYTES) continue;
    spool.write(writer.written());
    writer.clear();
  }
  spool.write(writer.written());
}

/** Writes how often each word occurs in the kept documents: their ranks follow from it. */
export function encodeOccurrences(occurrences: Float64Array): Uint8Array {
  const writer = new ByteWriter();
  for (const number of occurrences) writer.varint(number);
  return writer.written();
}

/**
 * Reads what {@link encodeOccurrences} wrote.
 *
 * @param words number of words.
 * @param max how often all words can occur together.
 */
export function decodeOccurrences(section: Source, words: number, max: number): Uint32Array {
  const reader = new ByteReader(section, "occurrences");
  if (section.length < words) throw reader.fault("section-size", `fewer numbers than its ${words} words`);
  const occurrences = new Uint32Array(words);
  let left = max;
  for (let word = 0; word < words; word++) {
    const number = reader.varint();
    left -= number;
    if (left < 0 || number > MAX_OCCURRENCES) throw reader.fault("out-of-range", "more words than its documents have");
    occurrences[word] = number;
  }
  if (!reader.done) throw reader.fault("section-size", `more numbers than its ${words} words`);
  return occurrences;
}

/** Walks over what {@link encodeSequences} wrote, and checks it; at the end also that each word occurred as often as said. */
export class DecodedDocuments implements DocumentWalk {
  tokens: Uint32Array = new Uint32Array(1 << 10);
  size = 0;
  subject = 0;
  readonly #reader: ByteReader;
  /** 1 + word by code; code 0 is a gap. */
  readonly #words: Uint32Array;
  /** How often each code is still to come; the gap is not counted. */
  readonly #left: Uint32Array;
  #documents: number;

  /** @param documents number of documents. */
  constructor(section: Source, occurrences: Uint32Array, documents: number) {
    this.#reader = new ByteReader(section, "sequences");
    this.#words = new Uint32Array(occurrences.length + 1);
    this.#left = new Uint32Array(occurrences.length + 1);
    wordsByRank(occurrences).forEach((word, rank) => {
      this.#words[1 + rank] = 1 + word;
      this.#left[1 + rank] = occurrences[word]!;
    });
    this.#documents = documents;
  }

  next(): boolean {
    if (this.#documents === 0) {
      this.#end();
      return false;
    }
    this.#documents--;
    this.size = 0;
    this.#readPart();
    this.subject = this.size;
    this.#readPart();
    return true;
  }

  #readPart(): void {
    const reader = this.#reader;
    const words = this.#words;
    const left = this.#left;
    const count = reader.varint();
    // Each takes a byte at least, so a part that is longer than the rest of the section is a lie, and no room is made for it.
    if (count > reader.left) throw reader.fault("truncated", "it ends in the middle of a document");
    if (this.size + count > this.tokens.length) this.#grow(this.size + count);
    const tokens = this.tokens;
    for (let end = this.size + count; this.size < end; this.size++) {
      const code = reader.varint();
      if (code >= words.length) throw reader.fault("out-of-range", "a word that is not listed");
      if (code !== 0 && left[code]!-- === 0) throw reader.fault("out-of-range", "a word more often than is said of it");
      tokens[this.size] = words[code]!;
    }
  }

  #grow(size: number): void {
    const larger = new Uint32Array(Math.max(size, 2 * this.tokens.length));
    larger.set(this.tokens);
    this.tokens = larger;
  }

  #end(): void {
    const reader = this.#reader;
    if (!reader.done) throw reader.fault("section-size", "more documents than it has fingerprints");
    for (let code = 1; code < this.#left.length; code++) {
      if (this.#left[code] !== 0) throw reader.fault("out-of-range", "a word less often than is said of it");
    }
  }
}

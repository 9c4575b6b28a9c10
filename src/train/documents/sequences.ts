/** The section of a counts file that holds the words of documents: for each the ranks of its words, in their order. */

import type { Source } from "../../core/container/source.js";
import type { Spool } from "../counts/spool.js";
import { ByteReader, ByteWriter } from "../counts/varint.js";
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

/** Words that occur less often than this are put in order by counting them. */
const OFTEN = 1 << 16;

/** The words, those first that occur most often; among equals in their order. The place of a word is its rank. */
function wordsByRank(occurrences: Float64Array | Uint32Array): Uint32Array {
  const size = occurrences.length;
  // Where the next word of each number of occurrences goes.
  const next = new Uint32Array(OFTEN);
  const often: number[] = [];
  for (let word = 0; word < size; word++) {
    const number = occurrences[word]!;
    if (number < OFTEN) next[number]!++;
    else often.push(word);
  }
  for (let number = OFTEN - 1, start = often.length; number >= 0; number--) {
    const end = start + next[number]!;
    next[number] = start;
    start = end;
  }
  const ranked = new Uint32Array(size);
  // Sorting is stable.
  ranked.set(often.sort((a, b) => occurrences[b]! - occurrences[a]!));
  for (let word = 0; word < size; word++) {
    const number = occurrences[word]!;
    if (number < OFTEN) ranked[next[number]!++] = word;
  }
  return ranked;
}

/**
 * Writes for each document the number of words of its subject, their ranks, and the same of its body. A rank is written as
 * 1 + itself, and a gap as 0: most words take one or two bytes.
 */
export function encodeSequences(walk: DocumentWalk, occurrences: Float64Array, spool: Spool): void {
  const codes = new Uint32Array(occurrences.length + 1);
  const ranked = wordsByRank(occurrences);
  for (let rank = 0; rank < ranked.length; rank++) codes[1 + ranked[rank]!] = 1 + rank;
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
  /** By code 1 + its word, and how often it is still to come, side by side in memory; code 0 is a gap, which is not counted. */
  readonly #codes: Uint32Array;
  #documents: number;

  /** @param documents number of documents. */
  constructor(section: Source, occurrences: Uint32Array, documents: number) {
    this.#reader = new ByteReader(section, "sequences");
    this.#codes = new Uint32Array(2 * (occurrences.length + 1));
    const ranked = wordsByRank(occurrences);
    for (let rank = 0; rank < ranked.length; rank++) {
      this.#codes[2 * (1 + rank)] = 1 + ranked[rank]!;
      this.#codes[2 * (1 + rank) + 1] = occurrences[ranked[rank]!]!;
    }
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
    const codes = this.#codes;
    const count = reader.varint();
    // Each takes a byte at least, so a part that is longer than the rest of the section is a lie, and no room is made for it.
    if (count > reader.left) throw reader.fault("truncated", "it ends in the middle of a document");
    if (this.size + count > this.tokens.length) this.#grow(this.size + count);
    const tokens = this.tokens;
    reader.varints(tokens, this.size, count);
    for (let end = this.size + count; this.size < end; this.size++) {
      const code = tokens[this.size]!;
      if (2 * code >= codes.length) throw reader.fault("out-of-range", "a word that is not listed");
      if (code !== 0 && codes[2 * code + 1]!-- === 0) {
        throw reader.fault("out-of-range", "a word more often than is said of it");
      }
      tokens[this.size] = codes[2 * code]!;
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
    for (let at = 3; at < this.#codes.length; at += 2) {
      if (this.#codes[at] !== 0) throw reader.fault("out-of-range", "a word less often than is said of it");
    }
  }
}

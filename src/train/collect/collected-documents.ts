/** Collecting the words of documents while a corpus is read: those that may be kept, as bytes in memory. */

import { ByteWriter } from "../counts/varint.js";
import type { DocumentTokens, DocumentWalk } from "../documents/document-walk.js";
import { GrowingNumbers } from "../tables/growing.js";

/** Bytes of a chunk of documents: a buffer that grows as a whole would be copied again and again. */
const CHUNK_BYTES = 1 << 20;

/** Stands for a document whose words are not kept. */
const NOWHERE = 0xffffffff;

/** Keeps documents by their numbers, with words by their numbers in the order in which they came: most take one or two bytes. */
export class CollectedDocuments {
  #chunks: ByteWriter[] = [];
  /** For each document the chunk that it is in, and where it starts there. */
  #chunkOf = new GrowingNumbers();
  #startOf = new GrowingNumbers();

  /** Adds the next document, or notes that it is not kept. */
  add(document: DocumentTokens | undefined): void {
    if (document === undefined) {
      this.#chunkOf.push(NOWHERE);
      this.#startOf.push(0);
      return;
    }
    let writer = this.#chunks.at(-1);
    if (writer === undefined || writer.length >= CHUNK_BYTES) {
      writer = new ByteWriter();
      this.#chunks.push(writer);
    }
    this.#chunkOf.push(this.#chunks.length - 1);
    this.#startOf.push(writer.length);
    const { tokens, size, subject } = document;
    writer.varint(size);
    writer.varint(subject);
    writer.varints(tokens, 0, size);
  }

  /** Drops all documents but those that `isKept` holds for; their numbers stay as they are. */
  keepOnly(isKept: (number: number) => boolean): void {
    const all = Uint32Array.from({ length: this.#chunkOf.size }, (_, number) => number);
    const chunkOf = this.#chunkOf.all();
    const walk = this.walk(all.filter((number) => isKept(number) && chunkOf[number] !== NOWHERE));
    [this.#chunks, this.#chunkOf, this.#startOf] = [[], new GrowingNumbers(), new GrowingNumbers()];
    for (const number of all) this.add(isKept(number) && chunkOf[number] !== NOWHERE && walk.next() ? walk : undefined);
  }

  /**
   * Walks over documents in any order.
   *
   * @param numbers numbers of the documents; all are kept.
   * @param indexes new number of each word. Default: those that they have.
   */
  walk(numbers: Uint32Array, indexes?: Int32Array): DocumentWalk {
    const chunks = this.#chunks.map((chunk) => chunk.written());
    return new CollectedWalk(chunks, this.#chunkOf.all(), this.#startOf.all(), numbers, indexes);
  }
}

class CollectedWalk implements DocumentWalk {
  tokens: Uint32Array = new Uint32Array(1 << 10);
  size = 0;
  subject = 0;
  readonly #chunks: readonly Uint8Array[];
  readonly #chunkOf: Uint32Array;
  readonly #startOf: Uint32Array;
  readonly #numbers: Uint32Array;
  readonly #indexes: Int32Array | undefined;
  #next = 0;
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;

  constructor(
    chunks: readonly Uint8Array[],
    chunkOf: Uint32Array,
    startOf: Uint32Array,
    numbers: Uint32Array,
    indexes: Int32Array | undefined,
  ) {
    this.#chunks = chunks;
    this.#chunkOf = chunkOf;
    this.#startOf = startOf;
    this.#numbers = numbers;
    this.#indexes = indexes;
  }

  next(): boolean {
    if (this.#next === this.#numbers.length) return false;
    const number = this.#numbers[this.#next++]!;
    this.#bytes = this.#chunks[this.#chunkOf[number]!]!;
    this.#at = this.#startOf[number]!;
    this.size = this.#number();
    this.subject = this.#number();
    if (this.size > this.tokens.length) this.tokens = new Uint32Array(2 * this.size);
    const tokens = this.tokens;
    const indexes = this.#indexes;
    for (let i = 0; i < this.size; i++) {
      const token = this.#number();
      tokens[i] = token === 0 || indexes === undefined ? token : 1 + indexes[token - 1]!;
    }
    return true;
  }

  /** Reads what `ByteWriter.varint` wrote, up to 2^32 - 1. */
  #number(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++]!;
    let number = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[this.#at++]!;
      number |= (byte & 0x7f) << shift;
    }
    return number >>> 0;
  }
}

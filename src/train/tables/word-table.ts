/** The word table: gives each distinct surface form a number while a corpus is read. */

import { doubled } from "./growing.js";
import { type Key, LANES, radixSort } from "./radix-sort.js";
import { compareBytes, type Words } from "./words.js";

/**
 * A set of byte strings that numbers its members 0, 1, 2, … in the order in which they come.
 *
 * Open addressing with linear probing over one buffer of bytes; never more than half full, so that a look-up touches
 * one or two slots. There is no object for each word.
 */
export class WordTable {
  #bytes = new Uint8Array(1 << 16);
  #ends = new Uint32Array(1 << 12);
  /** For each slot 1 + word number, 0 if it is free, and the word's hash: most other words are told apart by it alone. */
  #slots = new Uint32Array(1 << 14);
  #size = 0;

  /** Number of distinct words. */
  get size(): number {
    return this.#size;
  }

  /**
   * Returns the number of a word; a new word gets the next number.
   *
   * @param bytes have the word's UTF-8 in the `length` bytes from `start` on.
   * @param hash its `hashForm`, an unsigned number of 32 bits.
   */
  intern(bytes: Uint8Array, start: number, length: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const number = slots[slot]! - 1;
      if (number < 0) return this.#add(bytes, start, length, hash, slot);
      if (slots[slot + 1] === hash && this.#equals(number, bytes, start, length)) return number;
    }
  }

  /** UTF-8 of word `number`, as a view that is valid until the next {@link intern}. */
  word(number: number): Uint8Array {
    return this.#bytes.subarray(this.#start(number), this.#ends[number]);
  }

  /** Returns a copy of the words from number `first` on, in the order of their numbers. */
  from(first: number): Words {
    const start = this.#start(first);
    const ends = this.#ends.slice(first, this.#size).map((end) => end - start);
    return { bytes: this.#bytes.slice(start, this.#start(this.#size)), ends };
  }

  /** Returns the words, sorted, and the index of each word number among them. */
  sorted(): { words: Words; indexes: Int32Array } {
    const numbers = this.#sortedNumbers();
    const indexes = new Int32Array(this.#size);
    const ends = new Uint32Array(numbers.length);
    const bytes = new Uint8Array(this.#start(this.#size));
    let end = 0;
    numbers.forEach((number, index) => {
      indexes[number] = index;
      for (let i = this.#start(number); i < this.#ends[number]!; i++) bytes[end++] = this.#bytes[i]!;
      ends[index] = end;
    });
    return { words: { bytes, ends }, indexes };
  }

  /** The numbers of the words, in the order of their bytes: sorted by the first twelve, then where those agree. */
  #sortedNumbers(): Uint32Array {
    const size = this.#size;
    const records = new Uint32Array(size * LANES);
    for (let number = 0; number < size; number++) {
      const start = this.#start(number);
      const end = this.#ends[number]!;
      for (let lane = 0; lane < NUMBER; lane++) records[number * LANES + lane] = this.#headAt(start + lane * 4, end);
      records[number * LANES + NUMBER] = number;
    }
    const sorted = radixSort(records, new Uint32Array(size * LANES), size, HEADS);
    const numbers = Uint32Array.from({ length: size }, (_, i) => sorted[i * LANES + NUMBER]!);
    const isHeadShared = (i: number): boolean =>
      HEADS.every(({ lane }) => sorted[i * LANES + lane] === sorted[(i - 1) * LANES + lane]);
    for (let start = 0, i = 1; i <= size; i++) {
      if (i < size && isHeadShared(i)) continue;
      if (i - start > 1) numbers.subarray(start, i).sort((a, b) => compareBytes(this.word(a), this.word(b)));
      start = i;
    }
    return numbers;
  }

  /** Four bytes from `at` on as one number, which orders as they do; after `end`, zeros. */
  #headAt(at: number, end: number): number {
    let head = 0;
    for (let i = at; i < at + 4; i++) head = (head << 8) | (i < end ? this.#bytes[i]! : 0);
    return head;
  }

  #start(number: number): number {
    return number === 0 ? 0 : this.#ends[number - 1]!;
  }

  #equals(number: number, bytes: Uint8Array, start: number, length: number): boolean {
    const ours = this.#start(number);
    if (this.#ends[number]! - ours !== length) return false;
    for (let i = 0; i < length; i++) if (this.#bytes[ours + i] !== bytes[start + i]) return false;
    return true;
  }

  #add(bytes: Uint8Array, start: number, length: number, hash: number, slot: number): number {
    const number = this.#size++;
    const ours = this.#start(number);
    if (ours + length > this.#bytes.length) this.#bytes = doubled(this.#bytes);
    if (number >= this.#ends.length) this.#ends = doubled(this.#ends);
    for (let i = 0; i < length; i++) this.#bytes[ours + i] = bytes[start + i]!;
    this.#ends[number] = ours + length;
    this.#slots[slot] = number + 1;
    this.#slots[slot + 1] = hash;
    if (this.#size * 4 > this.#slots.length) this.#rehash();
    return number;
  }

  #rehash(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(before.length * 2);
    const mask = this.#slots.length - 1;
    for (let from = 0; from < before.length; from += 2) {
      if (before[from] === 0) continue;
      let slot = (before[from + 1]! << 1) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 2) & mask;
      this.#slots[slot] = before[from]!;
      this.#slots[slot + 1] = before[from + 1]!;
    }
  }
}

/** Words are sorted as records of three heads, four bytes each, and the number. */
const HEADS: readonly Key[] = [0, 1, 2].map((lane) => ({ lane, shift: 0, bits: 32 }));
const NUMBER = 3;

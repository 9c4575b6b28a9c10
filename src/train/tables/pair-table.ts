/** The pair table: numbers distinct pairs of integers in the order in which they come. */

import { doubled } from "./growing.js";

/** The largest number of 32 bits: marks end before it. */
const MAX_MARK = 2 ** 32 - 1;

/**
 * A set of pairs (a, b) of unsigned 32-bit integers that numbers its members 0, 1, 2, … in the order in which they come.
 *
 * Open addressing with linear probing; never more than half full, so that a look-up touches one or two slots. There is no
 * object for each pair. A slot holds a mark: that of member 0 plus the member's number. The next set of members begins with
 * larger marks, so that clearing touches no slot.
 */
export class PairTable {
  /** First and second number of each member; only the first {@link size} items count. */
  a: Uint32Array = new Uint32Array(1 << 10);
  b: Uint32Array = new Uint32Array(1 << 10);
  /** Number of members. */
  size = 0;
  /** Marks of members; a smaller number is free. */
  #slots = new Uint32Array(1 << 11);
  /** How far a hash is shifted to be a slot. */
  #shift = 32 - 11;
  /** Mark of member 0. */
  #mark = 1;

  /** Returns the number of (a, b); a new pair gets the next number. */
  intern(a: number, b: number): number {
    const slots = this.#slots;
    for (let slot = hashPair(a, b) >>> this.#shift; ; slot = (slot + 1) & (slots.length - 1)) {
      const member = slots[slot]! - this.#mark;
      if (member < 0) return this.#add(a, b, slot);
      if (this.a[member] === a && this.b[member] === b) return member;
    }
  }

  /** Removes all members, at no cost. */
  clear(): void {
    this.#mark += this.size;
    this.size = 0;
    if (this.#mark + this.#slots.length <= MAX_MARK) return;
    this.#slots.fill(0);
    this.#mark = 1;
  }

  #add(a: number, b: number, slot: number): number {
    const member = this.size++;
    if (member >= this.a.length) {
      this.a = doubled(this.a);
      this.b = doubled(this.b);
    }
    this.a[member] = a;
    this.b[member] = b;
    this.#slots[slot] = this.#mark + member;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return member;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    this.#slots = slots;
    this.#shift--;
    this.#mark = 1;
    for (let member = 0; member < this.size; member++) {
      let slot = hashPair(this.a[member]!, this.b[member]!) >>> this.#shift;
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = 1 + member;
    }
  }
}

/** A hash whose upper bits are the best (Fibonacci hashing: Knuth, volume 3, 6.4). */
const hashPair = (a: number, b: number): number => Math.imul(Math.imul(a, 0x85ebca6b) ^ b, 0x9e3779b1);

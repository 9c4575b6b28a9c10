/** The pair table: numbers distinct pairs of integers in the order in which they come. */

import { doubled } from "./growing.js";

/**
 * A set of pairs (a, b) of unsigned 32-bit integers that numbers its members 0, 1, 2, … in the order in which they come.
 *
 * Open addressing with linear probing over two columns; never more than half full, so that a look-up touches one or
 * two slots. There is no object for each pair.
 */
export class PairTable {
  /** First and second number of each member; only the first {@link size} items count. */
  a: Uint32Array = new Uint32Array(1 << 10);
  b: Uint32Array = new Uint32Array(1 << 10);
  /** Number of members. */
  size = 0;
  /** 1 + member; 0 is free. */
  #slots = new Uint32Array(1 << 11);

  /** Returns the number of (a, b); a new pair gets the next number. */
  intern(a: number, b: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashPair(a, b) & mask; ; slot = (slot + 1) & mask) {
      const member = this.#slots[slot]! - 1;
      if (member < 0) return this.#add(a, b, slot);
      if (this.a[member] === a && this.b[member] === b) return member;
    }
  }

  /** Removes all members; the cost grows with their number, not with the room. */
  clear(): void {
    const mask = this.#slots.length - 1;
    for (let member = 0; member < this.size; member++) {
      let slot = hashPair(this.a[member]!, this.b[member]!) & mask;
      // Slots before this one may already be free, so only the member's own mark ends the search.
      while (this.#slots[slot] !== member + 1) slot = (slot + 1) & mask;
      this.#slots[slot] = 0;
    }
    this.size = 0;
  }

  #add(a: number, b: number, slot: number): number {
    const member = this.size++;
    if (member >= this.a.length) {
      this.a = doubled(this.a);
      this.b = doubled(this.b);
    }
    this.a[member] = a;
    this.b[member] = b;
    this.#slots[slot] = member + 1;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return member;
  }

  #rehash(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let member = 0; member < this.size; member++) {
      let slot = hashPair(this.a[member]!, this.b[member]!) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = member + 1;
    }
  }
}

function hashPair(a: number, b: number): number {
  const h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  const mixed = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

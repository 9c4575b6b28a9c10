/** The term table: the bytes of a term → its number. */

import { hashForm } from "../../../text/hash.js";

/** Finds terms in a hash table that needs no building: its slots are stored with the terms. */
export class TermTable {
  readonly #bytes: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #slots: Uint32Array;

  /**
   * @param starts where each term starts in `bytes`, and the end. [T + 1]
   * @param slots as {@link fillSlots} fills them.
   */
  constructor(bytes: Uint8Array, starts: Uint32Array, slots: Uint32Array) {
    this.#bytes = bytes;
    this.#starts = starts;
    this.#slots = slots;
  }

  /**
   * Finds many terms.
   *
   * In a loop of its own, the first look at the table does not wait for the comparison of the term before: processors then fetch from
   * memory for several terms at once, which makes it twice as fast where the table is larger than their caches.
   *
   * @param terms takes the number of each, or −1. [count]
   */
  findAll(text: Uint8Array, starts: Uint32Array, ends: Uint32Array, count: number, terms: Int32Array): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let i = 0; i < count; i++) terms[i] = slots[hashForm(text, starts[i]!, ends[i]!) & mask]!;
    for (let i = 0; i < count; i++) {
      const [start, end] = [starts[i]!, ends[i]!];
      const term = terms[i]! - 1;
      terms[i] = term < 0 || this.#isTerm(term, text, start, end) ? term : this.find(text, start, end);
    }
  }

  /** Returns the number of the term whose bytes these are; −1 if there is none. */
  find(text: Uint8Array, start: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hashForm(text, start, end) & mask; ; slot = (slot + 1) & mask) {
      const term = slots[slot]! - 1;
      if (term < 0 || this.#isTerm(term, text, start, end)) return term;
    }
  }

  #isTerm(term: number, text: Uint8Array, start: number, end: number): boolean {
    const bytes = this.#bytes;
    const at = this.#starts[term]!;
    const length = end - start;
    if (this.#starts[term + 1]! - at !== length) return false;
    let same = 0;
    while (same < length && bytes[at + same] === text[start + same]) same++;
    return same === length;
  }
}

/** Puts every term into its slot, in their order. @param slots all free, and more of them than terms. */
export function fillSlots(bytes: Uint8Array, starts: Uint32Array, slots: Uint32Array): void {
  const mask = slots.length - 1;
  for (let term = 0; term + 1 < starts.length; term++) {
    let slot = hashForm(bytes, starts[term]!, starts[term + 1]!) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = term + 1;
  }
}

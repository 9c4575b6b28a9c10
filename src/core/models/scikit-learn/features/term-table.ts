/** The term table: the bytes of a term → its number. */

import { hashForm } from "../../../text/lexer.js";

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

  /** Returns the number of the term whose bytes these are; −1 if there is none. */
  find(text: Uint8Array, start: number, end: number): number {
    const bytes = this.#bytes;
    const starts = this.#starts;
    const slots = this.#slots;
    const mask = slots.length - 1;
    const length = end - start;
    for (let slot = hashForm(text, start, end) & mask; ; slot = (slot + 1) & mask) {
      const term = slots[slot]! - 1;
      if (term < 0) return -1;
      const at = starts[term]!;
      if (starts[term + 1]! - at !== length) continue;
      let same = 0;
      while (same < length && bytes[at + same] === text[start + same]) same++;
      if (same === length) return term;
    }
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

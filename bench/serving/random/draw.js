// @ts-check
/** Seeded random choices, so that what was sent can be sent again. */

export class Draw {
  #state;

  /** Different numbers give different draws. */
  constructor(...numbers) {
    this.#state = numbers.reduce((state, number) => Math.imul(state ^ number, 0x9e3779b1) + 0x7f4a7c15, 0) >>> 0;
    // The first values of neighbouring seeds are similar.
    for (let i = 0; i < 3; i++) this.next();
  }

  /** A number from 0 to below 1 (mulberry32). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `min` to `max`. */
  whole(min, max) {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  one(array) {
    return array[Math.floor(this.next() * array.length)];
  }

  chance(probability) {
    return this.next() < probability;
  }

  /** An array of `number` values that `make` returns. */
  many(number, make) {
    return Array.from({ length: number }, make);
  }
}

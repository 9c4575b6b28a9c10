/** Regions: arrays that grow, one behind the other in the memory of a kernel. */

import { aligned, makeRoom, newMemory } from "./memory.js";
import type { Memory } from "./web-assembly.js";

/** A memory that is divided into regions. When one grows, those behind it move; so nothing is left unused, as it would be by copies. */
export class Regions<Name extends string> {
  readonly memory: Memory;
  readonly #names: readonly Name[];
  readonly #sizes: number[];

  /** @param sizes bytes of each region; all are zeros. */
  constructor(sizes: Readonly<Record<Name, number>>) {
    this.#names = Object.keys(sizes) as Name[];
    this.#sizes = this.#names.map((name) => aligned(sizes[name]));
    this.memory = newMemory(this.#startAt(this.#names.length));
  }

  /** The address of a region, until another grows. */
  start(name: Name): number {
    return this.#startAt(this.#names.indexOf(name));
  }

  /** Bytes of a region. */
  size(name: Name): number {
    return this.#sizes[this.#names.indexOf(name)]!;
  }

  /** Makes a region larger. What it gets in addition holds anything. */
  grow(name: Name, size: number): void {
    const index = this.#names.indexOf(name);
    const last = this.#names.length;
    const [from, end] = [this.#startAt(index + 1), this.#startAt(last)];
    this.#sizes[index] = aligned(size);
    makeRoom(this.memory, this.#startAt(last));
    new Uint8Array(this.memory.buffer).copyWithin(this.#startAt(index + 1), from, end);
  }

  #startAt(index: number): number {
    let start = 0;
    for (let i = 0; i < index; i++) start += this.#sizes[i]!;
    return start;
  }
}

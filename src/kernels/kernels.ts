/** The kernels at work: memory that they and all threads share, and jobs for them. */

import { lend } from "./helper.js";
import { aligned, makeRoom, newMemory } from "./memory.js";
import { kernelModule } from "./module.js";
import { Hand, JOB_BYTES, type Kernel, type Shared } from "./tasks.js";
import type { Memory } from "./web-assembly.js";

export type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

interface NumbersType<A extends Numbers> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): A;
}

/** Threads that do the tasks of a job, with this one. */
export const THREADS: number = 2;

/** A memory for arrays that kernels work on, at most 4 GB. It goes when the object goes. */
export class Kernels {
  readonly #memory: Memory = newMemory();
  /** The memory as views see it: a new buffer whenever it grows. */
  readonly #buffers = new WeakSet<ArrayBufferLike>();
  readonly #hand: Hand;
  /** Where the next array begins. */
  #end = JOB_BYTES;

  constructor() {
    const shared: Shared = { module: kernelModule(), memory: this.#memory };
    this.#hand = new Hand(shared, 0);
    lend(shared);
  }

  /** Makes an array, which holds anything. */
  array<A extends Numbers>(type: NumbersType<A>, length: number): A {
    return this.#arrayAt(type, this.#end, length);
  }

  /** Makes an array of zeros. */
  zeros<A extends Numbers>(type: NumbersType<A>, length: number): A {
    return this.array(type, length).fill(0) as A;
  }

  /** Makes an array longer, if it was the last one made: it stays where it is. */
  longer<A extends Numbers>(array: A, length: number): A {
    return this.#arrayAt(array.constructor as NumbersType<A>, array.byteOffset, length);
  }

  #arrayAt<A extends Numbers>(type: NumbersType<A>, start: number, length: number): A {
    const end = start + aligned(length * type.BYTES_PER_ELEMENT);
    makeRoom(this.#memory, end);
    this.#end = end;
    const { buffer } = this.#memory;
    this.#buffers.add(buffer);
    return new type(buffer, start, length);
  }

  /** Does some work, and then takes back the memory of all arrays that were made meanwhile. */
  scoped<T>(work: () => T): T {
    const end = this.#end;
    try {
      return work();
    } finally {
      this.#end = end;
    }
  }

  /** Returns an array, or a copy of it if it is not of this memory. */
  placed<A extends Numbers>(array: A): A {
    if (this.#buffers.has(array.buffer)) return array;
    const copy = this.array(array.constructor as NumbersType<A>, array.length);
    copy.set(array);
    return copy;
  }

  /** The address of an array: of a copy, if it is not of this memory. */
  at(array: Numbers): number {
    return this.placed(array).byteOffset;
  }

  /**
   * Has all tasks of a job done.
   *
   * @param record what the kernel works on: its fields in their order, numbers, addresses, and arrays, which stand for their addresses. Of an
   * array that is not of this memory the kernel sees a copy: it must be no result.
   */
  run(kernel: Kernel, record: readonly (number | Numbers)[], tasks: number): void {
    this.scoped(() => {
      const fields = record.map((field) => (typeof field === "number" ? field : this.at(field)));
      this.#hand.do(kernel, this.at(Uint32Array.from(fields)), tasks);
    });
  }
}

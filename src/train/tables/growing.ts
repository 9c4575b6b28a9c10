/** Typed arrays that are filled from the front and grow. */

/** Returns a copy of twice the length. */
export function doubled<A extends Uint8Array | Uint32Array | Float32Array | Float64Array>(array: A): A {
  const larger = new (array.constructor as new (length: number) => A)(array.length * 2);
  larger.set(array);
  return larger;
}

/** A list of numbers of 32 bits whose length is not known beforehand. */
export class GrowingNumbers {
  #numbers: Uint32Array = new Uint32Array(1 << 8);
  size = 0;

  push(number: number): void {
    if (this.size === this.#numbers.length) this.#numbers = doubled(this.#numbers);
    this.#numbers[this.size++] = number;
  }

  /** The number at an index below {@link size}. */
  at(index: number): number {
    return this.#numbers[index]!;
  }

  /** Returns a copy of all numbers so far. */
  all(): Uint32Array {
    return this.#numbers.slice(0, this.size);
  }
}

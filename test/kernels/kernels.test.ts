/** Arrays in the memory of kernels. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Kernels, type Numbers } from "../../src/kernels/kernels.js";
import { errorOf } from "../support/errors.js";

const TYPES = [Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array, Float64Array] as const;

const addresses = (array: Numbers): [number, number] => [array.byteOffset, array.byteOffset + array.byteLength];

describe("Kernels", () => {
  it("makes arrays that do not overlap, and keep what is in them when the memory grows", () => {
    const wanted = fc.array(fc.tuple(fc.constantFrom(...TYPES), fc.nat(30_000)), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(wanted, (list) => {
        const kernels = new Kernels();
        const arrays = list.map(([type, length], i) => kernels.array<Numbers>(type, length).fill(i + 1));
        let end = 0;
        arrays.forEach((array, i) => {
          expect(array).toBeInstanceOf(list[i]![0]);
          expect(array).toHaveLength(list[i]![1]);
          expect(addresses(array)[0]).toBeGreaterThanOrEqual(end);
          expect(addresses(array)[0] % 16).toBe(0);
          end = addresses(array)[1];
          expect(array.every((number: number) => number === i + 1)).toBe(true);
        });
      }),
      { numRuns: 30 },
    );
  });

  it("uses the memory of a scope again, also if the work in it fails", () => {
    const kernels = new Kernels();
    const first = kernels.scoped(() => kernels.array(Float64Array, 100).fill(7));
    const failing = (): never =>
      kernels.scoped(() => {
        kernels.array(Float64Array, 1000);
        throw new Error("the work");
      });
    expect(failing).toThrow("the work");
    const second = kernels.zeros(Float64Array, 100);
    expect(second.byteOffset).toBe(first.byteOffset);
    // Both are views of the same numbers, which were not zeros.
    expect([...first]).toEqual(Array(100).fill(0));
  });

  it("makes the last array longer where it is", () => {
    const kernels = new Kernels();
    const array = kernels.array(Uint32Array, 3);
    array.set([1, 2, 3]);
    const longer = kernels.longer(array, 100_000);
    expect(longer).toHaveLength(100_000);
    expect(longer.byteOffset).toBe(array.byteOffset);
    expect([...longer.subarray(0, 3)]).toEqual([1, 2, 3]);
    expect(kernels.array(Uint8Array, 1).byteOffset).toBe(longer.byteOffset + longer.byteLength);
  });

  it("copies what is not of its memory, and nothing else", () => {
    const [kernels, others] = [new Kernels(), new Kernels()];
    const own = kernels.array(Uint16Array, 5);
    expect(kernels.placed(own)).toBe(own);
    expect(kernels.at(own.subarray(2))).toBe(own.byteOffset + 4);
    // It stays of this memory when that has grown.
    kernels.array(Uint8Array, 1_000_000);
    expect(kernels.placed(own)).toBe(own);
    for (const buffer of [new ArrayBuffer(8), new SharedArrayBuffer(8), others.array(Uint8Array, 8).buffer]) {
      const foreign = new Uint16Array(buffer, 2, 3).fill(9);
      const placed = kernels.placed(foreign);
      expect(placed).toEqual(Uint16Array.of(9, 9, 9));
      expect(placed.buffer).toBe(kernels.array(Uint8Array, 0).buffer);
      foreign.fill(1);
      expect(placed).toEqual(Uint16Array.of(9, 9, 9));
    }
  });

  it("makes other arrays after one that was too large", () => {
    const kernels = new Kernels();
    const before = kernels.array(Uint8Array, 1);
    expect(errorOf(() => kernels.array(Float64Array, 2 ** 30)).code).toBe("input");
    expect(kernels.array(Uint8Array, 1).byteOffset).toBe(before.byteOffset + 16);
  });
});

/** Radix sort: against a stable comparison sort of the same records. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Key, LANES, radixSort } from "../../../src/train/tables/radix-sort.js";

const anyKey: fc.Arbitrary<Key> = fc
  .record({ lane: fc.nat({ max: LANES - 1 }), shift: fc.nat({ max: 31 }), bits: fc.integer({ min: 1, max: 32 }) })
  .map(({ lane, shift, bits }) => ({ lane, shift, bits: Math.min(bits, 32 - shift) }));

const anyRecord: fc.Arbitrary<number[]> = fc.array(
  fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 0xffffffff }), fc.constant(0xffffffff)),
  { minLength: LANES, maxLength: LANES },
);

const keyOf = (record: readonly number[], { lane, shift, bits }: Key): number =>
  Math.floor(record[lane]! / 2 ** shift) % 2 ** bits;

function sorted(records: readonly number[][], keys: readonly Key[]): number[][] {
  const flat = Uint32Array.from(records.flat());
  const found = radixSort(flat, new Uint32Array(flat.length), records.length, keys);
  return Array.from(records, (_, i) => [...found.subarray(i * LANES, (i + 1) * LANES)]);
}

describe("radixSort", () => {
  it("sorts by the first key, then by the next, and keeps the order of equal records", () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 60 }), fc.array(anyKey, { maxLength: 3 }), (records, keys) => {
        const compare = (a: number[], b: number[]): number =>
          keys.map((key) => keyOf(a, key) - keyOf(b, key)).find((difference) => difference !== 0) ?? 0;
        expect(sorted(records, keys)).toEqual(records.toSorted(compare));
      }),
    );
  });

  it("leaves records that are in order where they are", () => {
    const records = Uint32Array.from([1, 0, 0, 7, 1, 0, 0, 3, 2, 0, 0, 5]);
    expect(radixSort(records, new Uint32Array(12), 3, [{ lane: 0, shift: 0, bits: 20 }])).toBe(records);
  });

  it("sorts only the first `size` records", () => {
    const records = Uint32Array.from([2, 0, 0, 0, 1, 0, 0, 0, 0, 9, 9, 9]);
    const found = radixSort(records, new Uint32Array(8), 2, [{ lane: 0, shift: 0, bits: 2 }]);
    expect([...found.subarray(0, 8)]).toEqual([1, 0, 0, 0, 2, 0, 0, 0]);
  });
});

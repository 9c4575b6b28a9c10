/** The two small computations by which a model's arrays are entered. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BLOCK, bucketShift, startOf } from "../../../../src/core/models/linear/arrays.js";

describe("startOf", () => {
  it("is the sum of all counts before a place", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 70 }), (counts) => {
        const sumBefore = (place: number): number => counts.slice(0, place).reduce((a, b) => a + b, 0);
        const blocks = Uint32Array.from({ length: Math.ceil(counts.length / BLOCK) }, (_, i) => sumBefore(i * BLOCK));
        counts.forEach((_, place) => {
          expect(startOf(blocks, Uint8Array.from(counts), place)).toBe(sumBefore(place));
        });
      }),
    );
  });
});

describe("bucketShift", () => {
  it("leaves as many upper bits of a hash as tell the buckets apart", () => {
    expect(bucketShift(new Uint32Array(2 + 1))).toBe(31);
    expect(bucketShift(new Uint32Array(1024 + 1))).toBe(22);
  });

  it("is no whole number for a number of buckets that is no power of two", () => {
    expect(Number.isInteger(bucketShift(new Uint32Array(3 + 1)))).toBe(false);
  });
});

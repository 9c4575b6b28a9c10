/** Quantisation: what it may lose, and what it may not. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantise } from "../../../src/train/fit/quantise.js";

const ranges: fc.Arbitrary<readonly [number, number]> = fc.constantFrom([0, 255] as const, [1, 254] as const);
/** Evenly spread, unlike the doubles of fast-check: most of those are 0 in single precision. */
const weights: fc.Arbitrary<number> = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((n) => n / 100_000);

const restored = (values: Float64Array, first: number, last: number): number[] => {
  const { codes, levels } = quantise(values, first, last);
  return Array.from(codes, (code) => levels[code]!);
};

describe("quantise", () => {
  it("loses only double precision if there are no more distinct values than levels", () => {
    fc.assert(
      fc.property(
        ranges,
        fc.uniqueArray(weights, { maxLength: 254 }),
        fc.array(fc.nat(253)),
        ([first, last], distinct, again) => {
          const values = [...distinct, ...again.flatMap((i) => distinct[i] ?? [])];
          expect(restored(Float64Array.from(values), first, last)).toEqual(
            values.map((value) => Math.fround(value) + 0),
          );
        },
      ),
    );
  });

  it("is exact for as many distinct values as there are levels, and not for one more", () => {
    const full = Float64Array.from({ length: 256 }, (_, i) => i ** 2);
    expect(restored(full, 0, 255)).toEqual([...full]);
    const oneMore = Float64Array.from({ length: 257 }, (_, i) => i ** 2);
    expect(restored(oneMore, 0, 255)).not.toEqual([...oneMore]);
    expect(new Set(quantise(oneMore, 0, 255).levels).size).toBe(256);
  });

  it("moves no value by more than half a step otherwise", () => {
    fc.assert(
      fc.property(ranges, fc.uniqueArray(weights, { minLength: 300, maxLength: 600 }), ([first, last], values) => {
        const [min, max] = [Math.min(...values), Math.max(...values)];
        // With both signs, levels end a little beyond the values, so that one of them is 0.
        const steps = last - first - (min < 0 && max > 0 ? 1 : 0);
        const halfStep = (max - min) / steps / 2;
        // Levels are kept in single precision: 24 bits of numbers up to 20.
        const rounding = 20 * 2 ** -22;
        restored(Float64Array.from(values), first, last).forEach((value, i) => {
          expect(Math.abs(value - values[i]!)).toBeLessThanOrEqual(halfStep + rounding);
        });
      }),
      { numRuns: 30 },
    );
  });

  it("leaves 0 what it is, though values have both signs", () => {
    fc.assert(
      fc.property(ranges, fc.uniqueArray(weights, { minLength: 300, maxLength: 600 }), ([first, last], values) => {
        fc.pre(values.some((value) => value < 0) && values.some((value) => value > 0));
        expect(restored(Float64Array.of(...values, 0), first, last).at(-1)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it("uses no code outside its range, and leaves the other levels 0", () => {
    fc.assert(
      fc.property(ranges, fc.array(weights, { maxLength: 400 }), ([first, last], values) => {
        const { codes, levels } = quantise(Float64Array.from(values), first, last);
        expect(levels).toHaveLength(256);
        expect(codes).toHaveLength(values.length);
        for (const code of codes) expect(code >= first && code <= last).toBe(true);
        levels.forEach((level, code) => {
          if (code < first || code > last) expect(level).toBe(0);
        });
      }),
      { numRuns: 50 },
    );
  });

  it("keeps the order of values", () => {
    fc.assert(
      fc.property(fc.array(weights, { minLength: 2, maxLength: 600 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const { codes, levels } = quantise(Float64Array.from(sorted), 1, 254);
        for (let i = 1; i < sorted.length; i++) {
          expect(codes[i]).toBeGreaterThanOrEqual(codes[i - 1]!);
          expect(levels[codes[i]!]).toBeGreaterThanOrEqual(levels[codes[i - 1]!]!);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("accepts an empty list", () => {
    expect(quantise(new Float64Array(), 1, 254)).toEqual({ codes: new Uint8Array(), levels: new Float32Array(256) });
  });
});

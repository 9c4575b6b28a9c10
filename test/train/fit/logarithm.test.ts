/** The logarithm against that of the engine, which is right to one unit in the last place. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logarithm } from "../../../src/train/fit/logarithm.js";

/** The distance from a number to the next one that is larger. */
function unitInLastPlace(x: number): number {
  const bits = new BigInt64Array(Float64Array.of(Math.abs(x)).buffer);
  return new Float64Array(BigInt64Array.of(bits[0]! + 1n).buffer)[0]! - Math.abs(x);
}

/** Normal numbers of all magnitudes. */
const numbers = fc
  .tuple(fc.double({ min: 1, max: 2, maxExcluded: true, noNaN: true }), fc.integer({ min: -1022, max: 1023 }))
  .map(([mantissa, exponent]) => mantissa * 2 ** exponent);

describe("logarithm", () => {
  it("is within 4 units in the last place, for numbers of all magnitudes", () => {
    fc.assert(
      fc.property(numbers, (x) => {
        const expected = Math.log(x);
        expect(Math.abs(logarithm(x) - expected)).toBeLessThanOrEqual(4 * unitInLastPlace(expected));
      }),
      { numRuns: 20_000 },
    );
  });

  it("is as exact near 1 and near the ends of its series", () => {
    for (const centre of [1, Math.SQRT1_2, Math.SQRT2, 2, 1e-5, 1e5]) {
      for (let i = -200; i <= 200; i++) {
        const x = centre * (1 + (i * i * i) / 2 ** 32);
        const expected = Math.log(x);
        expect(Math.abs(logarithm(x) - expected), `${x}`).toBeLessThanOrEqual(4 * unitInLastPlace(expected));
      }
    }
  });

  it("is exactly 0 for 1, and k · ln 2 for powers of 2", () => {
    expect(logarithm(1)).toBe(0);
    for (const k of [-1022, -3, 1, 10, 1023]) expect(logarithm(2 ** k)).toBe(k * Math.LN2);
  });
});

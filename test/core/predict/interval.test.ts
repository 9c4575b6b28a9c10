/** Wilson's interval against the values of the paper that compares such intervals. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilson } from "../../../src/core/predict/interval.js";

describe("wilson", () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion: comparison of seven methods", Statistics in Medicine 17, 1998,
  // table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("gives for %d of %d from %d to %d, as published", (right, documents, low, high) => {
    const [from, to] = wilson(right, documents);
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
  });

  it("does not collapse if all are right, or none", () => {
    const [low, high] = wilson(8, 8);
    expect(high).toBe(1);
    // n ⁄ (n + z²)
    expect(low).toBeCloseTo(8 / (8 + 1.959963984540054 ** 2), 12);
    expect(wilson(0, 8)).toEqual([0, expect.closeTo(1 - low, 12)]);
  });

  it("knows nothing without documents", () => {
    expect(wilson(0, 0)).toEqual([0, 1]);
  });

  it("contains the share itself, within 0 to 1, and is the mirror image for the wrong ones", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (documents, share) => {
        const right = Math.round(share * documents);
        const [low, high] = wilson(right, documents);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(right / documents);
        expect(high).toBeGreaterThanOrEqual(right / documents);
        const [mirroredLow, mirroredHigh] = wilson(documents - right, documents);
        expect(mirroredLow).toBeCloseTo(1 - high, 12);
        expect(mirroredHigh).toBeCloseTo(1 - low, 12);
      }),
    );
  });
});

/** The temperature of a text's scores. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { standardDeviation, temperatureFor } from "../../../../src/core/models/linear/temperature.js";

const MANY = Number.MAX_SAFE_INTEGER;

describe("temperatureFor", () => {
  it.each<[scores: number[], knownTerms: number, base: number, spread: number, brevity: number, expected: number]>([
    // Standard deviation 2.
    [[1, 5], MANY, 0.5, 0, 0, 0.5],
    [[1, 5], MANY, 0, 0.25, 0, 0.5],
    [[1, 5], MANY, 0.5, 0.25, 0, 1],
    [[1, 5], 1, 0.5, 0.25, 3, 4],
    [[1, 5], 2, 0.5, 0.25, 3, 2.5],
    [[1, 5], 300, 0.5, 0.25, 3, 1.01],
    [[7, 7], 2, 0.5, 1, 1, 1],
  ])(
    "is for %j, %d known terms, base %d, spread %d and brevity %d: %d",
    (scores, known, base, spread, brevity, expected) => {
      expect(temperatureFor(Float64Array.from(scores), known, { base, spread, brevity })).toBeCloseTo(expected, 12);
    },
  );

  it("does not change when all scores grow by the same", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 9 }), (scores) => {
        const [one, other] = [0, 1000].map((by) =>
          temperatureFor(
            Float64Array.from(scores, (score) => score + by),
            7,
            { base: 0.5, spread: 0.8, brevity: 2 },
          ),
        );
        expect(one).toBeCloseTo(other!, 9);
      }),
    );
  });

  it("is above 0 for any scores, whichever part is all there is", () => {
    const scores = fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { minLength: 2, maxLength: 4 });
    const part = fc.constantFrom("base", "spread", "brevity");
    fc.assert(
      fc.property(scores, part, fc.constantFrom(1e-300, 1), (all, name, size) => {
        const parts = { base: 0, spread: 0, brevity: 0, [name]: size };
        expect(temperatureFor(Float64Array.from(all), 1, parts)).toBeGreaterThan(0);
      }),
      {
        examples: [
          [[0, -2.36e-162, 0], "spread", 1],
          [[3, 3], "spread", 1],
        ],
      },
    );
  });
});

describe("standardDeviation", () => {
  it.each([
    // From textbooks: these have the mean 5.
    [[2, 4, 4, 4, 5, 5, 7, 9], 2],
    [[-2, 0, 0, 2], Math.SQRT2],
    [[3, 3, 3], 0],
  ])("of %j is %d", (scores, expected) => {
    expect(standardDeviation(Float64Array.from(scores))).toBeCloseTo(expected, 12);
  });
});

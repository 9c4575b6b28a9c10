/** The temperature of a text's scores. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { temperatureFor } from "../../../../src/core/models/linear/temperature.js";

/** So many known terms that their number does not matter. */
const MANY = Number.MAX_SAFE_INTEGER;

const calibrated = (temperature: number, spread: number) => ({ temperature, spread, documents: 0, right: 0, folds: 0 });

describe("temperatureFor", () => {
  it.each<[scores: number[], temperature: number, spread: number, expected: number]>([
    // Standard deviation 2.
    [[1, 5], 0.5, 0, 0.5],
    [[1, 5], 0.5, 1, 1],
    [[1, 5], 0.5, 0.5, 0.5 * Math.SQRT2],
    [[-2, 0, 0, 2], 3, 1, 3 * Math.SQRT2],
    // 2, 4, 4, 4, 5, 5, 7, 9 have the mean 5 and the standard deviation 2.
    [[2, 4, 4, 4, 5, 5, 7, 9], 0.25, 1, 0.5],
    [[7, 7], 0.5, 1, 0.5],
    [[0, 0, 0], 0.5, 0.3, 0.5],
  ])("is for %j, temperature %d and spread %d, %d", (scores, temperature, spread, expected) => {
    expect(temperatureFor(Float64Array.from(scores), MANY, calibrated(temperature, spread))).toBeCloseTo(expected, 12);
  });

  it.each([
    [1, 3],
    [2, 2],
    [4, 1.5],
    [200, 1.01],
  ])("is with %d known terms %d times that of a text with many", (knownTerms, times) => {
    const scores = Float64Array.of(1, 5);
    const many = temperatureFor(scores, MANY, calibrated(0.5, 0.5));
    expect(temperatureFor(scores, knownTerms, calibrated(0.5, 0.5)) / many).toBeCloseTo(times, 12);
  });

  it("does not change when all scores grow by the same", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 9 }), (scores) => {
        const [one, other] = [0, 1000].map((by) =>
          temperatureFor(
            Float64Array.from(scores, (score) => score + by),
            7,
            calibrated(0.5, 0.8),
          ),
        );
        expect(one).toBeCloseTo(other!, 9);
      }),
    );
  });

  it("is above 0 for any scores", () => {
    const scores = fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(
        scores,
        fc.constantFrom(1e-6, 1),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, least, spread) => {
          expect(temperatureFor(Float64Array.from(all), 1, calibrated(least, spread))).toBeGreaterThan(0);
        },
      ),
      { examples: [[[0, -2.36e-162, 0], 1e-6, 1]] },
    );
  });
});

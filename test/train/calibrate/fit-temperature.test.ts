/** The fit of a temperature: no temperature nearby has a smaller loss, written out from its definition. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type TemperatureParts, temperatureFor } from "../../../src/core/models/linear/temperature.js";
import { Kernels } from "../../../src/kernels/kernels.js";
import { type Case, fitTemperature } from "../../../src/train/calibrate/fit-temperature.js";
import { seeded } from "../../support/random.js";

const EPSILON = 0.05;

/** The logarithmic loss of smoothed targets: −Σ_cases Σ_c q_c ln p_c. */
function lossOf(cases: readonly Case[], parts: TemperatureParts): number {
  let loss = 0;
  for (const { scores, category, known, weight } of cases) {
    const temperature = temperatureFor(scores, known, parts);
    const max = Math.max(...scores);
    const exponents = Array.from(scores, (score) => (score - max) / temperature);
    const log = Math.log(exponents.reduce((sum, one) => sum + Math.exp(one), 0));
    exponents.forEach((one, c) => {
      loss -= weight * ((c === category ? 1 - EPSILON : 0) + EPSILON / scores.length) * (one - log);
    });
  }
  return loss;
}

const some: fc.Arbitrary<Case[]> = fc.integer({ min: 2, max: 5 }).chain((categories) =>
  fc.array(
    fc.record({
      category: fc.nat({ max: categories - 1 }),
      known: fc.constantFrom(1, 2, 5, 100),
      weight: fc.integer({ min: 1, max: 4 }),
      scores: fc
        .array(fc.integer({ min: -20, max: 20 }), { minLength: categories, maxLength: categories })
        .map((scores) => Float64Array.from(scores, (score) => score / 10)),
    }),
    { minLength: 1, maxLength: 12 },
  ),
);

/** Draws cases from the very probabilities that parts of a temperature give. */
function drawnBy(parts: TemperatureParts, size: number, seed: number): Case[] {
  const random = seeded(seed);
  return Array.from({ length: size }, () => {
    const scale = 0.2 + 2 * random();
    const scores = Float64Array.from({ length: 4 }, () => scale * random());
    const known = 1 + Math.floor(10 * random() ** 3);
    const temperature = temperatureFor(scores, known, parts);
    const exponentials = scores.map((score) => Math.exp(score / temperature));
    const drawn = random() * exponentials.reduce((a, b) => a + b);
    const category = exponentials.findIndex((_, c) => exponentials.slice(0, c + 1).reduce((a, b) => a + b) > drawn);
    return { scores, known, category, weight: 1 };
  });
}

/** Numbers near a part, within its bounds. */
const near = (part: number): number[] => [0.99 * part, part, Math.min(1.01 * part + 1e-3, 8)];

describe("fitTemperature", () => {
  it("finds parts of which no change near them lowers the loss", () => {
    fc.assert(
      fc.property(some, (cases) => {
        const parts = fitTemperature(new Kernels(), cases, EPSILON, 1);
        const loss = lossOf(cases, parts);
        for (const base of near(parts.base)) {
          for (const spread of near(parts.spread)) {
            for (const brevity of near(parts.brevity)) {
              if (base + spread + brevity === 0) continue;
              expect(loss).toBeLessThanOrEqual(lossOf(cases, { base, spread, brevity }) + 1e-4 * loss);
            }
          }
        }
      }),
    );
  });

  it.each<TemperatureParts>([
    { base: 0.3, spread: 0, brevity: 0 },
    { base: 0, spread: 0.8, brevity: 0 },
    { base: 0.1, spread: 0.5, brevity: 0.4 },
    { base: 0, spread: 0.6, brevity: 1.5 },
  ])("finds $base + $spread σ + $brevity ⁄ n again in what was drawn by it", (parts) => {
    const cases = drawnBy(parts, 20_000, 3);
    const found = fitTemperature(new Kernels(), cases, 0, 0.5);
    for (const { scores, known } of cases.slice(0, 100)) {
      const [expected, temperature] = [temperatureFor(scores, known, parts), temperatureFor(scores, known, found)];
      expect(temperature / expected).toBeGreaterThan(0.9);
      expect(temperature / expected).toBeLessThan(1.1);
    }
  });

  it("has no negative part, and none beyond its bound", () => {
    fc.assert(
      fc.property(some, fc.constantFrom(0.01, 1, 100), (cases, deviation) => {
        const { base, spread, brevity } = fitTemperature(new Kernels(), cases, EPSILON, deviation);
        for (const part of [base / deviation, spread, brevity / deviation]) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(8.000001);
        }
      }),
    );
  });
});

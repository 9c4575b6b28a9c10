/** Calibration: what it learns from held-out documents and their windows, and what it gives where there is little to learn. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ESTIMATORS } from "../../../src/core/models/linear/choices.js";
import { type TemperatureParts, temperatureFor } from "../../../src/core/models/linear/temperature.js";
import { calibrate } from "../../../src/train/calibrate/calibrate.js";
import { countCorrect } from "../../../src/train/choose/choose.js";
import type { HeldOutScores } from "../../../src/train/choose/held-out.js";

/** So many that their number leaves the temperature as it is. */
const MANY = 2 ** 31;

const heldOut = (category: number, scores: readonly number[], copies = 1, known = MANY): HeldOutScores => ({
  isWhole: true,
  document: 0,
  category,
  copies,
  scores: Float64Array.from(scores),
  known,
});

/** Probabilities of the categories by their scores. */
function probabilities(scores: readonly number[], parts: TemperatureParts, known = MANY): number[] {
  const temperature = temperatureFor(Float64Array.from(scores), known, parts);
  const max = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp((score - max) / temperature));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((one) => one / sum);
}

/** Documents with two scores 1 apart, of which the higher one is right in so many. */
const oneApart = (right: number, wrong: number, known = MANY): HeldOutScores[] => [
  heldOut(0, [1, 0], right, known),
  heldOut(1, [1, 0], wrong, known),
];

/** The share of right ones that is aimed at: with ε = 1 ⁄ (n + 2), of n documents. */
const smoothed = (right: number, wrong: number): number => {
  const epsilon = 1 / (right + wrong + 2);
  return ((1 - epsilon) * right) / (right + wrong) + epsilon / 2;
};

const some: fc.Arbitrary<HeldOutScores[]> = fc.integer({ min: 2, max: 5 }).chain((categories) =>
  fc.array(
    fc
      .record({
        category: fc.nat({ max: categories - 1 }),
        copies: fc.integer({ min: 1, max: 3 }),
        scores: fc.array(fc.integer({ min: -64, max: 64 }), { minLength: categories, maxLength: categories }),
      })
      .map(({ category, copies, scores }) =>
        heldOut(
          category,
          scores.map((score) => score / 64),
          copies,
        ),
      ),
    { minLength: 1, maxLength: 12 },
  ),
);

describe("calibrate", () => {
  it("gives the correct one of two categories the share of correct documents", () => {
    const { documents, right, ...parts } = calibrate(oneApart(3, 1), "complement");
    expect({ documents, right }).toEqual({ documents: 4, right: 3 });
    expect(probabilities([1, 0], parts)[0]).toBeCloseTo(smoothed(3, 1), 2);
    expect(calibrate(oneApart(30, 10), "complement").right).toBe(30);
  });

  it("lets the temperature grow with the scores if large ones are no better than small ones", () => {
    const scales = [0.1, 1, 10];
    const all = scales.flatMap((scale) => [heldOut(0, [scale, 0], 40), heldOut(1, [scale, 0], 10)]);
    const parts = calibrate(all, "complement");
    for (const scale of scales) expect(probabilities([scale, 0], parts)[0]).toBeCloseTo(0.8, 1);
    // And not where a score says by itself how likely it is: 4 of 5 at ln 4, 16 of 17 at ln 16.
    const alone = [4, 16].flatMap((odds) => [
      heldOut(0, [Math.log(odds), 0], odds * 100),
      heldOut(1, [Math.log(odds), 0], 100),
    ]);
    const { base, spread } = calibrate(alone, "complement");
    expect(spread).toBeLessThan(0.05);
    expect(base).toBeCloseTo(1, 1);
  });

  it("doubts few known words as far as they are right less often", () => {
    const parts = calibrate([...oneApart(300, 100, 1), ...oneApart(390, 10)], "complement");
    expect(parts.brevity).toBeGreaterThan(0);
    expect(probabilities([1, 0], parts, 1)[0]).toBeCloseTo(smoothed(300, 100), 2);
    expect(probabilities([1, 0], parts)[0]).toBeCloseTo(smoothed(390, 10), 2);
    // If they are right as often, their number makes no difference.
    const equal = calibrate([...oneApart(300, 100, 1), ...oneApart(300, 100)], "complement");
    expect(probabilities([1, 0], equal, 1)[0]).toBeCloseTo(probabilities([1, 0], equal)[0]!, 2);
  });

  it("is fitted to windows too, a document weighing as much as four, and counts documents alone", () => {
    const windows = oneApart(400, 0).map((one) => ({ ...one, isWhole: false }));
    const { documents, right, ...parts } = calibrate([...oneApart(60, 40), ...windows], "complement");
    expect({ documents, right }).toEqual({ documents: 100, right: 60 });
    expect(probabilities([1, 0], parts)[0]).toBeCloseTo((smoothed(60, 40) + smoothed(100, 0)) / 2, 2);
  });

  it("gives no probability of 1 if all predictions are correct", () => {
    for (const documents of [1, 10, 1000]) {
      const scores = [0, 3, -1];
      const calibration = calibrate(Array<HeldOutScores>(documents).fill(heldOut(1, scores)), "multinomial");
      const best = probabilities(scores, calibration)[1];
      // (1 − ε) + ε / 3, for the three are not all alike somewhat less.
      const epsilon = 1 / (documents + 2);
      expect(best).toBeGreaterThan(1 - 2 * epsilon);
      expect(best).toBeLessThan(1 - epsilon / 2);
      expect(calibration).toMatchObject({ documents, right: documents });
    }
  });

  it("gives no equal probabilities where predictions are all wrong", () => {
    for (const scale of [1e-3, 1, 1e3]) {
      const { right, ...parts } = calibrate([heldOut(0, [0, scale]), heldOut(1, [scale, 0])], "complement");
      expect(right).toBe(0);
      // At the highest temperature, 2.5 standard deviations, scores two of them apart are odds of e^(2/2.5).
      expect(probabilities([0, scale], parts)[1]).toBeCloseTo(1 / (1 + Math.exp(-2 / 2.5)), 2);
    }
  });

  it("counts a document with copies that many times", () => {
    fc.assert(
      fc.property(some, (all) => {
        const apart = all.flatMap(({ copies, ...one }) => Array<HeldOutScores>(copies).fill({ ...one, copies: 1 }));
        const [once, copied] = [apart, all].map((documents) => calibrate(documents, "complement"));
        for (const { scores } of all) {
          const [one, other] = [once!, copied!].map((parts) => temperatureFor(scores, MANY, parts));
          expect(one! / other!).toBeCloseTo(1, 1);
        }
      }),
    );
  });

  it("uses the defaults of the estimator if no document can be held out, or none has a known word", () => {
    for (const estimator of ESTIMATORS) {
      const none = calibrate([], estimator);
      expect(none.base).toBeGreaterThan(0);
      expect(none).toMatchObject({ documents: 0, right: 0 });
      const unknown = [heldOut(1, [-0.1, -3], 2, 0), heldOut(0, [-0.1, -3], 1, 0)];
      expect(calibrate(unknown, estimator)).toEqual({ ...none, documents: 3, right: 1 });
    }
  });

  it("ignores documents without a known word, except in the number of correct ones", () => {
    fc.assert(
      fc.property(some, (all) => {
        const { documents, right, ...fitted } = calibrate(all, "complement");
        const { scores } = all[0]!;
        const more = heldOut(0, [...scores.map((_, c) => -c)], 5, 0);
        expect(calibrate([more, ...all], "complement")).toEqual({
          ...fitted,
          documents: documents + 5,
          right: right + 5,
        });
      }),
    );
  });

  it("follows the unit of the scores, with three digits", () => {
    fc.assert(
      fc.property(some, fc.constantFrom(2 ** -20, 2 ** 20), (all, unit) => {
        const other = all.map((one) => ({ ...one, scores: one.scores.map((score) => score * unit) }));
        const [parts, scaled] = [all, other].map((documents) => calibrate(documents, "complement"));
        // Equal scores have no unit.
        for (const { scores } of all.filter((one) => new Set(one.scores).size > 1)) {
          const large = scores.map((score) => score * unit);
          const [one, two] = [temperatureFor(scores, 3, parts!), temperatureFor(large, 3, scaled!)];
          expect(two / unit / one).toBeCloseTo(1, 1);
        }
      }),
    );
    const { base, spread, brevity } = calibrate([...oneApart(300, 100, 1), ...oneApart(390, 10)], "complement");
    for (const part of [base, spread, brevity]) expect(String(part).replace(/^0\.0*/, "").length).toBeLessThan(5);
  });

  it("accepts equal scores", () => {
    expect(calibrate([heldOut(0, [0, 0])], "complement")).toMatchObject({ documents: 1, right: 1 });
    expect(calibrate([heldOut(0, [0, 0])], "linear").base).toBe(calibrate([], "linear").base);
  });
});

describe("countCorrect", () => {
  it("counts copies, and predicts the first of equal scores", () => {
    const all = [heldOut(0, [1, 1], 2), heldOut(1, [1, 1], 3), heldOut(1, [0, 1]), heldOut(0, [0, -1], 1, 0)];
    expect(countCorrect(all)).toEqual({ documents: 7, right: 4 });
    expect(countCorrect([])).toEqual({ documents: 0, right: 0 });
  });
});

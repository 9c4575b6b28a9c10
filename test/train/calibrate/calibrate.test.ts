/** Calibration: the fit has minimal loss, is sensible for little data, and always the same. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NAIVE_BAYES_ESTIMATORS } from "../../../src/core/models/linear/choices.js";
import { type Calibration, temperatureFor } from "../../../src/core/models/linear/temperature.js";
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
function probabilities(scores: Float64Array, calibration: Pick<Calibration, "temperature" | "spread">): number[] {
  const temperature = temperatureFor(scores, MANY, calibration);
  const max = Math.max(...scores);
  const exponentials = Array.from(scores, (score) => Math.exp((score - max) / temperature));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((one) => one / sum);
}

/** The logarithmic loss of smoothed targets, written out: −Σ_documents Σ_c q_c ln p_c. */
function lossOf(all: readonly HeldOutScores[], calibration: Pick<Calibration, "temperature" | "spread">): number {
  const known = all.filter((one) => one.known > 0);
  const epsilon = 1 / (known.reduce((sum, { copies }) => sum + copies, 0) + 2);
  let loss = 0;
  for (const { category, copies, scores } of known) {
    // So that a probability that rounds to 0 has a logarithm.
    const logs = probabilities(scores, calibration).map((p) => Math.log(Math.max(p, 1e-300)));
    const rest = logs.reduce((a, b) => a + b) / logs.length;
    loss -= copies * ((1 - epsilon) * logs[category]! + epsilon * rest);
  }
  return loss;
}

const SPREADS = Array.from({ length: 6 }, (_, i) => i / 5);
/** From 1/100 to almost 4 in steps of a tenth. */
const TEMPERATURES = Array.from({ length: 63 }, (_, i) => 1e-2 * 1.1 ** i);

const some: fc.Arbitrary<HeldOutScores[]> = fc.integer({ min: 2, max: 5 }).chain((categories) =>
  fc.array(
    fc
      .record({
        category: fc.nat({ max: categories - 1 }),
        copies: fc.integer({ min: 1, max: 3 }),
        scale: fc.constantFrom(0.01, 0.3, 1, 5, 40),
        scores: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: categories, maxLength: categories }),
      })
      .map(({ category, copies, scale, scores }) =>
        heldOut(
          category,
          scores.map((score) => score * scale),
          copies,
        ),
      ),
    { minLength: 1, maxLength: 12 },
  ),
);

describe("calibrate", () => {
  it("fits the temperature and the spread with the smallest loss", () => {
    fc.assert(
      fc.property(some, (all) => {
        // Where the highest temperature is as good as any, nothing was learned of it: see below.
        const flattest = Math.min(...SPREADS.map((spread) => lossOf(all, { temperature: 4, spread })));
        const found = lossOf(all, calibrate(all, "complement"));
        const others = SPREADS.flatMap((spread) =>
          TEMPERATURES.map((temperature) => lossOf(all, { temperature, spread })),
        );
        if (flattest < Math.min(...others) + 3e-3 * (1 + found)) return;
        // Two digits of the temperature are off by up to a twentieth, which the loss around its minimum feels squared.
        expect(found).toBeLessThan(Math.min(...others) + 3e-3 * (1 + found));
      }),
      { numRuns: 100 },
    );
  });

  it("finds the temperature that gives the correct one of two categories the share of correct documents", () => {
    // Scores 1 apart, three of four right: p = 1 / (1 + e^(-1/T)), and ε = 1/6 leaves 5/6 · 3/4 + 1/6 · 1/2 of it.
    const right = (5 / 6) * (3 / 4) + 1 / 12;
    const [all, wrong] = [
      [1, 0],
      [0, 1],
    ].map((scores) => heldOut(0, scores));
    const { temperature, spread, ...rest } = calibrate([all!, all!, all!, wrong!], "complement");
    // All have the same standard deviation, so any spread works; 0 is the simplest.
    expect(spread).toBe(0);
    // It is kept with two digits.
    expect(temperature).toBe(Number((1 / Math.log(right / (1 - right))).toPrecision(2)));
    expect(rest).toEqual({ documents: 4, right: 3 });
  });

  it("lets the temperature grow with the scores if large ones are no better than small ones", () => {
    const all = [0.1, 1, 10].flatMap((scale) => [
      ...Array<HeldOutScores>(4).fill(heldOut(0, [scale, 0])),
      heldOut(1, [scale, 0]),
    ]);
    expect(calibrate(all, "complement").spread).toBe(1);
    // And not where a score says by itself how likely it is: 4 of 5 at ln 4, 16 of 17 at ln 16.
    const alone = [4, 16].flatMap((odds) => [
      heldOut(0, [Math.log(odds), 0], odds * 100),
      heldOut(1, [Math.log(odds), 0], 100),
    ]);
    const { spread, temperature } = calibrate(alone, "complement");
    expect(spread).toBe(0);
    expect(temperature).toBeCloseTo(1, 1);
  });

  it("gives no probability of 1 if all predictions are correct", () => {
    for (const documents of [1, 10, 1000]) {
      const calibration = calibrate(Array<HeldOutScores>(documents).fill(heldOut(1, [0, 3, -1])), "multinomial");
      const [, best] = probabilities(Float64Array.of(0, 3, -1), calibration);
      // (1 − ε) + ε / 3, for the three are not all alike somewhat less.
      const epsilon = 1 / (documents + 2);
      expect(best).toBeGreaterThan(1 - 2 * epsilon);
      expect(best).toBeLessThan(1 - epsilon / 2);
      expect(calibration).toMatchObject({ documents, right: documents });
    }
  });

  it("learns nothing from predictions that are all wrong, and gives no equal probabilities", () => {
    const { right, documents, ...fitted } = calibrate([heldOut(0, [0, 1]), heldOut(1, [1, 0])], "complement");
    const { right: _, documents: none, ...unfitted } = calibrate([], "complement");
    expect(fitted).toEqual(unfitted);
    expect([right, documents, none]).toEqual([0, 2, 0]);
    expect(probabilities(Float64Array.of(0, 1), fitted)[1]).toBeGreaterThan(0.6);
  });

  it("counts a document with copies that many times", () => {
    fc.assert(
      fc.property(some, (all) => {
        const apart = all.flatMap(({ copies, ...one }) => Array<HeldOutScores>(copies).fill({ ...one, copies: 1 }));
        const [once, copied] = [apart, all].map((documents) => calibrate(documents, "complement"));
        expect({ ...copied, temperature: 0 }).toEqual({ ...once, temperature: 0 });
        expect(copied!.temperature / once!.temperature).toBeCloseTo(1, 2);
      }),
    );
  });

  it("doubts a few known words more than many", () => {
    const { temperature: few } = calibrate([heldOut(0, [1, 0], 3, 1), heldOut(1, [1, 0], 1, 1)], "complement");
    const { temperature: many } = calibrate([heldOut(0, [1, 0], 3), heldOut(1, [1, 0])], "complement");
    const right = (5 / 6) * (3 / 4) + 1 / 12;
    // The same probabilities follow from either: one term is three times as doubtful.
    expect(few).toBe(Number((1 / (3 * Math.log(right / (1 - right)))).toPrecision(2)));
    expect(few).toBeLessThan(many);
  });

  it("is fitted to parts of documents too, and counts whole ones alone", () => {
    const whole = [heldOut(0, [1, 0], 3), heldOut(1, [1, 0])];
    const parts = whole.map((one) => ({ ...one, isWhole: false, copies: 4, category: 0 }));
    const { documents, right, temperature } = calibrate([...whole, ...parts], "complement");
    expect({ documents, right }).toEqual({ documents: 4, right: 3 });
    expect(temperature).toBeLessThan(calibrate(whole, "complement").temperature);
  });

  it("uses the defaults of the estimator if no document can be held out, or none has a known word", () => {
    for (const estimator of NAIVE_BAYES_ESTIMATORS) {
      const none = calibrate([], estimator);
      expect(none.temperature).toBeGreaterThan(0.1);
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

  it("accepts equal scores, and scores of any size", () => {
    for (const scores of [
      [0, 0],
      [-700, -700],
      [1e-160, 0],
      [1e300, -1e300],
      [5e-324, 0],
    ]) {
      const { temperature, spread } = calibrate([heldOut(0, scores)], "complement");
      expect(temperature).toBeGreaterThanOrEqual(1e-2);
      expect(temperature).toBeLessThanOrEqual(4);
      expect(SPREADS).toContain(spread);
    }
  });
});

describe("countCorrect", () => {
  it("counts copies, and predicts the first of equal scores", () => {
    const all = [heldOut(0, [1, 1], 2), heldOut(1, [1, 1], 3), heldOut(1, [0, 1]), heldOut(0, [0, -1], 1, 0)];
    expect(countCorrect(all)).toEqual({ documents: 7, right: 4 });
    expect(countCorrect([])).toEqual({ documents: 0, right: 0 });
  });
});

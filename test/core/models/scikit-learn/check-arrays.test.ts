/** Checks of arrays: what makes a model is taken, in every combination of classifiers; faults name place and numbers. */

import { describe, expect, it } from "vitest";
import { checkArrays } from "../../../../src/core/models/scikit-learn/check-arrays.js";
import type { CalibratorSettings, ClassifierSettings } from "../../../../src/core/models/scikit-learn/settings.js";
import { faultOf } from "../../../support/errors.js";
import { withItem } from "../../../support/tampered-artifact.js";
import { arraysOf, type HandModel } from "./hand-model.js";
import { LINEAR_TWO } from "./lying-artifact.js";

const ISOTONIC: CalibratorSettings = { kind: "isotonic", points: 2, isSingle: false };
const CALIBRATED: ClassifierSettings = {
  kind: "calibrated",
  classes: 2,
  members: [{ classifier: LINEAR_TWO, calibrators: [ISOTONIC] }],
};
/** One against the rest, of three calibrated members: 3 × 2 points. */
const NESTED: HandModel = {
  blocks: [{ terms: ["ant", "bee"] }],
  classifier: { kind: "one-versus-rest", classes: 3, lastWins: false, members: [CALIBRATED, CALIBRATED, CALIBRATED] },
  weights: [
    [1, null],
    [2, 3],
    [null, null],
  ],
  calibration: [...[-1, 1, 0, 1], ...[0, 2, 0.5, 0.75], ...[3, 4, 0, 0]],
};
const PLAIN: HandModel = {
  blocks: [{ terms: ["ant", "bee"] }],
  classifier: { kind: "linear", classes: 1, link: "none" },
  weights: [[1, null]],
};

describe("checkArrays", () => {
  it.each<readonly [string, HandModel]>([
    ["a model of one class", PLAIN],
    ["a model without any weights of its own", { ...PLAIN, weights: [[null, null]], base: [2] }],
    ["a model of single precision", { ...PLAIN, isSingle: true }],
    ["a model that hashes, and has no terms", { ...PLAIN, blocks: [{ hashed: 2 }] }],
    ["calibrated classifiers within one against the rest", NESTED],
    ["numbers at the limits", { ...PLAIN, weights: [[1e100, -1e100]], intercepts: [1e100] }],
    [
      "factors at the limits",
      { ...PLAIN, blocks: [{ terms: ["ant", "bee"], operations: [{ name: "factors" }] }], factors: [1e15, -1e15] },
    ],
  ])("takes %s", (_what, hand) => {
    expect(() => checkArrays(arraysOf(hand))).not.toThrow();
  });

  it("finds a wrong point of a calibrator within one against the rest", () => {
    const arrays = arraysOf(NESTED);
    const at = (index: number, value: number) => () =>
      checkArrays({ ...arrays, calibration: withItem(arrays.calibration, index, value) });
    expect(faultOf(at(5, 0))).toMatchObject({ code: "order" });
    expect(faultOf(at(11, 1.5))).toMatchObject({ code: "out-of-range" });
    expect(faultOf(() => checkArrays({ ...arrays, calibration: arrays.calibration.slice(1) }))).toMatchObject({
      code: "section-size",
      message: "11 numbers of calibration; expected 12",
    });
  });

  it("says in which array a number is wrong, and where a slot, a term or a function is", () => {
    const arrays = arraysOf(PLAIN);
    const message = (change: object): string => faultOf(() => checkArrays({ ...arrays, ...change })).message;
    expect(message({ weights: Float64Array.of(Number.NaN) })).toContain("weights");
    expect(message({ termStarts: Uint32Array.of(0, 7, 6) })).toBe("term 1 ends before it starts");
    expect(message({ termStarts: Uint32Array.of(0, 3) })).toBe("2 starts for 2 terms");
    expect(message({ termSlots: Uint32Array.of(0, 0, 0, 3) })).toBe("slot 3 holds term 2 of 2");
    expect(message({ weightFunctions: Uint8Array.of(1) })).toBe("function 1 of feature 0");
    expect(message({ factors: Float64Array.of(1) })).toBe("1 factors; expected 0");
    expect(message({ intercepts: new Float64Array(2) })).toContain("linear functions; expected 1");
  });
});

/** The recorded predictions in an artifact's header: those of a family without probabilities have none. */

import { describe, expect, it } from "vitest";
import { checkRecorded } from "../../../src/core/models/recorded-predictions.js";
import { faultOf } from "../../support/errors.js";

const TARGETS = ["autos", "hockey"];
const WITHOUT = { text: "puck", category: "hockey" };
const WITH = { ...WITHOUT, probability: 0.9 };

describe("checkRecorded", () => {
  it("takes predictions with a probability of a family that has them, and without of one that has none", () => {
    expect(checkRecorded([WITH], TARGETS, true)).toEqual([WITH]);
    expect(checkRecorded([WITHOUT], TARGETS, false)).toEqual([WITHOUT]);
  });

  it("refuses either of the other family", () => {
    for (const [recorded, hasProbabilities] of [
      [WITHOUT, true],
      [WITH, false],
    ] as const) {
      const fault = faultOf(() => checkRecorded([recorded], TARGETS, hasProbabilities));
      expect(fault.message).toContain("a recorded prediction must have exactly these keys: text, category");
    }
  });
});

/** Term weights against the formula of the textbook. */

import { describe, expect, it } from "vitest";
import { termWeight, WEIGHT_ONE } from "../../../src/core/text/term-weight.js";

const FREQUENCIES = [1, 2, 3, 10, 100, 254, 255, 256, 257, 1000, 1_000_000];

describe("termWeight", () => {
  it("gives a word that occurs once the weight 1", () => {
    expect(WEIGHT_ONE).toBe(65536);
    expect(termWeight(1, false)).toBe(WEIGHT_ONE);
  });

  it("gives a bigram half the weight of a word", () => {
    expect(termWeight(1, true)).toBe(WEIGHT_ONE / 2);
    for (const frequency of FREQUENCIES) {
      expect(Math.abs(termWeight(frequency, true) - termWeight(frequency, false) / 2)).toBeLessThanOrEqual(0.75);
    }
  });

  it("is 1 + ln(frequency) to the nearest multiple of 2^-16, for small and for large frequencies", () => {
    for (const frequency of FREQUENCIES) {
      const weight = termWeight(frequency, false);
      expect(Number.isInteger(weight)).toBe(true);
      expect(Math.abs(weight / 2 ** 16 - (1 + Math.log(frequency)))).toBeLessThanOrEqual(2 ** -17);
    }
  });

  // Introduction to Information Retrieval, 6.4.1 (with the natural logarithm): 1 + ln 10 = 3.302585…
  it("gives ten occurrences little more than three times the weight of one", () => {
    expect(termWeight(10, false) / WEIGHT_ONE).toBeCloseTo(3.302585, 4);
  });

  it("grows with the frequency", () => {
    for (let frequency = 1; frequency < 300; frequency++) {
      expect(termWeight(frequency + 1, false)).toBeGreaterThan(termWeight(frequency, false));
      expect(termWeight(frequency + 1, true)).toBeGreaterThan(termWeight(frequency, true));
    }
  });

  it("gives weight 0 to a term that does not occur", () => {
    expect(termWeight(0, false)).toBe(0);
    expect(termWeight(0, true)).toBe(0);
  });
});

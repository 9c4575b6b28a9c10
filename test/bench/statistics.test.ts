import { describe, expect, it } from "vitest";
import { median, pairedRatio } from "../../bench/statistics.js";

describe("median", () => {
  it("is the middle value, whatever the order", () => {
    expect(median([3, 100, 1])).toBe(3);
  });

  it("is the mean of the middle two of an even number", () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });
});

describe("pairedRatio", () => {
  it("compares runs of the same round, so that a machine that slows down does not matter", () => {
    expect(pairedRatio([1, 10, 100], [2, 20, 200])).toBe(0.5);
  });

  it("uses only the rounds that both sides have", () => {
    expect(pairedRatio([1, 1, 1, 50], [2])).toBe(0.5);
    expect(pairedRatio([2], [1, 1, 50])).toBe(2);
  });
});

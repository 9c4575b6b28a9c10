/** Growth of typed arrays. */

import { describe, expect, it } from "vitest";
import { doubled, GrowingNumbers } from "../../../src/train/tables/growing.js";

describe("doubled", () => {
  it("copies into an array of the same kind and twice the length, zero at the end", () => {
    expect(doubled(Uint8Array.of(1, 2))).toEqual(Uint8Array.of(1, 2, 0, 0));
    expect(doubled(Uint32Array.of(0xffffffff))).toEqual(Uint32Array.of(0xffffffff, 0));
    expect(doubled(Float64Array.of(0.5, -1))).toEqual(Float64Array.of(0.5, -1, 0, 0));
  });

  it("does not change the given array", () => {
    const array = Uint8Array.of(7);
    doubled(array)[0] = 8;
    expect(array).toEqual(Uint8Array.of(7));
  });
});

describe("GrowingNumbers", () => {
  it("keeps all numbers in order, however many", () => {
    const numbers = new GrowingNumbers();
    for (let i = 0; i < 1000; i++) numbers.push(i * 3);
    expect(numbers.size).toBe(1000);
    expect([...numbers.all()]).toEqual(Array.from({ length: 1000 }, (_, i) => i * 3));
  });
});

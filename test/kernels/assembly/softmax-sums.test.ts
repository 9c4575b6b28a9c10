/** Sums of a softmax by the kernel against its plain twin, to the last bit. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Kernels } from "../../../src/kernels/kernels.js";
import { seeded } from "../../support/random.js";

const ROWS_OF_TASK = 256;

function expectTwin(rows: number, targets: number, seed: number): void {
  const random = seeded(seed);
  const exponents = Float64Array.from({ length: rows * targets }, () => -20 * random() ** 3);
  // A temperature near 0 makes exponentials that are 0.
  const inverses = Float64Array.from({ length: rows }, () => 1 / random() ** 9);
  const kernels = new Kernels();
  const sums = kernels.array(Float64Array, 3 * rows);
  const arrays = [exponents, inverses, sums].map((array) => kernels.at(array));
  kernels.run("sumSoftmax", [rows, ROWS_OF_TASK, targets, ...arrays], Math.ceil(rows / ROWS_OF_TASK));
  const expected = Array.from(inverses, (inverse, row) => {
    const own = exponents.subarray(row * targets, (row + 1) * targets);
    let [partition, first, second] = [0, 0, 0];
    for (const exponent of own) {
      const exponential = Math.exp(exponent * inverse);
      partition += exponential;
      first += exponential * exponent;
      second += exponential * exponent * exponent;
    }
    return [partition, first, second];
  });
  expect([...sums]).toEqual(expected.flat());
}

describe("sumSoftmax", () => {
  it("adds up as its plain twin does", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 30 }), fc.nat(), expectTwin));
  });

  it("adds up texts of several tasks", () => {
    expectTwin(600, 20, 11);
  });
});

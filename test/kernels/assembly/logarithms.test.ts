/** Logarithms by the kernel against ml-naivebayes, to the last bit. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Kernels } from "../../../src/kernels/kernels.js";
import { BLOCK, fit as fitWeights } from "../../../src/train/fit/fit.js";
import { seeded } from "../../support/random.js";
import { matrixOf, type Shape, shapes, sumsOf } from "../../support/sparse-matrix.js";

function logarithmsBy(kernels: Kernels, numbers: Float64Array): Float64Array {
  const logarithms = kernels.array(Float64Array, numbers.length);
  const record = [numbers.length, BLOCK, kernels.at(numbers), kernels.at(logarithms)];
  kernels.run("smoothLogarithms", record, Math.ceil(numbers.length / BLOCK));
  return logarithms.slice();
}

function expectTwin(shape: Shape, alpha: number): void {
  const sums = sumsOf(matrixOf(shape), shape.terms);
  const sizes = Array.from({ length: shape.categories }, (_, c) => 1 + c);
  const kernels = new Kernels();
  // Without the last argument, `fit` asks ml-naivebayes.
  expect(fitWeights(sums, sizes, "complement", alpha, (numbers) => logarithmsBy(kernels, numbers))).toEqual(
    fitWeights(sums, sizes, "complement", alpha),
  );
}

describe("smoothLogarithms", () => {
  it("gives the weights that ml-naivebayes gives", () => {
    fc.assert(fc.property(shapes, fc.constantFrom(0.05, 0.5, 1), expectTwin));
  });

  it("gives them for numbers of several blocks, the last of which is not full", () => {
    const shape = { rows: 500, terms: BLOCK + 100, categories: 5, seed: 9 };
    expectTwin(shape, 0.5);
  });

  it("gives ln(1 + n)", () => {
    const random = seeded(10);
    const numbers = Float64Array.from({ length: 3000 }, () => random() ** 9 * 1e6);
    const found = logarithmsBy(new Kernels(), numbers);
    numbers.forEach((number, i) => {
      expect(Math.abs(found[i]! - Math.log1p(number))).toBeLessThan(1e-13);
    });
  });
});

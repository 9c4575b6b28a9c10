/** Sums for scores by the kernel against its plain twin, to the last bit. What scores they make: `test/train/choose/held-out.test.ts`. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Kernels } from "../../../src/kernels/kernels.js";
import { seeded } from "../../support/random.js";
import { matrixOf, type Shape, shapes, sumsOf } from "../../support/sparse-matrix.js";

const ROWS_OF_TASK = 256;

function expectTwin(shape: Shape): void {
  const random = seeded(shape.seed + 3);
  const { starts, terms, values } = matrixOf(shape);
  const postings = sumsOf(matrixOf(shape), shape.terms);
  const delta = Float64Array.from(postings.sums, () => random() - 0.5);
  const common = Float64Array.from({ length: shape.terms }, () => random() - 0.5);
  const kernels = new Kernels();
  const sums = kernels.array(Float64Array, shape.rows * (3 + shape.categories));
  const arrays = [starts, terms, values, postings.starts, postings.categories, delta, common, sums];
  const fields = [shape.rows, ROWS_OF_TASK, shape.categories, ...arrays.map((array) => kernels.at(array))];
  kernels.run("scoreRows", fields, Math.ceil(shape.rows / ROWS_OF_TASK));
  const expected = Array.from({ length: shape.rows }, (_, row) => {
    let [squares, length, shared] = [0, 0, 0];
    const scores = Array.from({ length: shape.categories }, () => 0);
    for (let item = starts[row]!; item < starts[row + 1]!; item++) {
      const [term, x] = [terms[item]!, values[item]!];
      squares += x * x;
      length += x;
      shared += x * common[term]!;
      for (let i = postings.starts[term]!; i < postings.starts[term + 1]!; i++) {
        scores[postings.categories[i]!]! += x * delta[i]!;
      }
    }
    return [squares, length, shared, ...scores];
  });
  expect([...sums]).toEqual(expected.flat());
}

describe("scoreRows", () => {
  it("adds up as its plain twin does", () => {
    fc.assert(fc.property(shapes, expectTwin));
  });

  it("adds up rows of several tasks", () => {
    expectTwin({ rows: 1000, terms: 300, categories: 20, seed: 8 });
  });
});

/** Sums by posting against sums row by row. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Kernels } from "../../../src/kernels/kernels.js";
import { postingSums } from "../../../src/train/fit/posting-sums.js";
import { errorOf } from "../../support/errors.js";
import { matrixOf, type Shape, shapes, sumsOf } from "../../support/sparse-matrix.js";

const expectTwin = (shape: Shape): void => {
  const matrix = matrixOf(shape);
  const expected = sumsOf(matrix, shape.terms);
  expect(postingSums(new Kernels(), matrix, expected)).toEqual(expected.sums);
};

describe("sumPostings", () => {
  it("adds up as its plain twin does", () => {
    fc.assert(fc.property(shapes, expectTwin));
  });

  it("adds up rows of several tasks", () => {
    expectTwin({ rows: 3000, terms: 500, categories: 30, seed: 3 });
  });

  it("says if an item has no posting", () => {
    const shape = { rows: 40, terms: 20, categories: 4, seed: 4 };
    const matrix = matrixOf(shape);
    const { starts, categories } = sumsOf(matrix, shape.terms);
    // Each posting in turn becomes one of a category that no row has.
    categories.forEach((_, missing) => {
      const lying = categories.with(missing, shape.categories);
      expect(errorOf(() => postingSums(new Kernels(), matrix, { starts, categories: lying }))).toMatchObject({
        code: "section-size",
      });
    });
  });
});

/** Fits by the kernel against its plain twin, to the last bit. How near they come to the best fit: `test/train/fit`. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Kernels } from "../../../src/kernels/kernels.js";
import type { DocumentMatrix } from "../../../src/train/features/document-matrix.js";
import { columnsOf } from "../../../src/train/fit/columns.js";
import { DualCoordinateDescent, type Fit, type Hyperplane } from "../../../src/train/fit/dual-coordinate-descent.js";
import { plainPlane } from "../../support/plain-descent.js";
import { seeded } from "../../support/random.js";
import { matrixOf, type Shape, shapes } from "../../support/sparse-matrix.js";

const COST = 0.5;

/** A feature for each category: eighths, so that some are equal. */
function fitsOf({ categories, rows, seed }: Shape): Fit[] {
  const random = seeded(seed + 1);
  return Array.from({ length: categories }, (_, positive) => ({
    positive,
    feature: Float32Array.from({ length: rows }, () => Math.round(random() * 16 - 8) / 8),
  }));
}

function planesBy(matrix: DocumentMatrix, size: number, fits: readonly Fit[], instead?: Float32Array): Hyperplane[] {
  const kernels = new Kernels();
  const descent = new DualCoordinateDescent(kernels, matrix, columnsOf(kernels, matrix, size), COST);
  const planes: Hyperplane[] = [];
  // The next ones overwrite them.
  for (const some of descent.fit(fits, instead)) {
    planes.push(...some.map((plane) => ({ ...plane, weights: plane.weights.slice() })));
  }
  return planes;
}

describe("fitPlane", () => {
  it("fits each class as its plain twin does", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const [matrix, fits] = [matrixOf(shape), fitsOf(shape)];
        expect(planesBy(matrix, shape.terms, fits)).toEqual(
          fits.map((fit) => plainPlane(matrix, shape.terms, COST, fit)),
        );
      }),
    );
  });

  it("fits again with another feature where the weight of the first is negative, and only there", () => {
    const again = { yes: 0, no: 0 };
    fc.assert(
      fc.property(shapes, (shape) => {
        const [matrix, fits] = [matrixOf(shape), fitsOf(shape)];
        const instead = new Float32Array(shape.rows);
        const expected = fits.map((fit) => {
          const plane = plainPlane(matrix, shape.terms, COST, fit);
          const isAgain = plane.featureWeight < 0;
          again[isAgain ? "yes" : "no"]++;
          return isAgain ? plainPlane(matrix, shape.terms, COST, { ...fit, feature: instead }) : plane;
        });
        expect(planesBy(matrix, shape.terms, fits, instead)).toEqual(expected);
      }),
    );
    expect(Math.min(again.yes, again.no)).toBeGreaterThan(100);
  });

  it("fits more classes than fit in one job, of rows and terms that are many", () => {
    const shape = { rows: 700, terms: 301, categories: 40, seed: 1 };
    const [matrix, fits] = [matrixOf(shape), fitsOf(shape)];
    expect(planesBy(matrix, shape.terms, fits)).toEqual(fits.map((fit) => plainPlane(matrix, shape.terms, COST, fit)));
  });

  it("fits a class that all rows have, and one that none has", () => {
    const shape = { rows: 30, terms: 9, categories: 1, seed: 2 };
    const matrix = matrixOf(shape);
    const fits = [0, 1].map((positive) => ({ ...fitsOf(shape)[0]!, positive }));
    expect(planesBy(matrix, shape.terms, fits)).toEqual(fits.map((fit) => plainPlane(matrix, shape.terms, COST, fit)));
  });
});

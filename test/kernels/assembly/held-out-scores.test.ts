/** Leave-one-out scores by the kernel against its plain twin, to the last bit. What they mean: `test/train/fit/held-out-scores.test.ts`. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Kernels } from "../../../src/kernels/kernels.js";
import { type DocumentMatrix, UNIT } from "../../../src/train/features/document-matrix.js";
import { columnsOf } from "../../../src/train/fit/columns.js";
import { fit as fitWeights, type Weights } from "../../../src/train/fit/fit.js";
import { type HeldOutFeature, heldOutFeature } from "../../../src/train/fit/held-out-scores.js";
import { logarithm } from "../../../src/train/fit/logarithm.js";
import type { TermSums } from "../../../src/train/fit/select.js";
import { matrixOf, type Shape, shapes, sumsOf } from "../../support/sparse-matrix.js";

const ALPHA = 0.5;

/** By how much −ln a grows when a share of a leaves it. */
const gainOf = (share: number): number =>
  share < 1 / 16
    ? share * (1 + share * (1 / 2 + share * (1 / 3 + share * (1 / 4 + share / 5))))
    : -logarithm(1 - share);

function plainFeature(
  matrix: DocumentMatrix,
  { starts, categories, sums }: TermSums,
  { offset, delta }: Weights,
): HeldOutFeature {
  const rows = matrix.categories.length;
  const targets = offset.length;
  const postingsOf = (term: number): number[] =>
    Array.from({ length: starts[term + 1]! - starts[term]! }, (_, i) => starts[term]! + i);
  const totals = Array.from({ length: starts.length - 1 }, (_, term) =>
    postingsOf(term).reduce((sum, i) => sum + sums[i]!, 0),
  );
  const complements = new Float64Array(targets);
  totals.forEach((_, term) => {
    for (const i of postingsOf(term)) complements[categories[i]!]! -= sums[i]!;
  });
  const all = totals.reduce((sum, total) => sum + total, 0);
  for (let c = 0; c < targets; c++) complements[c]! += all + ALPHA * totals.length;
  const inverseOf = (term: number, i: number): number => 1 / (totals[term]! - sums[i]! + ALPHA);

  const features = Array.from({ length: targets }, () => new Float32Array(rows));
  let squares = 0;
  matrix.categories.forEach((own, row) => {
    const scores = new Float64Array(targets);
    let [length, gain] = [0, 0];
    for (let item = matrix.starts[row]!; item < matrix.starts[row + 1]!; item++) {
      const [term, x] = [matrix.terms[item]!, matrix.values[item]!];
      const postings = postingsOf(term);
      if (totals[term]! <= x) continue;
      length += x;
      const absent = gainOf(x / (totals[term]! + ALPHA));
      gain += x * absent;
      for (const i of postings) scores[categories[i]!]! += x * delta[i]!;
      if (x * Math.max(...postings.map((i) => inverseOf(term, i))) < 1 / 128) continue;
      for (const i of postings) {
        if (categories[i] !== own) scores[categories[i]!]! += x * (gainOf(x * inverseOf(term, i)) - absent);
      }
    }
    scores[own]! -= gain;
    let mean = 0;
    for (let c = 0; c < targets; c++) {
      scores[c]! += length * (offset[c]! - (c === own ? 0 : gainOf(length / complements[c]!)));
      mean += scores[c]!;
    }
    mean /= targets;
    for (let c = 0; c < targets; c++) {
      const score = scores[c]! - mean;
      features[c]![row] = score;
      squares += score * score;
    }
  });
  const deviation = Math.sqrt(squares / (rows * targets)) || 1;
  const rounded = features.map((feature) => feature.map((one) => Math.round((one / deviation) * UNIT) / UNIT));
  return { features: rounded, deviation };
}

function expectTwin(shape: Shape): void {
  const matrix = matrixOf(shape);
  const sums = sumsOf(matrix, shape.terms);
  const sizes = Array.from({ length: shape.categories }, (_, c) => 1 + c);
  const weights = fitWeights(sums, sizes, "complement", ALPHA);
  // The kernel takes weights in single precision, as the stack rounds them.
  const single = { ...weights, delta: weights.delta.map(Math.fround), offset: weights.offset.map(Math.fround) };
  const kernels = new Kernels();
  const found = heldOutFeature(kernels, matrix, columnsOf(kernels, matrix, shape.terms), sums, single, ALPHA);
  expect(found).toEqual(plainFeature(matrix, sums, single));
}

describe("scoreHeldOutRows", () => {
  it("scores as its plain twin does", () => {
    fc.assert(fc.property(shapes, expectTwin), { numRuns: 60 });
  });

  it("scores rows of several tasks and jobs, among them shares that make no difference", () => {
    expectTwin({ rows: 4500, terms: 300, categories: 3, seed: 5 });
  });
});

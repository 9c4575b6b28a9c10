/** Scores of documents left out against complement naive Bayes that is trained without each. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Kernels } from "../../../src/kernels/kernels.js";
import type { DocumentMatrix } from "../../../src/train/features/document-matrix.js";
import { columnsOf } from "../../../src/train/fit/columns.js";
import { fit as fitWeights } from "../../../src/train/fit/fit.js";
import { heldOutFeature } from "../../../src/train/fit/held-out-scores.js";
import { complementOf, termSums } from "../../support/dense-naive-bayes.js";

const ALPHA = 0.5;

interface Row {
  readonly x: readonly number[];
  readonly category: number;
}

/** Rows of at least two categories; every term is in all of them, and no sum but for rounding depends on the order. */
const problems: fc.Arbitrary<Row[]> = fc.record({ terms: fc.integer({ min: 1, max: 5 }) }).chain(({ terms }) =>
  fc
    .array(
      fc.record({
        x: fc.array(fc.integer({ min: 8, max: 64 }), { minLength: terms, maxLength: terms }),
        category: fc.nat(2),
      }),
      { minLength: 3, maxLength: 9 },
    )
    .map((rows) =>
      // One row of each category comes first.
      rows.map(({ x, category }, i) => ({ x: x.map((n) => n / 64), category: i < 3 ? i : category })),
    ),
);

function matrixOf(rows: readonly Row[]): DocumentMatrix {
  const terms = rows[0]!.x.length;
  return {
    starts: Uint32Array.from({ length: rows.length + 1 }, (_, i) => i * terms),
    terms: Uint32Array.from({ length: rows.length * terms }, (_, i) => i % terms),
    values: Float32Array.from(rows.flatMap(({ x }) => x)),
    categories: Uint16Array.from(rows, ({ category }) => category),
    copies: new Float64Array(rows.length).fill(1),
  };
}

/** N_tc [category][term]. */
const sumsOf = (rows: readonly Row[]): number[][] =>
  [0, 1, 2].map((c) =>
    rows[0]!.x.map((_, t) => rows.reduce((total, { x, category }) => total + (category === c ? x[t]! : 0), 0)),
  );

/** The centred scores of a document by naive Bayes that is trained on `others`. */
function scoresBy(others: readonly Row[], { x }: Row): number[] {
  const scores = complementOf(sumsOf(others)).map((row) => {
    const divisor = row.reduce((a, b) => a + b) + ALPHA * row.length;
    return x.reduce((total, value, t) => total - value * Math.log((row[t]! + ALPHA) / divisor), 0);
  });
  const mean = scores.reduce((a, b) => a + b) / scores.length;
  return scores.map((score) => score - mean);
}

function featureOf(rows: readonly Row[]) {
  const sums = termSums(sumsOf(rows));
  const sizes = [0, 1, 2].map((c) => rows.filter(({ category }) => category === c).length);
  const weights = fitWeights(sums, sizes, "complement", ALPHA);
  const kernels = new Kernels();
  const matrix = matrixOf(rows);
  return heldOutFeature(kernels, matrix, columnsOf(kernels, matrix, sums.first.length), sums, weights, ALPHA);
}

describe("heldOutFeature", () => {
  it("scores each document as a model that never saw it, but for shares that make no difference", () => {
    fc.assert(
      fc.property(problems, (rows) => {
        const { features, deviation } = featureOf(rows);
        rows.forEach((row, i) => {
          const expected = scoresBy(
            rows.filter((_, k) => k !== i),
            row,
          );
          const length = row.x.reduce((a, b) => a + b);
          expected.forEach((score, c) => {
            expect(Math.abs(features[c]![i]! * deviation - score)).toBeLessThan(length / 128 + 1e-4);
          });
        });
      }),
    );
  });

  it("has features whose squares have the mean 1, and rows that add up to 0", () => {
    fc.assert(
      fc.property(problems, (rows) => {
        const { features, deviation } = featureOf(rows);
        const all = features.flatMap((feature) => [...feature]);
        // Of a single term, no category has more than another.
        fc.pre(deviation > 1e-3 && all.some((one) => one !== 0));
        expect(all.reduce((total, one) => total + one * one, 0) / all.length).toBeCloseTo(1, 3);
        rows.forEach((_, i) => {
          expect(features.reduce((total, feature) => total + feature[i]!, 0)).toBeCloseTo(0, 4);
        });
      }),
    );
  });

  it("does not see what it says of a term that no other document has", () => {
    const rows: Row[] = [
      { x: [1, 0.5], category: 0 },
      { x: [1, 0], category: 1 },
      { x: [1, 0], category: 2 },
    ];
    const { features, deviation } = featureOf(rows);
    // Without the second term, the three have the same text: only the document's own category is no better for it.
    expect(features[1]![0]! * deviation).toBeCloseTo(features[2]![0]! * deviation, 5);
    expect(features[0]![0]!).toBeLessThan(features[1]![0]!);
  });
});

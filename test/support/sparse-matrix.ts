/** Document matrices by chance, for kernels and their twins: any numbers, rows without items, terms without rows. */

import fc from "fast-check";
import type { DocumentMatrix } from "../../src/train/features/document-matrix.js";
import type { TermSums } from "../../src/train/fit/select.js";
import { seeded } from "./random.js";

export interface Shape {
  readonly rows: number;
  readonly terms: number;
  readonly categories: number;
  readonly seed: number;
}

/** Small shapes; larger ones are given by hand, so that a job has several tasks. */
export const shapes: fc.Arbitrary<Shape> = fc.record({
  rows: fc.integer({ min: 1, max: 40 }),
  terms: fc.integer({ min: 1, max: 25 }),
  categories: fc.integer({ min: 2, max: 12 }),
  seed: fc.nat(),
});

/** Rows of up to 12 items. About one of six is empty, and about one of three numbers occurs in other rows too. */
export function matrixOf({ rows, terms, categories, seed }: Shape): DocumentMatrix {
  const random = seeded(seed);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const items = Array.from({ length: rows }, () => {
    const size = upTo(6) === 0 ? 0 : 1 + upTo(12);
    return [...new Set(Array.from({ length: size }, () => upTo(terms)))].sort((a, b) => a - b);
  });
  return {
    starts: startsOf(items.map(({ length }) => length)),
    terms: Uint32Array.from(items.flat()),
    values: Float32Array.from(items.flat(), () => (upTo(3) === 0 ? (1 + upTo(4)) / 8 : 0.01 + random())),
    categories: Uint16Array.from({ length: rows }, () => upTo(categories)),
    copies: Float64Array.from({ length: rows }, () => 1 + upTo(3)),
  };
}

/** Where each begins, and the last one ends. */
export function startsOf(sizes: readonly number[]): Uint32Array {
  const starts = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, i) => {
    starts[i + 1] = starts[i]! + size;
  });
  return starts;
}

/** The postings of a matrix, with the sum of x in each, copies counted; row by row, in ascending order. */
export function sumsOf(matrix: DocumentMatrix, size: number): TermSums {
  const sums = Array.from({ length: size }, () => new Map<number, number>());
  matrix.categories.forEach((category, row) => {
    for (let i = matrix.starts[row]!; i < matrix.starts[row + 1]!; i++) {
      const own = sums[matrix.terms[i]!]!;
      own.set(category, (own.get(category) ?? 0) + matrix.copies[row]! * matrix.values[i]!);
    }
  });
  const postings = sums.map((own) => [...own].sort(([a], [b]) => a - b));
  return {
    first: Uint32Array.from({ length: size }, (_, term) => term),
    second: new Uint32Array(size),
    starts: startsOf(postings.map(({ length }) => length)),
    categories: Uint16Array.from(postings.flat(), ([category]) => category),
    sums: Float64Array.from(postings.flat(), ([, sum]) => sum),
    minValue: 0,
    candidates: size,
  };
}

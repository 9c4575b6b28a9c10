/** Problems for a support vector machine: rows of numbers as a test writes them → the matrix that is fitted to. */

import { Kernels } from "../../src/kernels/kernels.js";
import type { DocumentMatrix } from "../../src/train/features/document-matrix.js";
import { columnsOf } from "../../src/train/fit/columns.js";
import { DualCoordinateDescent, type Hyperplane } from "../../src/train/fit/dual-coordinate-descent.js";
import { seeded } from "./random.js";

/** A document: its terms, and one more feature. Category 1 has the sign +1. */
export interface Row {
  readonly x: readonly number[];
  readonly category: number;
  readonly feature: number;
  readonly copies: number;
}

export const signOf = ({ category }: Row): number => (category === 1 ? 1 : -1);

function matrixOf(rows: readonly Row[]): DocumentMatrix {
  const items = rows.map(({ x }) => x.flatMap((value, term) => (value === 0 ? [] : [{ term, value }])));
  const starts = [0];
  for (const { length } of items) starts.push(starts.at(-1)! + length);
  return {
    starts: Uint32Array.from(starts),
    terms: Uint32Array.from(items.flat(), ({ term }) => term),
    values: Float32Array.from(items.flat(), ({ value }) => value),
    categories: Uint16Array.from(rows, ({ category }) => category),
    copies: Float64Array.from(rows, ({ copies }) => copies),
  };
}

/** Fits categories against the rest, with the feature of each row. */
export function fitEach(rows: readonly Row[], cost: number, categories: readonly number[]): Hyperplane[] {
  const feature = Float32Array.from(rows, (row) => row.feature);
  const kernels = new Kernels();
  const matrix = matrixOf(rows);
  const descent = new DualCoordinateDescent(kernels, matrix, columnsOf(kernels, matrix, rows[0]!.x.length), cost);
  const fits = categories.map((positive) => ({ positive, feature }));
  const planes: Hyperplane[] = [];
  // The next ones overwrite them.
  for (const some of descent.fit(fits)) {
    planes.push(...some.map((plane) => ({ ...plane, weights: plane.weights.slice() })));
  }
  return planes;
}

/** Fits category 1 against the rest. */
export const fitTo = (rows: readonly Row[], cost: number): Hyperplane => fitEach(rows, cost, [1])[0]!;

export const scoreOf = ({ weights, featureWeight, bias }: Hyperplane, { x, feature }: Row): number =>
  bias + featureWeight * feature + x.reduce((total, value, i) => total + value * weights[i]!, 0);

/** Problems with {@link textLikeRows}. */
export const TEXT_LIKE: readonly (readonly [size: number, terms: number, cost: number])[] = [
  [60, 40, 0.5],
  [200, 100, 0.5],
  [200, 300, 1],
];

/**
 * Rows as documents are: of many terms a few, some more often in one of three categories; with copies, and a feature that is right more often
 * than not.
 */
export function textLikeRows(size: number, terms: number): Row[] {
  const random = seeded(16);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: size }, (_, i) => {
    const category = i % 3;
    const counts = Array.from({ length: terms }, () => 0);
    for (let word = 0; word < 10; word++) {
      counts[random() < 0.3 ? 3 * upTo(Math.floor(terms / 3)) + category : upTo(terms)]!++;
    }
    const length = Math.hypot(...counts);
    return {
      x: counts.map((count) => Math.fround(count / length)),
      category,
      feature: Math.fround((category === 1 ? 0.5 : -0.5) + 2 * random() - 1),
      copies: 1 + upTo(3),
    };
  });
}

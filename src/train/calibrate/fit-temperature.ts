/** The fit of a temperature: held-out scores → the parts of the temperature for which the logarithmic loss is minimal. */

import { standardDeviation, type TemperatureParts } from "../../core/models/linear/temperature.js";
import { argmax } from "../../core/predict/ranking.js";
import { sum } from "../../core/sum.js";
import type { Kernels } from "../../kernels/kernels.js";

/** The scores of a text whose category is known. */
export interface Case {
  /** Score by category. [C] */
  readonly scores: Float64Array;
  readonly category: number;
  /** Number of known terms, 1 or more. */
  readonly known: number;
  /** How often it counts. */
  readonly weight: number;
}

/** The cases as the fit needs them. R cases, C categories. */
interface Rows {
  readonly kernels: Kernels;
  /** Scores less the highest one: exponents of the softmax, to be divided by the temperature. [R][C] */
  readonly exponents: Float64Array;
  /** Mean of the exponents under the target probabilities. [R] */
  readonly targets: Float64Array;
  /** What spread and brevity are multiplied with in the temperature; that of base is 1. [R] */
  readonly spreads: Float64Array;
  readonly brevities: Float64Array;
  /** [R] */
  readonly weights: Float64Array;
  /** What exponents are multiplied with, and what the kernel makes of them. [R], [R][3] */
  readonly inverses: Float64Array;
  readonly sums: Float64Array;
}

/** So many cases are a task. */
const ROWS_OF_TASK = 256;

/** Base, spread and brevity. */
type Parts = readonly [number, number, number];

/** Loss and its derivatives by the three parts. */
interface Slope {
  readonly loss: number;
  readonly gradient: number[];
  readonly curvature: number[][];
}

/** Bound of each part, base and brevity in mean standard deviations: beyond, all probabilities are nearly the same. */
const MAX_PART = 8;
const MAX_STEPS = 100;
/** When a step lowers the loss by a smaller share, what is left is beyond the digits that are kept. */
const TOLERANCE = 1e-10;
/** Damping of the first step, and by how much it falls after a step that lowers the loss, and rises after one that does not. */
const DAMPING = 1e-2;
const DAMPING_FACTOR = 10;
/** With more damping, a step would be too short to matter. */
const MAX_DAMPING = 1e9;

/**
 * Finds base, spread and brevity by Newton's method with the expected curvature, damped where it goes too far (Marquardt, *An Algorithm for
 * Least-Squares Estimation of Nonlinear Parameters*, 1963). Parts stay within their bounds: with enough damping, a step goes down the slope, and
 * stays so if it is cut off there.
 *
 * @param epsilon share of each target probability that all categories share.
 * @param deviation a typical standard deviation of scores, the unit of base and brevity; above 0.
 */
export function fitTemperature(
  kernels: Kernels,
  cases: readonly Case[],
  epsilon: number,
  deviation: number,
): TemperatureParts {
  return kernels.scoped(() => fitTo(rowsOf(kernels, cases, epsilon, deviation), deviation));
}

function fitTo(rows: Rows, deviation: number): TemperatureParts {
  let parts: Parts = [0.5, 0.5, 0.5];
  let slope = slopeAt(rows, parts);
  let damping = DAMPING;
  for (let step = 0; step < MAX_STEPS && damping < MAX_DAMPING; step++) {
    const moved = movedFrom(parts, slope, damping);
    const other = slopeAt(rows, moved);
    if (!(other.loss < slope.loss)) {
      damping *= DAMPING_FACTOR;
      continue;
    }
    const isDone = damping <= DAMPING && slope.loss - other.loss <= TOLERANCE * slope.loss;
    [parts, slope] = [moved, other];
    if (isDone) break;
    damping /= DAMPING_FACTOR;
  }
  const [base, spread, brevity] = parts;
  return { base: base * deviation, spread, brevity: brevity * deviation };
}

function rowsOf(kernels: Kernels, cases: readonly Case[], epsilon: number, deviation: number): Rows {
  const size = cases.length;
  const categories = cases[0]?.scores.length ?? 0;
  const all = kernels.array(Float64Array, size * categories);
  const column = (): Float64Array => kernels.array(Float64Array, size);
  const [targets, spreads, brevities, weights] = [column(), column(), column(), column()];
  cases.forEach(({ scores, category, known, weight }, row) => {
    const highest = scores[argmax(scores)]!;
    const exponents = all.subarray(row * categories, (row + 1) * categories);
    for (let c = 0; c < categories; c++) exponents[c] = (scores[c]! - highest) / deviation;
    targets[row] = (1 - epsilon) * exponents[category]! + (epsilon * sum(exponents)) / categories;
    spreads[row] = standardDeviation(scores) / deviation;
    brevities[row] = 1 / known;
    weights[row] = weight;
  });
  const sums = kernels.array(Float64Array, 3 * size);
  return { kernels, exponents: all, targets, spreads, brevities, weights, inverses: column(), sums };
}

/** Parts a damped step away. */
function movedFrom(parts: Parts, { gradient, curvature }: Slope, damping: number): Parts {
  const free = [0, 1, 2].filter((k) => !isHeld(parts[k]!, gradient[k]!));
  const direction = solve(
    free.map((i) => free.map((j) => curvature[i]![j]! * (i === j ? 1 + damping : 1))),
    free.map((i) => gradient[i]!),
  );
  const moved: [number, number, number] = [...parts];
  free.forEach((k, i) => {
    moved[k] = Math.min(MAX_PART, Math.max(0, parts[k]! - direction[i]!));
  });
  return moved;
}

/** Whether a part is at a bound, and the loss would fall beyond. */
function isHeld(part: number, gradient: number): boolean {
  return part === 0 ? gradient >= 0 : part === MAX_PART && gradient <= 0;
}

function slopeAt(rows: Rows, [base, spread, brevity]: Parts): Slope {
  const { kernels, exponents, targets, spreads, brevities, weights, inverses, sums } = rows;
  const size = weights.length;
  for (let row = 0; row < size; row++) {
    const temperature = base + spread * spreads[row]! + brevity * brevities[row]!;
    // It is 0 for equal scores too, if the spread is all there is: any will do then.
    inverses[row] = 1 / (temperature > 0 || spreads[row]! > 0 ? temperature : 1);
  }
  const record = [size, ROWS_OF_TASK, exponents.length / size, exponents, inverses, sums];
  kernels.run("sumSoftmax", record, Math.ceil(size / ROWS_OF_TASK));
  let loss = 0;
  const gradient = [0, 0, 0];
  const curvature = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  const factors = [1, 0, 0];
  for (let row = 0; row < size; row++) {
    const [partition, first, second] = [sums[3 * row]!, sums[3 * row + 1]!, sums[3 * row + 2]!];
    const [weight, target, inverse] = [weights[row]!, targets[row]!, inverses[row]!];
    const mean = first / partition;
    loss += weight * (Math.log(partition) - target * inverse);
    // By the temperature: d loss = (target − mean) ⁄ T², and the variance of the exponents ⁄ T⁴ is the expected second derivative.
    const bySlope = weight * (target - mean) * inverse * inverse;
    const byCurvature = weight * (second / partition - mean * mean) * inverse ** 4;
    factors[1] = spreads[row]!;
    factors[2] = brevities[row]!;
    for (let i = 0; i < 3; i++) {
      gradient[i]! += bySlope * factors[i]!;
      for (let j = 0; j < 3; j++) curvature[i]![j]! += byCurvature * factors[i]! * factors[j]!;
    }
  }
  return { loss: Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss, gradient, curvature };
}

/** Solves matrix · x = values by elimination, for a symmetric matrix without a negative eigenvalue. Where a pivot is 0, so is x. */
function solve(matrix: readonly number[][], values: number[]): number[] {
  const size = values.length;
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = pivot + 1; row < size; row++) {
      if (!(matrix[pivot]![pivot]! > 0)) continue;
      const factor = matrix[row]![pivot]! / matrix[pivot]![pivot]!;
      for (let column = pivot; column < size; column++) matrix[row]![column]! -= factor * matrix[pivot]![column]!;
      values[row]! -= factor * values[pivot]!;
    }
  }
  const x = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let rest = values[row]!;
    for (let column = row + 1; column < size; column++) rest -= matrix[row]![column]! * x[column]!;
    x[row] = matrix[row]![row]! > 0 ? rest / matrix[row]![row]! : 0;
  }
  return x;
}

/** Sums over the categories of texts. `src/train/calibrate/fit-temperature.ts` says what for, and calls this. */

import { exp } from "./math";

/** Texts, and where their sums go. Arrays are addresses. R texts, C categories. */
@unmanaged
class Problem {
  /** R, and how many texts are one task. */
  rows: u32;
  rowsOfTask: u32;
  targets: u32;
  /** f64[R][C] */
  exponents: usize;
  /** What the exponents of each text are multiplied with. f64[R] */
  inverses: usize;
  /** Result for each text: Σ e^z, Σ e^z · x and Σ e^z · x², for z = x · inverse. f64[R][3] */
  sums: usize;
}

/** Adds up the texts of a task. */
export function sumSoftmax(problem: Problem, task: u32, _thread: u32): void {
  const end = min(problem.rows, (task + 1) * problem.rowsOfTask);
  for (let row = task * problem.rowsOfTask; row < end; row++) sumExponentials(problem, row);
}

export function sumExponentials(problem: Problem, row: u32): void {
  const targets = <usize>problem.targets;
  const exponents = problem.exponents + ((<usize>row * targets) << 3);
  const inverse = load<f64>(problem.inverses + ((<usize>row) << 3));
  let partition: f64 = 0;
  let first: f64 = 0;
  let second: f64 = 0;
  for (let c: usize = 0; c < targets; c++) {
    const exponent = load<f64>(exponents + (c << 3));
    const exponential = exp(exponent * inverse);
    partition += exponential;
    first += exponential * exponent;
    second += exponential * exponent * exponent;
  }
  const sums = problem.sums + <usize>row * 24;
  store<f64>(sums, partition);
  store<f64>(sums, first, 8);
  store<f64>(sums, second, 16);
}

/** Logarithms of many numbers. `src/train/fit/fit.ts` calls this. */

import { log } from "./math";

/** Numbers, and where their logarithms go. Arrays are addresses. */
@unmanaged
class Problem {
  /** How many numbers there are, and how many are one task. */
  size: u32;
  sizeOfTask: u32;
  /** f64[size] */
  numbers: usize;
  /** f64[size] */
  logarithms: usize;
}

/**
 * Gives ln(1 + n) of the numbers of a task, with the operations of ml-naivebayes, and so with its last bits: it smooths the numbers of a block,
 * divides them by their sum, and the logarithm of the sum is added to what comes out.
 */
export function smoothLogarithms(problem: Problem, task: u32, _thread: u32): void {
  const start = task * problem.sizeOfTask;
  const size = min(problem.size - start, problem.sizeOfTask);
  smoothBlock(problem.numbers + ((<usize>start) << 3), problem.logarithms + ((<usize>start) << 3), size);
}

export function smoothBlock(numbers: usize, logarithms: usize, size: u32): void {
  let divisor: f64 = 0;
  for (let i: usize = 0; i < <usize>size; i++) divisor += load<f64>(numbers + (i << 3));
  divisor += <f64>size;
  const logDivisor = log(divisor);
  for (let i: usize = 0; i < <usize>size; i++) {
    store<f64>(logarithms + (i << 3), log((load<f64>(numbers + (i << 3)) + 1) / divisor) + logDivisor);
  }
}

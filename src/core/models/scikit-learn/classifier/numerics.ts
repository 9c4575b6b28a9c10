/** Functions of numerics as numpy and scipy compute them. */

/** 1 ⁄ (1 + e^−x). */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Divides values by their sum; leaves them alone if it is 0. */
export function divideBySum(values: Float64Array): void {
  const total = sumOf(values);
  if (total === 0) return;
  for (let i = 0; i < values.length; i++) values[i]! /= total;
}

/** e^values ⁄ Σ e^values. */
export function softmax(scores: Float64Array, probabilities: Float64Array): void {
  const highest = maximum(scores);
  for (let i = 0; i < scores.length; i++) probabilities[i] = Math.exp(scores[i]! - highest);
  divideBySum(probabilities);
}

/** ln Σ e^scores, without overflow. */
export function logSumExp(scores: Float64Array): number {
  const highest = maximum(scores);
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - highest);
  return Math.log(sum) + highest;
}

export function maximum(values: Float64Array): number {
  let highest = values[0]!;
  for (let i = 1; i < values.length; i++) if (values[i]! > highest) highest = values[i]!;
  return highest;
}

/** numpy adds up to 128 numbers in eight sums, and longer lists in halves: `pairwise_sum` in its `loops_utils.h`. */
export function sumOf(values: Float64Array): number {
  const n = values.length;
  if (n < 8) {
    // Begins with −0, as numpy does, so that −0 alone stays −0; here that makes no difference.
    let sum = 0;
    for (const value of values) sum += value;
    return sum;
  }
  if (n > 128) {
    const half = (n >>> 1) - ((n >>> 1) % 8);
    return sumOf(values.subarray(0, half)) + sumOf(values.subarray(half));
  }
  const r = values.slice(0, 8);
  let i = 8;
  for (; i < n - (n % 8); i += 8) for (let j = 0; j < 8; j++) r[j]! += values[i + j]!;
  let sum = r[0]! + r[1]! + (r[2]! + r[3]!) + (r[4]! + r[5]! + (r[6]! + r[7]!));
  for (; i < n; i++) sum += values[i]!;
  return sum;
}

/**
 * Dual coordinate descent for one class against the rest. What it computes, and where it is from, stands in
 * `src/train/fit/dual-coordinate-descent.ts`, which calls it.
 */

import { nthSmallest } from "./nth-smallest";
import { shuffle, XORSHIFT_SEED } from "./shuffle";

/** Passes over rows, and which of them goes over all. */
const MAX_PASSES: u32 = 12;
const FULL_PASS: u32 = 4;
/** A row whose margin is larger than 1 by more than this is left out of the passes behind. */
const MARGIN: f64 = 0.3;
/** When no gradient of a pass is larger, the fit has converged. */
const TOLERANCE: f64 = 0.01;
/** One of so many rows is hard. */
const HARD_PART: f64 = 4;

/** All fits of a matrix. Arrays are addresses. N rows, V columns, Z items, F fits. */
@unmanaged
class Problem {
  rows: u32;
  terms: u32;
  /** Row i has the items from `starts[i]` to `starts[i + 1]`. u32[N + 1] */
  starts: usize;
  /** Column of each item, a place among the weights. u32[Z] */
  columns: usize;
  /** f32[Z] */
  values: usize;
  /** u16[N] */
  categories: usize;
  /** ‖x_i‖² + 1. f64[N] */
  squares: usize;
  /** What the squared loss adds to the diagonal. f64[N] */
  diagonal: usize;
  /** Column of each term. u32[V] */
  columnOf: usize;
  /** The class of each fit. u32[F] */
  positives: usize;
  /** Address of one more feature for each fit, f32[N]. u32[F] */
  features: usize;
  /** The feature to fit again with if the weight of another comes out negative, f32[N]; or 0. */
  instead: usize;
  /** Room of each thread: f64[N], u32[N], f32[N], and f32[V] with an even V. */
  room: usize;
  /** Result of each fit: its weights f32[V], and behind them the weight of the feature and the bias, f64[2], at a multiple of 8. */
  planes: usize;
}

/** State of the fit at hand, on this thread. */
let featureWeight: f64 = 0;
let bias: f64 = 0;
let largest: f64 = 0;

/** Fits one class: fit number `task`, on thread number `thread`. */
export function fitPlane(problem: Problem, task: u32, thread: u32): void {
  const count = <usize>problem.rows;
  const terms = <usize>problem.terms;
  const weightBytes = ((terms + 1) & ~1) << 2;
  const room = problem.room + <usize>thread * ((count << 4) + weightBytes);
  const weights = room + (count << 4);
  const positive = load<u32>(problem.positives + ((<usize>task) << 2));
  fitWith(problem, positive, <usize>load<u32>(problem.features + ((<usize>task) << 2)), room, weights);
  if (featureWeight < 0 && problem.instead !== 0) fitWith(problem, positive, problem.instead, room, weights);
  const plane = problem.planes + <usize>task * (weightBytes + 16);
  for (let term: usize = 0; term < terms; term++) {
    const column = <usize>load<u32>(problem.columnOf + (term << 2));
    store<f32>(plane + (term << 2), load<f32>(weights + (column << 2)));
  }
  store<f64>(plane + weightBytes, featureWeight);
  store<f64>(plane + weightBytes, bias, 8);
}

function fitWith(problem: Problem, positive: u32, feature: usize, alphas: usize, weights: usize): void {
  const count = problem.rows;
  const rows = alphas + ((<usize>count) << 3);
  const others = rows + ((<usize>count) << 2);
  memory.fill(alphas, 0, (<usize>count) << 3);
  memory.fill(weights, 0, (<usize>problem.terms) << 2);
  featureWeight = 0;
  bias = 0;
  let random = XORSHIFT_SEED;
  let size = hardRows(problem, positive, feature, rows, others);
  for (let pass: u32 = 1; pass <= MAX_PASSES; pass++) {
    if (pass === FULL_PASS) {
      for (let row: u32 = 0; row < count; row++) store<u32>(rows + ((<usize>row) << 2), row);
      size = count;
    } else {
      random = shuffle(rows, size, random);
    }
    largest = 0;
    let left: u32 = 0;
    for (let k: u32 = 0; k < size; k++) {
      const row = load<u32>(rows + ((<usize>k) << 2));
      if (!takeStep(problem, row, positive, feature, alphas, weights)) continue;
      store<u32>(rows + ((<usize>left) << 2), row);
      left++;
    }
    if (pass > FULL_PASS && largest < TOLERANCE) break;
    size = left;
  }
}

/** Lists the rows of the class, and at least as many others: those with the highest values of the feature. @returns their number. */
function hardRows(problem: Problem, positive: u32, feature: usize, rows: usize, others: usize): u32 {
  const count = problem.rows;
  let size: u32 = 0;
  for (let row: u32 = 0; row < count; row++) {
    if (load<u16>(problem.categories + ((<usize>row) << 1)) === positive) continue;
    store<f32>(others + ((<usize>size) << 2), load<f32>(feature + ((<usize>row) << 2)));
    size++;
  }
  const own = <i32>(count - size);
  const wanted = max<i32>(own, <i32>ceil<f64>(<f64>count / HARD_PART) - own);
  const least: f32 = size > 0 ? nthSmallest(others, size, <u32>max<i32>(0, <i32>size - wanted)) : 0;
  let listed: u32 = 0;
  for (let row: u32 = 0; row < count; row++) {
    const isOwn = load<u16>(problem.categories + ((<usize>row) << 1)) === positive;
    if (!isOwn && load<f32>(feature + ((<usize>row) << 2)) < least) continue;
    store<u32>(rows + ((<usize>listed) << 2), row);
    listed++;
  }
  return listed;
}

/** Takes the step of a row, if it needs one. @returns whether it may still need some. */
function takeStep(problem: Problem, row: u32, positive: u32, feature: usize, alphas: usize, weights: usize): bool {
  const sign: f64 = load<u16>(problem.categories + ((<usize>row) << 1)) === positive ? 1 : -1;
  const f = <f64>load<f32>(feature + ((<usize>row) << 2));
  const start = load<u32>(problem.starts + ((<usize>row) << 2));
  const size = load<u32>(problem.starts + ((<usize>row) << 2), 4) - start;
  const columns = problem.columns + ((<usize>start) << 2);
  const values = problem.values + ((<usize>start) << 2);
  const diagonal = load<f64>(problem.diagonal + ((<usize>row) << 3));
  const alpha = load<f64>(alphas + ((<usize>row) << 3));
  const score = dotProduct(weights, columns, values, size, bias, featureWeight * f);
  const gradient = sign * score - 1 + diagonal * alpha;
  const isOpen = alpha > 0 || gradient <= MARGIN;
  if (alpha === 0 && gradient >= 0) return isOpen;
  largest = max(largest, abs(gradient));
  const next = max<f64>(0, alpha - gradient / (load<f64>(problem.squares + ((<usize>row) << 3)) + f * f + diagonal));
  const step = (next - alpha) * sign;
  if (step === 0) return isOpen;
  store<f64>(alphas + ((<usize>row) << 3), next);
  stepAlong(weights, columns, values, size, step);
  featureWeight += step * f;
  bias += step;
  return isOpen;
}

/** Σ weight · value of a row's items, of every other one added to `one`, of those between to `other`; and both together. */
export function dotProduct(weights: usize, columns: usize, values: usize, size: u32, one: f64, other: f64): f64 {
  const end = columns + ((<usize>size) << 2);
  const last = columns + ((<usize>(size & ~1)) << 2);
  let sums = f64x2(0, 0);
  sums = f64x2.replace_lane(sums, 0, one);
  sums = f64x2.replace_lane(sums, 1, other);
  while (columns < last) {
    const pair = v128.load64_zero(values);
    let at = v128.load32_zero(weights + ((<usize>load<u32>(columns)) << 2));
    at = v128.load_lane<u32>(weights + ((<usize>load<u32>(columns, 4)) << 2), at, 1);
    sums = f64x2.add(sums, f64x2.mul(f64x2.promote_low_f32x4(at), f64x2.promote_low_f32x4(pair)));
    columns += 8;
    values += 8;
  }
  one = f64x2.extract_lane(sums, 0);
  if (columns < end) one += <f64>load<f32>(weights + ((<usize>load<u32>(columns)) << 2)) * <f64>load<f32>(values);
  return one + f64x2.extract_lane(sums, 1);
}

/** Adds a multiple of a row to the weights. */
export function stepAlong(weights: usize, columns: usize, values: usize, size: u32, step: f64): void {
  const end = columns + ((<usize>size) << 2);
  while (columns < end) {
    const at = weights + ((<usize>load<u32>(columns)) << 2);
    store<f32>(at, <f32>(<f64>load<f32>(at) + step * <f64>load<f32>(values)));
    columns += 4;
    values += 4;
  }
}

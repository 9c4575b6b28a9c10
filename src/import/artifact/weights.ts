/** Layout of weights: linear functions → the weights that differ from the most frequent one of their function, feature by feature. */

import type { Integers, ScikitLearnArrays } from "../../core/models/scikit-learn/arrays.js";
import { BLOCK } from "../../core/models/scikit-learn/linear-functions.js";
import type { PlannedFunction } from "../plan.js";

type Weights = Pick<
  ScikitLearnArrays,
  "baseWeights" | "intercepts" | "weightCounts" | "weightBlocks" | "weightFunctions" | "weights"
>;

/** Features that are gone through at a time: whichever way a matrix lies, its numbers for so many stay in the processor's cache. */
const CHUNK = 2048;

/** Keeps the weights that differ from the most frequent one of their function. */
export function layOutWeights(functions: readonly PlannedFunction[], features: number): Weights {
  const baseWeights = Float64Array.from(functions, (own) => baseOf(own, features));
  const weightCounts = integersFor(functions.length + 1, features);
  const weightBlocks = new Uint32Array(Math.ceil(features / BLOCK));
  const isSingle = functions.every((own) => own.isSingle);
  let total = 0;
  for (let start = 0; start < features; start += CHUNK) {
    const end = Math.min(start + CHUNK, features);
    for (let k = 0; k < functions.length; k++) countOwn(functions[k]!, baseWeights[k]!, weightCounts, start, end);
    for (let f = start; f < end; f++) {
      // A feature that has most weights gets all of them: they are added twice as fast.
      if (2 * weightCounts[f]! > functions.length) weightCounts[f] = functions.length;
      // Of single precision there must be one at least: its size shows the precision.
      if (isSingle && f === 0) weightCounts[f] = functions.length;
      if (f % BLOCK === 0) weightBlocks[f / BLOCK] = total;
      total += weightCounts[f]!;
    }
  }
  const placed = {
    weightFunctions: integersFor(functions.length, total),
    weights: isSingle ? new Float32Array(total) : new Float64Array(total),
  };
  const next = new Uint32Array(CHUNK);
  for (let start = 0; start < features; start += CHUNK) {
    const end = Math.min(start + CHUNK, features);
    let at = weightBlocks[start / BLOCK]!;
    for (let f = start; f < end; f++) {
      next[f - start] = at;
      at += weightCounts[f]!;
    }
    for (let k = 0; k < functions.length; k++) {
      placeOwn(
        functions[k]!,
        k,
        baseWeights[k]!,
        functions.length,
        weightCounts.subarray(start, end),
        start,
        next,
        placed,
      );
    }
  }
  const intercepts = Float64Array.from(functions, ({ intercept }) => intercept);
  return { baseWeights, intercepts, weightCounts, weightBlocks, ...placed };
}

function countOwn(own: PlannedFunction, base: number, counts: Integers, start: number, end: number): void {
  const { weights, step, from, to } = own;
  const [first, last] = [Math.max(start, from), Math.min(end, to)];
  // Features that it does not look at have the weight 0, and so its base is 0.
  for (let f = first, at = own.first + (first - from) * step; f < last; f++, at += step) {
    if (weights[at] !== base) counts[f]!++;
  }
}

/** Puts the weights of function `k` for some features behind those of the functions before it. @param next where, by feature. */
function placeOwn(
  { weights, first, step, from, to }: PlannedFunction,
  k: number,
  base: number,
  all: number,
  counts: Integers,
  start: number,
  next: Uint32Array,
  placed: Pick<Weights, "weightFunctions" | "weights">,
): void {
  const { weightFunctions, weights: values } = placed;
  for (let i = 0, at = first + (start - from) * step; i < counts.length; i++, at += step) {
    const isOwn = start + i >= from && start + i < to;
    const weight = isOwn ? weights[at]! : 0;
    if (weight === base && counts[i] !== all) continue;
    const place = next[i]!++;
    weightFunctions[place] = k;
    values[place] = weight;
  }
}

/** Number of weights that are looked at to find the most frequent one. */
const SAMPLE = 255;

/** The weight that most features of a sample have; it is the most frequent one, or there is none that is worth it. */
function baseOf({ weights: own, first, step, from, to }: PlannedFunction, features: number): number {
  if (to - from < features) return 0;
  const seen = new Map<number, number>();
  const stride = Math.max(1, Math.floor(features / SAMPLE));
  let [best, most] = [0, 1];
  for (let f = 0; f < features; f += stride) {
    const weight = own[first + f * step]!;
    const times = (seen.get(weight) ?? 0) + 1;
    seen.set(weight, times);
    if (times > most) [best, most] = [weight, times];
  }
  return best;
}

/** Whole numbers below `limit`, in as few bytes as hold them. */
function integersFor(limit: number, length: number): Integers {
  if (limit <= 0x100) return new Uint8Array(length);
  return limit <= 0x10000 ? new Uint16Array(length) : new Uint32Array(length);
}

/** Layout: the plan of an imported model → the arrays of its artifact. */

import { type Integers, type ScikitLearnArrays, slotsFor } from "../core/models/scikit-learn/arrays.js";
import { fillSlots } from "../core/models/scikit-learn/features/term-table.js";
import { BLOCK } from "../core/models/scikit-learn/linear-functions.js";
import type { Origin } from "../core/models/scikit-learn/settings.js";
import type { ClassifierPlan, FeaturePlan, PlannedFunction, PlannedOperation } from "./scikit-learn/plan.js";

/** Lays out a model. */
export function layOut(
  targets: readonly string[],
  features: FeaturePlan,
  classifier: ClassifierPlan,
  origin: Origin,
): ScikitLearnArrays {
  const operations = [...features.operations, ...classifier.operations];
  const planned = [...features.blocks.flatMap((block) => block.operations), ...operations];
  return {
    targets,
    features: {
      blocks: features.blocks.map((block) => ({
        vectorizer: block.settings,
        operations: operationsOf(block.operations),
      })),
      operations: operationsOf(operations),
    },
    classifier: classifier.settings,
    origin,
    ...terms(features),
    ...stopWords(features),
    factors: joined(planned.flatMap(({ factors }) => factors ?? [])),
    ...weights(classifier.functions, features.features),
    calibration: Float64Array.from(classifier.calibration),
  };
}

const operationsOf = (planned: readonly PlannedOperation[]) => planned.map(({ operation }) => operation);

function joined(arrays: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    whole.set(array, at);
    at += array.length;
  }
  return whole;
}

const encoder = new TextEncoder();
/** Bytes that a UTF-16 unit takes in UTF-8, at most. */
const MAX_BYTES_PER_UNIT = 3;

/** The UTF-8 of texts, one behind the other, and where each starts. */
function packed(texts: readonly string[]): { bytes: Uint8Array; starts: Uint32Array } {
  const starts = new Uint32Array(texts.length + 1);
  let bytes = new Uint8Array(16 * texts.length + 64);
  let at = 0;
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    const most = at + MAX_BYTES_PER_UNIT * text.length;
    if (most > bytes.length) bytes = grown(bytes, 2 * most);
    // Most terms are ASCII, and a call for each would take longer than the loop.
    let unit = 0;
    for (let code = text.charCodeAt(0); code < 0x80; code = text.charCodeAt(++unit)) bytes[at + unit] = code;
    at += unit === text.length ? unit : encoder.encodeInto(text, bytes.subarray(at)).written;
    starts[i + 1] = at;
  }
  return { bytes: bytes.slice(0, at), starts };
}

function grown(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length);
  larger.set(bytes);
  return larger;
}

function terms({ blocks }: FeaturePlan): Pick<ScikitLearnArrays, "termBytes" | "termStarts" | "termSlots"> {
  const vocabularies = blocks.flatMap(({ terms: own }) => (own ? [own] : []));
  const { bytes, starts } = packed(vocabularies.length === 1 ? vocabularies[0]! : vocabularies.flat());
  const slots = new Uint32Array(vocabularies.reduce((sum, { length }) => sum + slotsFor(length), 0));
  let [term, slot] = [0, 0];
  for (const { length } of vocabularies) {
    fillSlots(bytes, starts.subarray(term, term + length + 1), slots.subarray(slot, slot + slotsFor(length)));
    term += length;
    slot += slotsFor(length);
  }
  return { termBytes: bytes, termStarts: starts, termSlots: slots };
}

function stopWords({ blocks }: FeaturePlan): Pick<ScikitLearnArrays, "stopWordBytes" | "stopWordStarts"> {
  const { bytes, starts } = packed(blocks.flatMap((block) => block.stopWords));
  return { stopWordBytes: bytes, stopWordStarts: starts };
}

type Weights = Pick<
  ScikitLearnArrays,
  "baseWeights" | "intercepts" | "weightCounts" | "weightBlocks" | "weightFunctions" | "weights"
>;

/** Keeps the weights that differ from the most frequent one of their function. */
function weights(functions: readonly PlannedFunction[], features: number): Weights {
  const baseWeights = Float64Array.from(functions, baseOf);
  const weightCounts = integersFor(functions.length + 1, features);
  for (const [k, own] of functions.entries()) countOwn(own.weights, baseWeights[k]!, weightCounts);
  // A feature that has most weights gets all of them: they are added twice as fast.
  for (let f = 0; f < features; f++) if (2 * weightCounts[f]! > functions.length) weightCounts[f] = functions.length;
  const ends = new Uint32Array(features);
  let total = 0;
  for (let f = 0; f < features; f++) {
    ends[f] = total;
    total += weightCounts[f]!;
  }
  const weightBlocks = Uint32Array.from({ length: Math.ceil(features / BLOCK) }, (_, block) => ends[block * BLOCK]!);
  const weightFunctions = integersFor(functions.length, total);
  const isSingle = functions.every((own) => own.isSingle);
  const values = isSingle ? new Float32Array(total) : new Float64Array(total);
  for (const [k, own] of functions.entries()) {
    const isPlaced = (f: number): boolean => own.weights[f] !== baseWeights[k] || weightCounts[f] === functions.length;
    placeOwn(own.weights, isPlaced, k, ends, weightFunctions, values);
  }
  const intercepts = Float64Array.from(functions, ({ intercept }) => intercept);
  return { baseWeights, intercepts, weightCounts, weightBlocks, weightFunctions, weights: values };
}

function countOwn(own: Float64Array, base: number, counts: Integers): void {
  for (let f = 0; f < own.length; f++) if (own[f] !== base) counts[f]!++;
}

/** Puts the weights of function `k` behind those of the functions before it. */
function placeOwn(
  own: Float64Array,
  isPlaced: (feature: number) => boolean,
  k: number,
  ends: Uint32Array,
  functions: Integers,
  values: Float32Array | Float64Array,
): void {
  for (let f = 0; f < own.length; f++) {
    if (!isPlaced(f)) continue;
    const at = ends[f]!++;
    functions[at] = k;
    values[at] = own[f]!;
  }
}

/** Number of weights that are looked at to find the most frequent one. */
const SAMPLE = 255;

/** The weight that most features of a sample have; it is the most frequent one, or there is none that is worth it. */
function baseOf({ weights: own }: PlannedFunction): number {
  const seen = new Map<number, number>();
  const step = Math.max(1, Math.floor(own.length / SAMPLE));
  let [best, most] = [0, 1];
  for (let f = 0; f < own.length; f += step) {
    const times = (seen.get(own[f]!) ?? 0) + 1;
    seen.set(own[f]!, times);
    if (times > most) [best, most] = [own[f]!, times];
  }
  return best;
}

/** Whole numbers below `limit`, in as few bytes as hold them. */
function integersFor(limit: number, length: number): Integers {
  if (limit <= 0x100) return new Uint8Array(length);
  return limit <= 0x10000 ? new Uint16Array(length) : new Uint32Array(length);
}

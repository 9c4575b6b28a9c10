/** The last check of an imported model: its arrays make a model, so that predicting needs no checks of its own. */

import { Fault } from "../../container/fault.js";
import { sum } from "../../sum.js";
import { MAX_FACTOR, MAX_WEIGHT, type ScikitLearnArrays, slotsFor } from "./arrays.js";
import { numbersOf } from "./classifier/calibrator.js";
import { createScorer } from "./classifier/classifier.js";
import { Calibration } from "./classifier/scorer.js";
import { BLOCK } from "./linear-functions.js";
import type { ClassifierSettings } from "./settings.js";

/**
 * Requires that every index is in range, every order holds and every number is finite. After this a prediction cannot read beyond an
 * array.
 *
 * @throws Fault `not-finite`, `out-of-range`, `section-size` or `order`
 */
export function checkArrays(arrays: ScikitLearnArrays): void {
  for (const name of ["factors", "baseWeights", "intercepts", "weights", "calibration"] as const) {
    const limit = name === "factors" ? MAX_FACTOR : MAX_WEIGHT;
    if (!areWithin(arrays[name], limit))
      throw new Fault("not-finite", `a number in ${name} is not finite, or beyond ${limit}`);
  }
  checkTerms(arrays);
  checkFactors(arrays);
  checkClassifierNumbers(arrays);
  checkWeights(arrays);
}

function checkTerms({ features, termStarts, termBytes, termSlots, stopWordStarts, stopWordBytes }: ScikitLearnArrays) {
  let [terms, slots, stopWords] = [0, 0, 0];
  for (const { vectorizer } of features.blocks) {
    stopWords += vectorizer.stopWords;
    if (vectorizer.kind === "hashing") continue;
    const end = slots + slotsFor(vectorizer.features);
    if (end > termSlots.length) throw new Fault("section-size", `${termSlots.length} slots for the terms`);
    checkSlots(termSlots.subarray(slots, end), vectorizer.features);
    terms += vectorizer.features;
    slots = end;
  }
  if (slots !== termSlots.length) throw new Fault("section-size", `${termSlots.length} slots for the terms`);
  checkStarts("term", termStarts, terms, termBytes.length);
  checkStarts("stop word", stopWordStarts, stopWords, stopWordBytes.length);
}

/**
 * Requires that slots hold terms, and that one is free, where every search ends. Whether each term is found is left to `load-check`: one
 * that is not merely never counts.
 */
function checkSlots(slots: Uint32Array, terms: number): void {
  let hasFree = false;
  for (let slot = 0; slot < slots.length; slot++) {
    const term = slots[slot]!;
    if (term === 0) hasFree = true;
    else if (term > terms) throw new Fault("out-of-range", `slot ${slot} holds term ${term - 1} of ${terms}`);
  }
  if (!hasFree) throw new Fault("out-of-range", "no slot for terms is free");
}

function checkStarts(name: string, starts: Uint32Array, items: number, bytes: number): void {
  if (starts.length !== items + 1) throw new Fault("section-size", `${starts.length} starts for ${items} ${name}s`);
  if (starts[0] !== 0) throw new Fault("out-of-range", `${name} 0 does not start at 0`);
  for (let i = 0; i < items; i++) {
    if (starts[i + 1]! < starts[i]!) throw new Fault("order", `${name} ${i} ends before it starts`);
  }
  if (starts[items] !== bytes) throw new Fault("section-size", `${name}s end at ${starts[items]}, of ${bytes} bytes`);
}

function checkFactors({ features: { blocks, operations }, factors, weightCounts }: ScikitLearnArrays): void {
  const times = (list: typeof operations): number => list.filter(({ name }) => name === "factors").length;
  let expected = times(operations) * weightCounts.length;
  for (const block of blocks) expected += times(block.operations) * block.vectorizer.features;
  if (factors.length !== expected) throw new Fault("section-size", `${factors.length} factors; expected ${expected}`);
}

function checkClassifierNumbers({ classifier, calibration, baseWeights, intercepts }: ScikitLearnArrays): void {
  const expected = calibrationNumbers(classifier);
  if (calibration.length !== expected) {
    throw new Fault("section-size", `${calibration.length} numbers of calibration; expected ${expected}`);
  }
  checkPoints(classifier, new Calibration(calibration));
  const { functions } = createScorer(classifier, new Calibration(calibration));
  if (baseWeights.length !== functions || intercepts.length !== functions) {
    throw new Fault("section-size", `${baseWeights.length} linear functions; expected ${functions}`);
  }
}

function calibrationNumbers(settings: ClassifierSettings): number {
  if (settings.kind === "one-versus-rest") return sum(settings.members.map(calibrationNumbers));
  if (settings.kind !== "calibrated") return 0;
  return sum(
    settings.members.map(
      ({ classifier, calibrators }) => calibrationNumbers(classifier) + sum(calibrators.map(numbersOf)),
    ),
  );
}

/** Requires that the points of isotonic calibrators ascend, and lead to probabilities. */
function checkPoints(settings: ClassifierSettings, calibration: Calibration): void {
  if (settings.kind === "one-versus-rest") for (const member of settings.members) checkPoints(member, calibration);
  if (settings.kind !== "calibrated") return;
  for (const { classifier, calibrators } of settings.members) {
    checkPoints(classifier, calibration);
    for (const calibrator of calibrators) {
      const numbers = calibration.take(numbersOf(calibrator));
      if (calibrator.kind !== "isotonic") continue;
      const [xs, ys] = [numbers.subarray(0, calibrator.points), numbers.subarray(calibrator.points)];
      if (xs.some((x, i) => i > 0 && x <= xs[i - 1]!)) throw new Fault("order", "points of a calibrator do not ascend");
      if (ys.some((y) => y < 0 || y > 1))
        throw new Fault("out-of-range", "a point of a calibrator is not a probability");
    }
  }
}

function checkWeights({ weightCounts, weightBlocks, weightFunctions, baseWeights }: ScikitLearnArrays): void {
  if (weightBlocks.length !== Math.ceil(weightCounts.length / BLOCK)) {
    throw new Fault("section-size", `${weightBlocks.length} blocks for the weights of ${weightCounts.length} features`);
  }
  const functions = baseWeights.length;
  let at = 0;
  for (let feature = 0; feature < weightCounts.length; feature++) {
    if (feature % BLOCK === 0 && weightBlocks[feature / BLOCK] !== at) {
      throw new Fault("section-size", `weight block ${feature / BLOCK} does not start at ${at}`);
    }
    let previous = -1;
    for (const end = at + weightCounts[feature]!; at < end; at++) {
      const k = weightFunctions[at]!;
      if (k >= functions) throw new Fault("out-of-range", `function ${k} of feature ${feature}`);
      if (k <= previous) throw new Fault("order", `function ${k} of feature ${feature} follows ${previous}`);
      previous = k;
    }
  }
}

function areWithin(numbers: Float32Array | Float64Array, limit: number): boolean {
  // Written so that NaN is outside.
  for (let i = 0; i < numbers.length; i++) if (!(Math.abs(numbers[i]!) <= limit)) return false;
  return true;
}

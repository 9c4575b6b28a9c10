/** `CalibratedClassifierCV`: scores → probabilities, by a sigmoid or by steps, averaged over several classifiers. */

import type { Calibration, ClassScorer } from "./classifier.js";
import { divideBySum, logistic } from "./numerics.js";

/** How much a probability may exceed 1 by rounding. */
const EXCESS = 1e-5;

type Calibrator = (value: number) => number;

/** A classifier, and a calibrator for each of its classes, or one for two classes. */
interface CalibratedMember {
  readonly scorer: ClassScorer;
  readonly calibrators: readonly Calibrator[];
}

/** The score of a class is its probability: the mean over all members. */
export class Calibrated implements ClassScorer {
  readonly classes: number;
  readonly functions: number;
  readonly isDecision = false;
  readonly #members: readonly CalibratedMember[];
  readonly #memberScores: Float64Array;
  readonly #memberProbabilities: Float64Array;

  constructor(members: readonly CalibratedMember[]) {
    this.classes = members[0]!.scorer.classes;
    this.functions = members.reduce((sum, { scorer }) => sum + scorer.functions, 0);
    this.#members = members;
    this.#memberScores = new Float64Array(this.classes);
    this.#memberProbabilities = new Float64Array(this.classes);
  }

  score(sums: Float64Array, first: number, scores: Float64Array): void {
    scores.fill(0);
    let at = first;
    for (const member of this.#members) {
      this.#calibrate(sums, at, member);
      at += member.scorer.functions;
      for (let c = 0; c < this.classes; c++) scores[c]! += this.#memberProbabilities[c]!;
    }
    for (let c = 0; c < this.classes; c++) scores[c]! /= this.#members.length;
  }

  probabilities(scores: Float64Array, probabilities: Float64Array): void {
    probabilities.set(scores);
  }

  /** Puts the probabilities of one member into {@link #memberProbabilities}. */
  #calibrate(sums: Float64Array, first: number, { scorer, calibrators }: CalibratedMember): void {
    const [values, probabilities] = [this.#memberScores, this.#memberProbabilities];
    scorer.score(sums, first, values);
    if (!scorer.isDecision) {
      scorer.probabilities!(values, probabilities);
      values.set(probabilities);
    }
    if (this.classes === 2) {
      probabilities[1] = calibrators[0]!(values[1]!);
      probabilities[0] = 1 - probabilities[1]!;
    } else {
      for (let c = 0; c < this.classes; c++) probabilities[c] = calibrators[c]!(values[c]!);
      if (probabilities.every((probability) => probability === 0)) probabilities.fill(1 / this.classes);
      else divideBySum(probabilities);
    }
    for (let c = 0; c < this.classes; c++) {
      if (probabilities[c]! > 1 && probabilities[c]! <= 1 + EXCESS) probabilities[c] = 1;
    }
  }
}

/** Makes a calibrator. @param points 0 for a sigmoid. */
export function createCalibrator(points: number, calibration: Calibration): Calibrator {
  if (points > 0) return interpolation(calibration.take(points), calibration.take(points));
  const [a, b] = calibration.take(2) as unknown as [number, number];
  return sigmoid(a, b);
}

/** Platt's sigmoid, 1 ⁄ (1 + e^(a·x + b)). */
function sigmoid(a: number, b: number): Calibrator {
  return (value) => logistic(-(a * value + b));
}

/** Isotonic regression: straight lines between points (x, y), and level outside them. @param xs ascending. */
function interpolation(xs: Float64Array, ys: Float64Array): Calibrator {
  return (value) => {
    const last = xs.length - 1;
    if (value <= xs[0]!) return ys[0]!;
    if (value >= xs[last]!) return ys[last]!;
    // The last point at or below the value.
    let [low, high] = [0, last];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (xs[middle]! <= value) low = middle;
      else high = middle;
    }
    const slope = (ys[high]! - ys[low]!) / (xs[high]! - xs[low]!);
    return slope * (value - xs[low]!) + ys[low]!;
  };
}

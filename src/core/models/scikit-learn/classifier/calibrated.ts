/** `CalibratedClassifierCV`: scores → probabilities, calibrated and averaged over several classifiers. */

import type { Calibrator } from "./calibrator.js";
import { divideBySum, softmax } from "./numerics.js";
import type { ClassScorer } from "./scorer.js";

/** How much a probability may exceed 1 by rounding. */
const EXCESS = 1e-5;

/** Keeps a logarithm finite where a probability is 0. */
const TINY = 1e-12;

/** A classifier, and a calibrator for each of its classes, or one for two classes. */
interface CalibratedMember {
  readonly scorer: ClassScorer;
  readonly calibrators: readonly Calibrator[];
  /** Whether its only calibrator is a temperature, for all classes. */
  readonly isTemperature: boolean;
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
  #calibrate(sums: Float64Array, first: number, { scorer, calibrators, isTemperature }: CalibratedMember): void {
    const [values, probabilities] = [this.#memberScores, this.#memberProbabilities];
    scorer.score(sums, first, values);
    if (!scorer.isDecision) {
      scorer.probabilities!(values, probabilities);
      values.set(probabilities);
    }
    if (isTemperature) {
      // Probabilities become logarithms first.
      for (let c = 0; c < this.classes; c++) {
        values[c] = calibrators[0]!(scorer.isDecision ? values[c]! : Math.log(values[c]! + TINY));
      }
      softmax(values, probabilities);
    } else if (this.classes === 2) {
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

/** Linear classifiers of scikit-learn: decision values. */

import type { LinearSettings } from "../settings.js";
import { divideBySum, logistic, softmax } from "./numerics.js";
import type { ClassScorer } from "./scorer.js";

/**
 * LogisticRegression, LinearSVC, SGDClassifier and their like. Two classes have one function: its sum d decides by its sign, so that
 * the scores are −d and d.
 */
export class Linear implements ClassScorer {
  readonly classes: number;
  readonly functions: number;
  readonly isDecision = true;
  readonly probabilities?: (scores: Float64Array, probabilities: Float64Array) => void;

  constructor({ classes, link }: LinearSettings) {
    this.classes = classes;
    this.functions = classes <= 2 ? 1 : classes;
    if (link === "softmax") this.probabilities = softmax;
    if (link === "logistic") this.probabilities = (scores, out) => each(scores, out, logistic);
    if (link === "modified-huber") this.probabilities = (scores, out) => each(scores, out, clipped);
  }

  score(sums: Float64Array, first: number, scores: Float64Array): void {
    if (this.classes === 2) {
      scores[0] = -sums[first]!;
      scores[1] = sums[first]!;
    } else {
      for (let c = 0; c < this.classes; c++) scores[c] = sums[first + c]!;
    }
  }

  functionOf(target: number): { index: number; sign: 1 | -1 } {
    if (this.classes !== 2) return { index: target, sign: 1 };
    return { index: 0, sign: target === 0 ? -1 : 1 };
  }
}

/** Of two classes the first gets what the second leaves. */
function each(scores: Float64Array, probabilities: Float64Array, probability: (score: number) => number): void {
  if (scores.length === 2) {
    probabilities[1] = probability(scores[1]!);
    probabilities[0] = 1 - probabilities[1]!;
    return;
  }
  for (let c = 0; c < scores.length; c++) probabilities[c] = probability(scores[c]!);
  // As scikit-learn has it; for logistic ones only since 1.9, and before it gave no numbers.
  if (probabilities.every((value) => value === 0)) probabilities.fill(1 / probabilities.length);
  else divideBySum(probabilities);
}

const clipped = (score: number): number => (Math.min(Math.max(score, -1), 1) + 1) / 2;

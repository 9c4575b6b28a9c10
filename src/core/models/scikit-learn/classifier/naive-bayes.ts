/** Naive Bayes classifiers of scikit-learn: joint log likelihoods. */

import type { NaiveBayesSettings } from "../settings.js";
import { logSumExp } from "./numerics.js";
import type { ClassScorer } from "./scorer.js";

/** MultinomialNB, ComplementNB and BernoulliNB: a score is log P(class) + Σ x · w. */
export class NaiveBayes implements ClassScorer {
  readonly classes: number;
  readonly functions: number;
  readonly isDecision = false;

  constructor({ classes }: NaiveBayesSettings) {
    this.classes = classes;
    this.functions = classes;
  }

  score(sums: Float64Array, first: number, scores: Float64Array): void {
    for (let c = 0; c < this.classes; c++) scores[c] = sums[first + c]!;
  }

  /** e^(scores − ln Σ e^scores): in these steps, because each rounds large scores. */
  probabilities(scores: Float64Array, probabilities: Float64Array): void {
    const total = logSumExp(scores);
    for (let c = 0; c < scores.length; c++) probabilities[c] = Math.exp(scores[c]! - total);
  }

  functionOf(target: number): { index: number; sign: 1 } {
    return { index: target, sign: 1 };
  }
}

/** Scorers at work: sums of linear functions in, scores and probabilities out. */

import { createScorer } from "../../../../../src/core/models/scikit-learn/classifier/classifier.js";
import { Calibration, type ClassScorer } from "../../../../../src/core/models/scikit-learn/classifier/scorer.js";
import type { ClassifierSettings, Link } from "../../../../../src/core/models/scikit-learn/settings.js";

export const scorerOf = (settings: ClassifierSettings, ...calibration: number[]): ClassScorer =>
  createScorer(settings, new Calibration(Float64Array.from(calibration)));

/** The scores of sums, of which the first is the scorer's first. */
export function scores(scorer: ClassScorer, ...sums: number[]): number[] {
  const found = new Float64Array(scorer.classes);
  scorer.score(Float64Array.from(sums), 0, found);
  return [...found];
}

export function probabilities(scorer: ClassScorer, ...sums: number[]): number[] {
  const found = new Float64Array(scorer.classes);
  scorer.probabilities!(Float64Array.from(scores(scorer, ...sums)), found);
  return [...found];
}

export const linear = (classes: number, link: Link = "none"): ClassifierSettings => ({ kind: "linear", classes, link });

export const naiveBayes = (classes: number): ClassifierSettings => ({
  kind: "naive-bayes",
  classes,
  isLikelihood: false,
});

/** 1 ⁄ (1 + e^−x), for numbers that do not overflow. */
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

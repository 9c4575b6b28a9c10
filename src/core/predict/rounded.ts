/** Predictions and other figures as they are written in JSON. */

import type { Prediction } from "./classifier.js";

const DIGITS = 6;

/** A prediction with its probabilities to six digits. */
export function rounded({ category, probability, top, knownTerms }: Prediction): Prediction {
  return {
    category,
    probability: round(probability),
    top: top.map((ranked) => ({ category: ranked.category, probability: round(ranked.probability) })),
    knownTerms,
  };
}

/** A number to six digits. */
export function round(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** Predictions as they are written in JSON. */

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

function round(probability: number): number {
  return Number(probability.toPrecision(DIGITS));
}

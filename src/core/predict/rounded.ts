/** Predictions and other numbers as they are written in JSON. */

import type { Prediction, RankedCategory } from "./classifier.js";

const DIGITS = 6;

/** A category with its probability, or with its score where the model has no probabilities. */
interface RoundedCategory {
  readonly category: string;
  readonly probability?: number;
  readonly score?: number;
}

/** A prediction as it is written in JSON. */
export interface RoundedPrediction extends RoundedCategory {
  readonly top: readonly RoundedCategory[];
  readonly knownTerms: number;
  readonly words?: number;
}

/** Rounds a prediction to six digits. */
export function rounded(prediction: Prediction): RoundedPrediction {
  const { top, knownTerms, words } = prediction;
  return {
    ...roundedCategory(prediction),
    top: top.map(roundedCategory),
    knownTerms,
    ...(words !== undefined && { words }),
  };
}

function roundedCategory({ category, score, probability }: RankedCategory): RoundedCategory {
  return probability === undefined ? { category, score: round(score) } : { category, probability: round(probability) };
}

/** Rounds a number to six digits. */
export function round(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

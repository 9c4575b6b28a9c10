/** Recorded predictions: what a model makes of a few sentences, written into it, so that it can be checked elsewhere. */

import type { Model, RecordedPrediction } from "../models/naive-bayes/arrays.js";
import { Classifier } from "./classifier.js";

const SENTENCES: readonly string[] = [
  "computer cpu memory ram",
  "The goalie made thirty saves and the team won the playoff game in overtime.",
  "The shuttle reached its orbit, and the launch of the next satellite is planned for June.",
  "For sale: used car, good engine, new tires, best offer.",
  "The doctor said that the patient should take the medicine twice a day.",
  "Should the government be able to read encrypted mail?",
];

/** Probabilities are written to as many places; they may differ by one in the last, for logarithms may elsewhere. */
const PLACES = 6;

/** Predicts the built-in sentences. */
export function recordPredictions(model: Model): RecordedPrediction[] {
  const classifier = new Classifier(model);
  return SENTENCES.map((text) => {
    const { category, probability } = classifier.predict(text);
    return { text, category, probability: Number(probability.toFixed(PLACES)) };
  });
}

/** The first recorded prediction that does not come out again, with what came out; undefined if all do. */
export function firstDeviation(
  model: Model,
): { readonly recorded: RecordedPrediction; readonly category: string; readonly probability: number } | undefined {
  const classifier = new Classifier(model);
  for (const recorded of model.recorded) {
    const { category, probability } = classifier.predict(recorded.text);
    const isSame = category === recorded.category && Math.abs(probability - recorded.probability) < 2 * 10 ** -PLACES;
    if (!isSame) return { recorded, category, probability };
  }
  return undefined;
}

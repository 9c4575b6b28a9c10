/** A model of another family than naive Bayes: without probabilities, explanations or known numbers of documents. */

import type { Model } from "../../src/core/models/model.js";
import { Classifier } from "../../src/core/predict/classifier.js";
import { charactersOf } from "../../src/core/text/message.js";
import { ServedModel } from "../../src/server/served-model.js";

/** Scores a text by its length. */
const LENGTHS: Model = {
  family: "lengths",
  targets: ["long", "middling", "short"],
  readsMessages: false,
  memory: 24,
  score(text, scores) {
    scores.set([charactersOf(text).length - 10, 0.5, 10 - charactersOf(text).length]);
    return 1;
  },
  describe: () => ({ properties: { unit: "UTF-16" }, lines: [] }),
};

/** The model as a server has it, as if it had been loaded from a file. */
export function servedLengths(): ServedModel {
  const { family, targets, memory } = LENGTHS;
  return new ServedModel({
    classifier: new Classifier(LENGTHS),
    digest: "0".repeat(64),
    bytes: 100,
    memory: 100 + memory,
    description: { format: 3, family, targets, ...LENGTHS.describe().properties, recordedPredictions: 0 },
  });
}

/** The library's `evaluate`: a classifier and labelled documents → metrics. */

import type { Classifier } from "../core/predict/classifier.js";
import type { Evaluation } from "../evaluate/evaluation.js";
import { predictDocuments } from "../evaluate/predict-documents.js";
import { PredictionCollector } from "../evaluate/prediction-collector.js";
import type { Strippable } from "../evaluate/strip.js";
import type { Documents } from "./train.js";

/** How documents are evaluated. */
export interface EvaluateOptions {
  /** Parts to remove from each text before it is classified; default none. */
  readonly strip?: readonly Strippable[];
}

/**
 * Predicts each document and compares the prediction with its label.
 *
 * @throws NewsgroupsError `input` if there are no documents.
 */
export async function evaluate(
  classifier: Classifier,
  documents: Documents,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  const predictions = new PredictionCollector();
  for await (const { document, prediction } of predictDocuments(classifier, documents, options.strip ?? [])) {
    predictions.add(document.label, prediction);
  }
  const { evaluationOf } = await import("../evaluate/evaluation.js");
  return evaluationOf(predictions);
}

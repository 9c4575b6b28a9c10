/** The library's `evaluate`: a classifier and labelled documents → metrics. */

import { describeValue, NewsgroupsError } from "../core/errors.js";
import type { Classifier } from "../core/predict/classifier.js";
import type { Evaluation } from "../evaluate/evaluation.js";
import { predictDocuments } from "../evaluate/predict-documents.js";
import { PredictionCollector } from "../evaluate/prediction-collector.js";
import { STRIPPABLE, type Strippable } from "../evaluate/strip.js";
import { checkedDocuments, type Documents } from "./documents.js";

/** How documents are evaluated. */
export interface EvaluateOptions {
  /** Parts to remove from each text before it is classified; default none. */
  readonly strip?: readonly Strippable[];
}

/**
 * Predicts each document and compares the prediction with its label.
 *
 * @throws NewsgroupsError `input` if there are no documents; `usage` if an argument is of a wrong type.
 */
export async function evaluate(
  classifier: Classifier,
  documents: Documents,
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  if (typeof classifier?.predict !== "function") {
    throw new NewsgroupsError("usage", `classifier: expected what load returns, got ${describeValue(classifier)}`);
  }
  const { strip = [] } = options;
  const unknown = [strip].flat().find((part) => !STRIPPABLE.includes(part));
  if (unknown !== undefined) {
    throw new NewsgroupsError("usage", `strip: expected ${STRIPPABLE.join(", ")}, got ${describeValue(unknown)}`);
  }
  const predictions = new PredictionCollector();
  for await (const { document, prediction } of predictDocuments(classifier, checkedDocuments(documents), strip)) {
    predictions.add(document.label, prediction);
  }
  const { evaluationOf } = await import("../evaluate/evaluation.js");
  return evaluationOf(predictions);
}

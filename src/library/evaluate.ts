/** The library's `evaluate`: a classifier and labelled documents → metrics. */

import { describeValue, NewsgroupsError } from "../core/errors.js";
import type { Classifier } from "../core/predict/classifier.js";
import type { Evaluation } from "../evaluate/evaluation.js";
import { predictDocuments } from "../evaluate/predict-documents.js";
import { PredictionCollector } from "../evaluate/prediction-collector.js";
import type { Strippable } from "../evaluate/strip.js";
import { readerFor } from "../mail/reader-for.js";
import { checkedDocuments, checkedParts, type Documents } from "./documents.js";

/** How documents are evaluated. */
export interface EvaluateOptions {
  /** Parts to remove from each text before it is classified; default none. */
  readonly strip?: readonly Strippable[];
}

/**
 * Predicts each document and compares the prediction with its label. A message is read as its reader sees it (see `readText`), unless the
 * model was made elsewhere and takes any text for characters.
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
  const strip = checkedParts(options.strip);
  const read = checkedDocuments(documents, readerFor(classifier));
  const predictions = new PredictionCollector();
  for await (const { document, prediction } of predictDocuments(classifier, read, strip)) {
    predictions.add(document.label, prediction);
  }
  const { evaluationOf } = await import("../evaluate/evaluation.js");
  return evaluationOf(predictions);
}

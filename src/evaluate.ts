/** Evaluating: a classifier and labelled documents → figures. */

import type { Classifier } from "./classifier/classifier.js";
import { NewsgroupsError } from "./errors.js";
import type { Evaluation } from "./evaluation/evaluation.js";
import { type Strippable, strip } from "./message/strip.js";
import type { Documents } from "./train.js";

/**
 * Predicts each document and compares with its label.
 *
 * @param parts what to remove from each text before it is judged; default nothing.
 * @throws NewsgroupsError `input` if there is no document.
 */
export async function evaluate(
  classifier: Classifier,
  documents: Documents,
  parts: readonly Strippable[] = [],
): Promise<Evaluation> {
  const labels: string[] = [];
  const predicted: string[] = [];
  for await (const { label, text } of documents) {
    labels.push(label);
    predicted.push(classifier.predict(strip(text, parts)).category);
  }
  if (labels.length === 0) throw new NewsgroupsError("input", "no documents to evaluate: at least 1 expected");
  const { judge } = await import("./evaluation/evaluation.js");
  return judge(labels, predicted);
}

/** Predicting a corpus: a classifier and labelled documents → each document with its prediction. */

import type { Classifier, Prediction } from "../core/predict/classifier.js";
import { type Strippable, strip } from "./strip.js";

/** A document and its prediction. */
export interface PredictedDocument<D> {
  readonly document: D;
  /** The text that was classified: the document's, without the stripped parts. */
  readonly text: string;
  /** With all targets ranked. */
  readonly prediction: Prediction;
}

/** Predicts each document, in order. */
export async function* predictDocuments<D extends { readonly text: string }>(
  classifier: Classifier,
  documents: Iterable<D> | AsyncIterable<D>,
  parts: readonly Strippable[],
): AsyncGenerator<PredictedDocument<D>> {
  const all = classifier.targets.length;
  for await (const document of documents) {
    const text = strip(document.text, parts);
    // What is left behind a header is no message again, though it may look like one.
    const input = parts.includes("headers") ? { subject: "", body: text } : text;
    yield { document, text, prediction: classifier.predict(input, all) };
  }
}

/** Predicting a corpus: a classifier and labelled documents → each document with its prediction. */

import type { Classifier, Prediction } from "../core/predict/classifier.js";
import type { Text } from "../core/text/message.js";
import { type Strippable, withoutParts } from "./strip.js";

/** A document and its prediction. */
export interface PredictedDocument<D> {
  readonly document: D;
  /** The text that was classified: the document's, without the stripped parts. */
  readonly text: Text;
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
    const text = withoutParts(document.text, parts);
    yield { document, text, prediction: classifier.predict(text, all) };
  }
}

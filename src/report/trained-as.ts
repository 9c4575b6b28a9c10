/** What a model was trained on: counts → under which labels a text is among their documents. */

import type { Counts } from "../train/counts/counts.js";
import { occurrencesOf } from "../train/documents/document-set.js";
import { fingerprintOf } from "../train/documents/fingerprint.js";
import type { TrainedAs } from "./seen-in-training.js";

/** A text is known again by what counts of it, the subject and the body of a message. */
export function trainedAsIn(known: readonly Counts[]): TrainedAs {
  return (text) => {
    const fingerprint = fingerprintOf(text);
    const labels = known.flatMap((counts) =>
      [...occurrencesOf(counts.documentSet, fingerprint)].map(({ category }) => counts.labels[category]!),
    );
    return [...new Set(labels)].sort();
  };
}

/** Documents seen in training: documents and the counts of a model → those that the model was trained on. */

import type { Text } from "../core/text/message.js";
import type { Document } from "../corpus/document.js";
import type { PredictedDocument } from "../evaluate/predict-documents.js";
import type { Counts } from "../train/counts/counts.js";
import { occurrencesOf } from "../train/documents/document-set.js";
import { fingerprintOf, normalText } from "../train/documents/fingerprint.js";

/** Returns the labels that a text has in the training documents; none if it is not among them. */
export type TrainingLabels = (text: Text) => readonly string[];

/** Looks texts up in counts, by their fingerprints. */
export function trainingLabelsIn(trained: readonly Counts[]): TrainingLabels {
  return (text) => {
    const fingerprint = fingerprintOf(normalText(text));
    const labels = trained.flatMap((counts) =>
      [...occurrencesOf(counts.documentSet, fingerprint)].map(({ category }) => counts.labels[category]!),
    );
    return [...new Set(labels)].sort();
  };
}

/** A document that is also a training document. */
export interface Duplicate {
  readonly id: string;
  readonly label: string;
  readonly predicted: string;
  readonly trainingLabels: readonly string[];
}

/** The documents that are also training documents. */
export interface Duplicates {
  /** Number of duplicates. */
  readonly documents: number;
  /** How many of them have only other labels in the training documents. */
  readonly relabelled: number;
  /** How many of them are predicted correctly. */
  readonly correct: number;
  /** The first {@link MAX_LISTED}. */
  readonly first: readonly Duplicate[];
}

const MAX_LISTED = 25;

/** Collects documents that are also training documents. */
export class DuplicateCollector {
  readonly #trainingLabels: TrainingLabels;
  readonly #found = { documents: 0, relabelled: 0, correct: 0, first: [] as Duplicate[] };

  constructor(trainingLabels: TrainingLabels) {
    this.#trainingLabels = trainingLabels;
  }

  add({ document: { id, label, text: whole }, text, prediction: { category } }: PredictedDocument<Document>): void {
    // Training may have stripped what is stripped here, or nothing.
    const trainingLabels = [...new Set([whole, text])].map(this.#trainingLabels).find((labels) => labels.length > 0);
    if (!trainingLabels) return;
    const found = this.#found;
    found.documents++;
    if (!trainingLabels.includes(label)) found.relabelled++;
    if (category === label) found.correct++;
    if (found.first.length < MAX_LISTED) found.first.push({ id, label, predicted: category, trainingLabels });
  }

  duplicates(): Duplicates {
    return this.#found;
  }
}

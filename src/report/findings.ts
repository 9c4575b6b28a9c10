/** Findings: predicted documents, one by one → what the report shows besides metrics. */

import type { Classifier, Prediction } from "../core/predict/classifier.js";
import type { Document } from "../corpus/document.js";
import type { PredictedDocument } from "../evaluate/predict-documents.js";
import { type LabelLeakage, LabelLeakageCollector } from "./label-leakage.js";
import { type Mistake, MistakeCollector } from "./mistakes.js";
import { DuplicateCollector, type Duplicates, type TrainingLabels } from "./seen-in-training.js";

/** What the report shows besides metrics. */
export interface Findings {
  /** Most confident first. */
  readonly mistakes: readonly Mistake[];
  /** Undefined if it is unknown what the model was trained on. */
  readonly duplicates: Duplicates | undefined;
  /** Undefined if no document has a message header. */
  readonly labelLeakage: LabelLeakage | undefined;
}

/** Collects findings. */
export class FindingsCollector {
  readonly #mistakes = new MistakeCollector();
  readonly #labelLeakage = new LabelLeakageCollector();
  readonly #duplicates: DuplicateCollector | undefined;

  /** @param trainingLabels what the model was trained on, if known. */
  constructor(trainingLabels?: TrainingLabels) {
    this.#duplicates = trainingLabels && new DuplicateCollector(trainingLabels);
  }

  add(predicted: PredictedDocument<Document>): void {
    this.#mistakes.add(predicted);
    this.#labelLeakage.add(predicted.document.label, predicted.document.text);
    this.#duplicates?.add(predicted);
  }

  findings(classifier: Classifier): Findings {
    return {
      mistakes: this.#mistakes.explained(classifier),
      duplicates: this.#duplicates?.duplicates(),
      labelLeakage: this.#labelLeakage.leakage(),
    };
  }
}

/** The findings of predictions by folds. What is not known, such as texts, is missing. */
export function heldOutFindings(
  predictions: Iterable<{ readonly id: string; readonly label: string; readonly prediction: Prediction }>,
): Findings {
  const mistakes = new MistakeCollector();
  for (const { prediction, ...document } of predictions) mistakes.add({ document, prediction });
  return { mistakes: mistakes.explained(undefined), duplicates: undefined, labelLeakage: undefined };
}

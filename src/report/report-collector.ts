/** Findings: documents as they are judged → what the page tells beside the figures. */

import type { Classifier } from "../core/predict/classifier.js";
import type { Document } from "../corpus/document.js";
import type { Judged } from "../library/evaluate.js";
import { type Giveaways, HeaderTally } from "./label-leakage.js";
import { type Mistake, Mistakes } from "./mistakes.js";
import { type Duplicates, DuplicateTally, type TrainedAs } from "./seen-in-training.js";

export interface Findings {
  /** Most confident first. */
  readonly mistakes: readonly Mistake[];
  /** Undefined if it is not known what the model was trained on. */
  readonly duplicates: Duplicates | undefined;
  /** Undefined if no document has a header. */
  readonly giveaways: Giveaways | undefined;
}

/** Collects findings. */
export class Inquiry {
  readonly #mistakes = new Mistakes();
  readonly #headers = new HeaderTally();
  readonly #duplicates: DuplicateTally | undefined;

  /** @param trainedAs what the model was trained on, if it is known. */
  constructor(trainedAs?: TrainedAs) {
    this.#duplicates = trainedAs && new DuplicateTally(trainedAs);
  }

  add(judged: Judged<Document>): void {
    this.#mistakes.add(judged);
    this.#headers.add(judged.document.label, judged.document.text);
    this.#duplicates?.add(judged);
  }

  findings(classifier: Classifier): Findings {
    return {
      mistakes: this.#mistakes.explained(classifier),
      duplicates: this.#duplicates?.found(),
      giveaways: this.#headers.figures(),
    };
  }
}

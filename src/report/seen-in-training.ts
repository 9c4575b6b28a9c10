/** Duplicates: documents and what the model was trained on → those that it had seen before. */

import type { Document } from "../corpus/document.js";
import type { Judged } from "../library/evaluate.js";

/** The labels under which a text is among the training documents; none if it is not. */
export type TrainedAs = (text: string) => readonly string[];

/** A document whose text is among the training documents. */
export interface Duplicate {
  readonly id: string;
  readonly label: string;
  readonly predicted: string;
  readonly trainedAs: readonly string[];
}

export interface Duplicates {
  /** Number of documents that are among the training documents. */
  readonly documents: number;
  /** How many of them are there under another label only. */
  readonly relabelled: number;
  /** How many of them the model finds. */
  readonly right: number;
  /** The first ones. */
  readonly first: readonly Duplicate[];
}

const MOST_LISTED = 25;

/** Collects duplicates. */
export class DuplicateTally {
  readonly #trainedAs: TrainedAs;
  readonly #first: Duplicate[] = [];
  #documents = 0;
  #relabelled = 0;
  #right = 0;

  constructor(trainedAs: TrainedAs) {
    this.#trainedAs = trainedAs;
  }

  add({ document: { id, label, text }, prediction: { category } }: Judged<Document>): void {
    const trainedAs = this.#trainedAs(text);
    if (trainedAs.length === 0) return;
    this.#documents++;
    if (!trainedAs.includes(label)) this.#relabelled++;
    if (category === label) this.#right++;
    if (this.#first.length < MOST_LISTED) this.#first.push({ id, label, predicted: category, trainedAs });
  }

  found(): Duplicates {
    return { documents: this.#documents, relabelled: this.#relabelled, right: this.#right, first: this.#first };
  }
}

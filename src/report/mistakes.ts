/** Mistakes: answers → the wrong ones that the model was surest of, with what was read and why. */

import type { Classifier } from "../core/predict/classifier.js";
import type { Explanation } from "../core/predict/explanation.js";
import { parseMessage } from "../core/text/message.js";
import type { Document } from "../corpus/document.js";
import { probabilityOf } from "../evaluate/answers.js";
import type { Judged } from "../library/evaluate.js";

/** A document that was put into another category than its own. */
export interface Mistake {
  readonly id: string;
  readonly label: string;
  readonly predicted: string;
  /** Probability of the predicted category. */
  readonly probability: number;
  /** Probability of the label; 0 if the model has no such target. */
  readonly labelProbability: number;
  /** "" for a text that is no message. */
  readonly subject: string;
  /** The first lines that have a letter or a digit. */
  readonly lines: readonly string[];
  /** Undefined if the model knows no term of the text. */
  readonly why: Explanation | undefined;
}

const MOST_MISTAKES = 25;
const MOST_LINES = 3;
const MOST_TERMS = 6;

/** Collects the most confident mistakes. */
export class Mistakes {
  readonly #kept: Judged<Document>[] = [];

  add(judged: Judged<Document>): void {
    const { document, prediction } = judged;
    if (prediction.category === document.label) return;
    // Of equal ones those that came first.
    const place = this.#kept.findIndex((kept) => kept.prediction.probability < prediction.probability);
    if (place < 0 && this.#kept.length === MOST_MISTAKES) return;
    this.#kept.splice(place < 0 ? this.#kept.length : place, 0, judged);
    this.#kept.length = Math.min(this.#kept.length, MOST_MISTAKES);
  }

  /** The mistakes, most confident first; {@link MOST_MISTAKES} at the most. */
  explained(classifier: Classifier): readonly Mistake[] {
    return this.#kept.map(({ document, text, prediction }) => {
      const { subject, body } = parseMessage(document.text);
      return {
        id: document.id,
        label: document.label,
        predicted: prediction.category,
        probability: prediction.probability,
        labelProbability: probabilityOf(document.label, prediction.top),
        subject,
        lines: firstLines(body),
        why: classifier.explain(text, MOST_TERMS),
      };
    });
  }
}

/** Far more than the lines that are shown; a text may have 64 MiB. */
const HEAD = 10_000;

function firstLines(body: string): string[] {
  const lines = body.slice(0, HEAD).split(/[\r\n]+/);
  return lines.filter((line) => /[\p{L}\p{N}]/u.test(line)).slice(0, MOST_LINES);
}

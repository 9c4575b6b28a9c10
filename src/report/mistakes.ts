/** Mistakes: predicted documents → the most confident wrong predictions, with the start of the text and the reasons. */

import type { Classifier, Prediction } from "../core/predict/classifier.js";
import type { Explanation } from "../core/predict/explanation.js";
import { parseMessage, type Text } from "../core/text/message.js";
import { probabilityOf } from "../evaluate/prediction-collector.js";

/** A document whose predicted category is not its label. */
export interface Mistake {
  readonly id: string;
  readonly label: string;
  readonly predicted: string;
  /** Probability of the predicted category; undefined if the model has no probabilities. */
  readonly probability: number | undefined;
  /** Probability of the label, 0 if it is not a target; undefined if the model has no probabilities. */
  readonly labelProbability: number | undefined;
  /** Number of terms of the text that the model knows. */
  readonly knownTerms: number;
  /** "" for a text that is not a message. */
  readonly subject: string;
  /** The first lines with a letter or a digit; undefined if the text is not at hand. */
  readonly lines: readonly string[] | undefined;
  /** Why it was predicted, with the terms alone that favoured it; undefined if the model knows no term of the text, or cannot explain itself. */
  readonly why: Explanation | undefined;
}

const MAX_MISTAKES = 25;
const MAX_LINES = 3;
const MAX_TERMS = 6;

/** A document and its prediction; with the text, if it is at hand. */
export interface Mistaken {
  readonly document: { readonly id: string; readonly label: string; readonly text?: string };
  /** The text that was classified. */
  readonly text?: Text;
  readonly prediction: Prediction;
}

/** Collects the most confident mistakes. */
export class MistakeCollector {
  readonly #kept: Mistaken[] = [];

  add(predicted: Mistaken): void {
    const { document, prediction } = predicted;
    if (prediction.category === document.label) return;
    // Behind those with the same confidence.
    const confidence = confidenceOf(prediction);
    const less = this.#kept.findIndex((kept) => confidenceOf(kept.prediction) < confidence);
    if (less < 0 && this.#kept.length === MAX_MISTAKES) return;
    this.#kept.splice(less < 0 ? this.#kept.length : less, 0, predicted);
    this.#kept.length = Math.min(this.#kept.length, MAX_MISTAKES);
  }

  /**
   * The mistakes, most confident first; at most {@link MAX_MISTAKES}.
   *
   * @param classifier made the predictions; undefined if it is not at hand, as those of folds are not.
   */
  explained(classifier: Classifier | undefined): readonly Mistake[] {
    return this.#kept.map(({ document, text, prediction }) => {
      const { subject, body } = parseMessage(document.text ?? "");
      return {
        id: document.id,
        label: document.label,
        predicted: prediction.category,
        probability: prediction.probability,
        labelProbability: probabilityOf(document.label, prediction),
        knownTerms: prediction.knownTerms,
        subject,
        lines: document.text === undefined ? undefined : firstLines(body),
        why: text !== undefined && classifier?.canExplain ? reasonsFor(classifier.explain(text)) : undefined,
      };
    });
  }
}

/** Leaves out the terms that favoured the second best: they did not make the mistake. */
function reasonsFor(why: Explanation | undefined): Explanation | undefined {
  return why && { ...why, terms: why.terms.filter(({ share }) => share > 0).slice(0, MAX_TERMS) };
}

/** How sure the model is: the probability or, if it has none, the lead of the best score over the second best. */
function confidenceOf({ probability, top }: Prediction): number {
  return probability ?? top[0]!.score - top[1]!.score;
}

/** Where lines are looked for: characters at the start of a body, which may have 64 MiB. */
const BODY_START = 10_000;

function firstLines(body: string): string[] {
  const lines = body.slice(0, BODY_START).split(/[\r\n]+/);
  return lines.filter((line) => /[\p{L}\p{N}]/u.test(line)).slice(0, MAX_LINES);
}

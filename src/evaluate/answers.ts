/** Answers: what is kept of each prediction until all documents are judged. */

import type { Prediction } from "../core/predict/classifier.js";

/**
 * The probability in whose place a smaller one is scored, 2⁻⁵²: no answer costs more than 36.04 nats, and one that was
 * thought impossible does not make the mean infinite. scikit-learn's `log_loss` clips at the same place.
 */
const LEAST_PROBABILITY = Number.EPSILON;

/** Labels and predictions as places in {@link names}, and what each answer scored; one entry for each document. */
export interface Columns {
  /** Distinct labels and predicted categories, in ascending order of UTF-16 units. */
  readonly names: readonly string[];
  readonly labels: Uint32Array;
  readonly predicted: Uint32Array;
  /** Probability of the predicted category, ascending. */
  readonly confidences: Float64Array;
  readonly brier: Float64Array;
  readonly logLoss: Float64Array;
}

/** Collects predictions; about 40 bytes for each document. */
export class Answers {
  readonly #places = new Map<string, number>();
  readonly #labels: number[] = [];
  readonly #predicted: number[] = [];
  readonly #confidences: number[] = [];
  readonly #brier: number[] = [];
  readonly #logLoss: number[] = [];

  /** Number of answers. */
  get length(): number {
    return this.#labels.length;
  }

  /**
   * Adds an answer.
   *
   * @param prediction with the probabilities of all targets. A label that is none of them has probability 0.
   */
  add(label: string, { category, probability, top }: Prediction): void {
    const ofLabel = probabilityOf(label, top);
    // Σ (p − y)², y being 1 for the label alone: 1 at once for a label that has no target.
    let squares = top.some((ranked) => ranked.category === label) ? 0 : 1;
    for (const ranked of top) squares += (ranked.probability - (ranked.category === label ? 1 : 0)) ** 2;
    this.#labels.push(this.#placeOf(label));
    this.#predicted.push(this.#placeOf(category));
    this.#confidences.push(probability);
    this.#brier.push(squares);
    this.#logLoss.push(-Math.log(Math.max(ofLabel, LEAST_PROBABILITY)));
  }

  /** All answers, by their confidence. */
  columns(): Columns {
    const names = [...this.#places.keys()].sort();
    const rank = new Map(names.map((name, place) => [name, place]));
    const renumbered = Array.from(this.#places.keys(), (name) => rank.get(name)!);
    const order = Uint32Array.from(this.#labels.keys()).sort((a, b) => this.#confidences[a]! - this.#confidences[b]!);
    return {
      names,
      labels: Uint32Array.from(order, (i) => renumbered[this.#labels[i]!]!),
      predicted: Uint32Array.from(order, (i) => renumbered[this.#predicted[i]!]!),
      confidences: Float64Array.from(order, (i) => this.#confidences[i]!),
      brier: Float64Array.from(order, (i) => this.#brier[i]!),
      logLoss: Float64Array.from(order, (i) => this.#logLoss[i]!),
    };
  }

  #placeOf(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.#places.size);
    return this.#places.size - 1;
  }
}

/** Probability of a category among ranked ones; 0 if it is none of them. */
export function probabilityOf(category: string, top: Prediction["top"]): number {
  return top.find((ranked) => ranked.category === category)?.probability ?? 0;
}

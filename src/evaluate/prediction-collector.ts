/** Collecting predictions: labels and predictions, one by one → columns of numbers that the metrics are computed from. */

import type { Prediction } from "../core/predict/classifier.js";

/**
 * Smaller probabilities of a label are scored as this one, 2⁻⁵²: no document costs more than 36.04 nats, so that one
 * label thought impossible does not make the mean infinite. scikit-learn's `log_loss` clips at the same value.
 */
export const MIN_PROBABILITY: number = Number.EPSILON;

/** One entry per document in each column; labels and predicted categories are indexes into {@link names}. */
export interface PredictionColumns {
  /** Distinct labels and predicted categories, in ascending order of UTF-16 units. */
  readonly names: readonly string[];
  readonly labels: Uint32Array;
  readonly predicted: Uint32Array;
  /** Whether each prediction is correct: 1 or 0. */
  readonly correct: Uint8Array;
  /** Undefined for a model without probabilities. */
  readonly probabilities: ProbabilityColumns | undefined;
}

/** What the probabilities of each document's prediction scored; the documents are in the order of confidence. */
interface ProbabilityColumns {
  /** Probability of the predicted category, ascending. */
  readonly confidences: Float64Array;
  /** Squared error over all categories, 0 to 2. */
  readonly brier: Float64Array;
  /** −ln of the label's probability, in nats. */
  readonly logLoss: Float64Array;
}

/** Collects predictions; keeps about 40 bytes per document. */
export class PredictionCollector {
  readonly #indexes = new Map<string, number>();
  readonly #labels: number[] = [];
  readonly #predicted: number[] = [];
  readonly #confidences: number[] = [];
  readonly #brier: number[] = [];
  readonly #logLoss: number[] = [];

  /** Number of documents. */
  get length(): number {
    return this.#labels.length;
  }

  /**
   * Adds a document's label and prediction.
   *
   * @param prediction with all targets ranked. A label that is not a target has probability 0.
   */
  add(label: string, prediction: Prediction): void {
    const { category, probability, top } = prediction;
    this.#labels.push(this.#indexOf(label));
    this.#predicted.push(this.#indexOf(category));
    if (probability === undefined) return;
    // Σ (p − y)², where y is 1 for the label and 0 otherwise; a label that is not a target adds 1.
    let squares = top.some((ranked) => ranked.category === label) ? 0 : 1;
    for (const ranked of top) squares += (ranked.probability! - (ranked.category === label ? 1 : 0)) ** 2;
    this.#confidences.push(probability);
    this.#brier.push(squares);
    this.#logLoss.push(-Math.log(Math.max(probabilityOf(label, prediction)!, MIN_PROBABILITY)));
  }

  /** All predictions: by ascending confidence, or as they came if there are no probabilities. */
  columns(): PredictionColumns {
    const hasProbabilities = this.#confidences.length > 0;
    const names = [...this.#indexes.keys()].sort();
    const rank = new Map(names.map((name, index) => [name, index]));
    const ranks = Array.from(this.#indexes.keys(), (name) => rank.get(name)!);
    const order = Uint32Array.from(this.#labels.keys());
    if (hasProbabilities) order.sort((a, b) => this.#confidences[a]! - this.#confidences[b]!);
    const ranked = (indexes: readonly number[]): Uint32Array => Uint32Array.from(order, (i) => ranks[indexes[i]!]!);
    const sorted = (values: readonly number[]): Float64Array => Float64Array.from(order, (i) => values[i]!);
    return {
      names,
      labels: ranked(this.#labels),
      predicted: ranked(this.#predicted),
      correct: Uint8Array.from(order, (i) => (this.#labels[i] === this.#predicted[i] ? 1 : 0)),
      probabilities: hasProbabilities
        ? {
            confidences: sorted(this.#confidences),
            brier: sorted(this.#brier),
            logLoss: sorted(this.#logLoss),
          }
        : undefined,
    };
  }

  #indexOf(name: string): number {
    const known = this.#indexes.get(name);
    if (known !== undefined) return known;
    this.#indexes.set(name, this.#indexes.size);
    return this.#indexes.size - 1;
  }
}

/** Probability of a category; 0 if it is not a target, undefined if the model has no probabilities. */
export function probabilityOf(category: string, { probability, top }: Prediction): number | undefined {
  return probability === undefined ? undefined : (top.find((ranked) => ranked.category === category)?.probability ?? 0);
}

/** The scorer: what every classifier does with the sums of linear functions, and the numbers that it takes. */

/** Makes a score for each class, of which the highest wins, the first of equal ones. C classes. */
export interface ClassScorer {
  readonly classes: number;
  /** Number of linear functions that it needs. */
  readonly functions: number;
  /** Whether the scores are what `decision_function` gives, rather than likelihoods or probabilities. */
  readonly isDecision: boolean;
  /**
   * @param sums of all functions of the model.
   * @param first the first function of this classifier.
   * @param scores takes the score by class. [C]
   */
  score(sums: Float64Array, first: number, scores: Float64Array): void;
  /** Turns scores into what `predict_proba` gives; absent if the class has no such method. */
  probabilities?(scores: Float64Array, probabilities: Float64Array): void;
  /** The function whose sum, times a sign, is the score of a class; absent if scores are no such sums. */
  functionOf?(target: number): { readonly index: number; readonly sign: 1 | -1 };
}

/** Hands out the numbers of calibrators in turn. */
export class Calibration {
  readonly #numbers: Float64Array;
  #at = 0;

  constructor(numbers: Float64Array) {
    this.#numbers = numbers;
  }

  take(count: number): Float64Array {
    this.#at += count;
    return this.#numbers.subarray(this.#at - count, this.#at);
  }
}

/** Temperature: how the scores of a linear model become calibrated probabilities. */

/** What the temperature of a text's scores is made of: each 0 or more, at least one above 0. */
export interface TemperatureParts {
  /** The same for every text. */
  readonly base: number;
  /** How much of the standard deviation of the scores is added. */
  readonly spread: number;
  /** What is added for a text with one known term; with n known terms, an nth of it. */
  readonly brevity: number;
}

/** How scores become probabilities, and how the model did on the documents that this was fitted to. */
export interface Calibration extends TemperatureParts {
  /** Number of training documents that were each predicted by a model of other folds. The temperature is fitted to them. */
  readonly documents: number;
  /** How many of these predictions were correct. */
  readonly right: number;
  /** Number of folds that the training documents were dealt into; 0 if none was held out. */
  readonly folds: number;
}

/**
 * Returns the softmax temperature for the scores of a text, which have the standard deviation σ, and of which n terms are known:
 *
 *     base + spread · σ + brevity ⁄ n
 *
 * A temperature alone (Guo, Pleiss, Sun & Weinberger, *On Calibration of Modern Neural Networks*, ICML 2017) leaves a model
 * underconfident where it is in doubt and overconfident where it is not. What matters is how far the best score stands out among all
 * others, and informative words move those too: hence the standard deviation. And because a text is brought to length 1, one or two known
 * words move scores as much as a whole text does, with less reason: hence n. (ARCHITECTURE.md has the measurements.)
 *
 * @param scores by category, two or more.
 * @param knownTerms n, 1 or more.
 * @returns above 0.
 */
export function temperatureFor(
  scores: Float64Array,
  knownTerms: number,
  { base, spread, brevity }: TemperatureParts,
): number {
  const temperature = base + spread * standardDeviation(scores) + brevity / knownTerms;
  // If the spread is all there is, it is 0 for equal scores, which have equal probabilities at any temperature.
  return temperature > 0 ? temperature : 1;
}

/**
 * Computes softmax(scores ⁄ temperature), the temperature being that of {@link temperatureFor}; 1 if no term is known.
 *
 * @param probabilities receives the probability of each category. [C]
 */
export function probabilitiesOf(
  scores: Float64Array,
  knownTerms: number,
  parts: TemperatureParts,
  probabilities: Float64Array,
): void {
  const temperature = knownTerms === 0 ? 1 : temperatureFor(scores, knownTerms, parts);
  let highest = scores[0]!;
  for (let c = 1; c < scores.length; c++) if (scores[c]! > highest) highest = scores[c]!;
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    const exponential = Math.exp((scores[c]! - highest) / temperature);
    probabilities[c] = exponential;
    sum += exponential;
  }
  for (let c = 0; c < scores.length; c++) probabilities[c]! /= sum;
}

/** The standard deviation of scores about their mean. */
export function standardDeviation(scores: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < scores.length; c++) sum += scores[c]!;
  const mean = sum / scores.length;
  let squares = 0;
  for (let c = 0; c < scores.length; c++) squares += (scores[c]! - mean) ** 2;
  return Math.sqrt(squares / scores.length);
}

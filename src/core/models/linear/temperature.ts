/** Temperature: how the scores of a linear model become calibrated probabilities. */

/** How scores become probabilities, and how the model did on the documents that this was fitted to. */
export interface Calibration {
  /** Softmax temperature of scores whose standard deviation is 1: {@link MIN_TEMPERATURE} or more. */
  readonly temperature: number;
  /** How much the temperature grows with that standard deviation: 0 (not at all) to 1 (in proportion). */
  readonly spread: number;
  /** Number of training documents that were each predicted by a model of other folds. The two numbers above are fitted to them. */
  readonly documents: number;
  /** How many of these predictions were correct. */
  readonly right: number;
  /** Number of folds that the training documents were dealt into; 0 if none was held out. */
  readonly folds: number;
}

/** With so many known terms, a text is twice as doubtful as one with many. */
const FEW = 2;

/** Dividing scores by a lower temperature would overflow. */
export const MIN_TEMPERATURE = 1e-6;

/**
 * Returns the softmax temperature for the scores of a text, which have the standard deviation σ, and of which n terms are known:
 *
 *     temperature · σ^spread · (1 + 2 ⁄ n)
 *
 * A temperature alone (Guo, Pleiss, Sun & Weinberger, *On Calibration of Modern Neural Networks*, ICML 2017) leaves naive Bayes
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
  { temperature, spread }: Pick<Calibration, "temperature" | "spread">,
): number {
  let sum = 0;
  for (let c = 0; c < scores.length; c++) sum += scores[c]!;
  const mean = sum / scores.length;
  let squares = 0;
  for (let c = 0; c < scores.length; c++) squares += (scores[c]! - mean) ** 2;
  const variance = squares / scores.length;
  const doubt = 1 + FEW / knownTerms;
  // Equal scores have equal probabilities at any temperature.
  return variance === 0 ? temperature : temperature * doubt * variance ** (spread / 2);
}

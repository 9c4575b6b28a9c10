/** Calibration: scores → probabilities that mean what they say. */

/** How a model's scores become probabilities, and how it did where that was found out. */
export interface Calibration {
  /** Softmax temperature of scores whose standard deviation is 1: {@link LEAST_TEMPERATURE} or more. */
  readonly temperature: number;
  /** How much the temperature grows with that standard deviation: 0 (not at all) to 1 (in proportion). */
  readonly spread: number;
  /** Number of training documents that were judged by all others, with which the two numbers above were fitted. */
  readonly documents: number;
  /** How many of these were put into their category. */
  readonly right: number;
}

/** Below it, differences of scores would overflow when they are divided by it. */
export const LEAST_TEMPERATURE = 1e-6;

/**
 * The softmax temperature for the scores of a text, which have the standard deviation σ:
 *
 *     temperature · σ^spread
 *
 * A temperature alone (Guo, Pleiss, Sun & Weinberger, *On Calibration of Modern Neural Networks*, ICML 2017) makes naive
 * Bayes too timid where it is in doubt and too bold where it is not. What tells is how far the best score stands out among
 * all others, and telling words move those too: hence the standard deviation. (ARCHITECTURE.md has figures.)
 *
 * @param scores by category, two or more.
 * @returns above 0.
 */
export function temperatureFor(scores: Float64Array, { temperature, spread }: Calibration): number {
  let sum = 0;
  for (let c = 0; c < scores.length; c++) sum += scores[c]!;
  const mean = sum / scores.length;
  let squares = 0;
  for (let c = 0; c < scores.length; c++) squares += (scores[c]! - mean) ** 2;
  const variance = squares / scores.length;
  // Equal scores have equal probabilities at any temperature.
  return variance === 0 ? temperature : temperature * variance ** (spread / 2);
}

/** Interval: how many of some documents were right → how accurate the model may be. */

/** The 97.5 % quantile of the standard normal distribution: of 100 intervals, 95 contain the true share. */
const Z = 1.959963984540054;

/**
 * Returns the 95 % interval of a share by Wilson's score method. It does not collapse where all are right, or none, and never leaves 0 to 1.
 * (Wilson, *Probable Inference, the Law of Succession, and Statistical Inference*, Journal of the American Statistical Association, 1927.)
 *
 * @param right how many were right, 0 to `documents`.
 * @param documents how many there were; of none, nothing is known: 0 to 1.
 */
export function wilson(right: number, documents: number): readonly [low: number, high: number] {
  if (documents === 0) return [0, 1];
  const wrong = documents - right;
  const middle = right + Z ** 2 / 2;
  const half = Z * Math.sqrt((right * wrong) / documents + Z ** 2 / 4);
  const all = documents + Z ** 2;
  // Rounding could leave a trace of what is exactly 0 or 1.
  return [right === 0 ? 0 : (middle - half) / all, wrong === 0 ? 1 : (middle + half) / all];
}

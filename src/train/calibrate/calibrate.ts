/** Calibration: held-out scores → how scores become probabilities. */

import type { Estimator } from "../../core/models/linear/choices.js";
import { type Calibration, standardDeviation, type TemperatureParts } from "../../core/models/linear/temperature.js";
import { sum } from "../../core/sum.js";
import { Kernels } from "../../kernels/kernels.js";
import { countCorrect } from "../choose/choose.js";
import type { HeldOutScores } from "../choose/held-out.js";
import { LENGTHS } from "../choose/windows.js";
import { fitTemperature } from "./fit-temperature.js";

/** For counts without a document to fit with: the values of the 20 Newsgroups. */
const DEFAULTS: Readonly<Record<Estimator, TemperatureParts>> = {
  linear: { base: 0.05, spread: 0.48, brevity: 0.38 },
  complement: { base: 0.03, spread: 0.51, brevity: 0.16 },
  multinomial: { base: 0.25, spread: 0.22, brevity: 0.62 },
};

/** A whole document weighs as much as all its windows. */
const WHOLE = LENGTHS.length;
/**
 * Highest mean temperature, in mean standard deviations of the scores: two categories whose scores are two of these apart have 0.69 and 0.31.
 * Where few documents are opposites of each other they are predicted worse than by chance, any higher temperature fits better, and without
 * a bound every probability would be the same.
 */
const MAX_TEMPERATURE = 2.5;
/** Significant digits of the fitted temperature: more than its precision, and few enough to be the same on any machine. */
const DIGITS = 3;

/**
 * Fits the temperature so that the logarithmic loss over the held-out documents and their windows is minimal.
 *
 * If all predictions are correct the best temperature would be 0, and every probability 1. So the target of a document's
 * category is not 1 but 1 − ε, and all categories share ε, with ε = 1 ⁄ (n + 2) for n documents: the rule of succession. (Platt, *Probabilistic
 * Outputs for Support Vector Machines*, 1999, 2.2.)
 */
export function calibrate(
  heldOut: readonly HeldOutScores[],
  estimator: Estimator,
  kernels: Kernels = new Kernels(),
): Omit<Calibration, "folds"> {
  const { documents, right } = countCorrect(heldOut);
  const parts =
    partsFor(
      heldOut.filter(({ known }) => known > 0),
      kernels,
    ) ?? DEFAULTS[estimator];
  return { ...parts, documents, right };
}

/** Undefined if no scores differ. */
function partsFor(known: readonly HeldOutScores[], kernels: Kernels): TemperatureParts | undefined {
  const whole = known.filter(({ isWhole }) => isWhole);
  const documents = sum(whole.map(({ copies }) => copies));
  const meanOf = (value: (one: HeldOutScores) => number): number =>
    sum(whole.map((one) => one.copies * value(one))) / documents;
  const deviation = meanOf(({ scores }) => standardDeviation(scores));
  if (!(deviation > 0)) return undefined;
  const cases = known.map((one) => ({ ...one, weight: one.isWhole ? WHOLE * one.copies : one.copies }));
  const { base, spread, brevity } = fitTemperature(kernels, cases, 1 / (documents + 2), deviation);
  const mean = base + spread * deviation + brevity * meanOf((one) => 1 / one.known);
  const highest = MAX_TEMPERATURE * deviation;
  // What can still be told is that a text whose scores differ more is surer: so no part of the temperature may grow with them.
  if (mean > highest) return { base: rounded(highest, highest), spread: 0, brevity: 0 };
  return {
    base: rounded(base, mean),
    spread: rounded(spread, mean / deviation),
    brevity: rounded(brevity, mean),
  };
}

/** Rounds a value to the {@link DIGITS} of another. */
function rounded(value: number, scale: number): number {
  return Number(value.toFixed(Math.min(100, Math.max(0, DIGITS - 1 - Math.floor(Math.log10(scale))))));
}

/** Calibration: held-out scores → how scores become probabilities. */

import type { Estimator } from "../../core/models/linear/choices.js";
import { type Calibration, temperatureFor } from "../../core/models/linear/temperature.js";
import { argmax } from "../../core/predict/ranking.js";
import { sum } from "../../core/sum.js";
import { countCorrect } from "../choose/choose.js";
import type { HeldOutScores } from "../choose/held-out.js";

/** For counts without a document to fit with: the values of the 20 Newsgroups. */
const DEFAULTS: Readonly<Record<Estimator, Pick<Calibration, "temperature" | "spread">>> = {
  linear: { temperature: 0.4, spread: 0.5 },
  complement: { temperature: 0.469, spread: 0.6 },
  multinomial: { temperature: 0.655, spread: 0.2 },
};

/** Bounds of the fitted temperature. */
const MIN_TEMPERATURE = 0.01;
/**
 * Where documents are predicted worse than by chance, as where few documents are opposites of each other, any higher temperature would fit
 * better, and every probability would be the same: then nothing was learned of the temperature.
 */
const MAX_TEMPERATURE = 4;
/** Digits of the fitted temperature: more than its precision, and few enough to be the same on any machine. */
const DIGITS = 2;
/** Tolerance of the temperature's logarithm: a tenth of what the digits can show. */
const TOLERANCE = 1e-3;
/** The spread is a multiple of 1/5: finer steps hardly lower the loss. */
const SPREAD_STEPS = 5;
/** Share by which a larger spread must lower the loss: more than the rounding of the temperature can. */
const SAVING = 1e-4;

/**
 * Fits temperature and spread so that the logarithmic loss over the held-out documents is minimal.
 *
 * If all predictions are correct the best temperature would be 0, and every probability 1. So the target of a document's
 * category is not 1 but 1 − ε, and all categories share ε, with ε = 1 ⁄ (n + 2) for n documents: the rule of succession. (Platt, *Probabilistic
 * Outputs for Support Vector Machines*, 1999, 2.2.)
 */
export function calibrate(heldOut: readonly HeldOutScores[], estimator: Estimator): Omit<Calibration, "folds"> {
  const { documents, right } = countCorrect(heldOut);
  const known = heldOut.filter(({ known }) => known > 0);
  if (known.length === 0) return { ...DEFAULTS[estimator], documents, right };
  const epsilon = 1 / (documentsOf(known) + 2);
  let best = fitTemperature(known, 0, epsilon);
  for (let step = 1; step <= SPREAD_STEPS; step++) {
    const other = fitTemperature(known, step / SPREAD_STEPS, epsilon);
    if (other.loss < best.loss * (1 - SAVING)) best = other;
  }
  if (best.temperature >= MAX_TEMPERATURE) return { ...DEFAULTS[estimator], documents, right };
  return { temperature: best.temperature, spread: best.spread, documents, right };
}

const documentsOf = (some: readonly HeldOutScores[]): number => sum(some.map(({ copies }) => copies));

/**
 * Finds the temperature with the smallest loss for a spread. The loss is convex in 1 ⁄ temperature, so the sign of its
 * slope shows on which side the minimum is.
 */
function fitTemperature(known: readonly HeldOutScores[], spread: number, epsilon: number) {
  const all = known.map(({ scores, category, copies, known: terms }) => {
    // The exponents of the softmax for temperature 1; for another temperature, they are divided by it.
    const unit = temperatureFor(scores, terms, { temperature: 1, spread });
    const max = scores[argmax(scores)]!;
    const exponents = scores.map((score) => (score - max) / unit);
    const mean = sum(exponents) / exponents.length;
    return { exponents, copies, target: (1 - epsilon) * exponents[category]! + epsilon * mean };
  });
  const slopeAt = (inverse: number): number => {
    let slope = 0;
    for (const { exponents, copies, target } of all) {
      let partition = 0;
      let weighted = 0;
      for (let c = 0; c < exponents.length; c++) {
        const exponential = Math.exp(exponents[c]! * inverse);
        partition += exponential;
        weighted += exponential * exponents[c]!;
      }
      slope += copies * (weighted / partition - target);
    }
    return slope;
  };
  let [low, high] = [Math.log(MIN_TEMPERATURE), Math.log(MAX_TEMPERATURE)];
  while (high - low > TOLERANCE) {
    const middle = (low + high) / 2;
    if (slopeAt(Math.exp(-middle)) > 0) low = middle;
    else high = middle;
  }
  const temperature = Number(Math.exp((low + high) / 2).toPrecision(DIGITS));
  const losses = all.map(({ exponents, copies, target }) => {
    const partition = sum(exponents.map((exponent) => Math.exp(exponent / temperature)));
    return copies * (Math.log(partition) - target / temperature);
  });
  return { temperature, spread, loss: sum(losses) };
}

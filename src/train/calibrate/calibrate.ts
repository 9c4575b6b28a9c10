/** Calibrating: what other documents made of each document → how scores become probabilities. */

import type { Estimator } from "../../core/models/naive-bayes/estimators.js";
import { type Calibration, temperatureFor } from "../../core/models/naive-bayes/temperature.js";
import { argmax } from "../../core/predict/ranking.js";
import type { Judged } from "./leave-one-out.js";

/** Where there is no document to fit with: what the 20 Newsgroups give. */
const DEFAULTS: Readonly<Record<Estimator, Pick<Calibration, "temperature" | "spread">>> = {
  complement: { temperature: 0.469, spread: 0.6 },
  multinomial: { temperature: 0.655, spread: 0.2 },
};

const LEAST = 1e-3;
const MOST = 1e3;
/** Digits of the fitted temperature: far more than it is known to, and few enough to be the same on any machine. */
const DIGITS = 3;
/** Of the logarithm of the temperature; a tenth of what the digits can tell. */
const TOLERANCE = 1e-4;
/** The spread is a multiple of 1/10: finer steps make the loss on the 20 Newsgroups smaller by 0.2 % at the most. */
const SPREAD_STEPS = 10;
/** Share of the loss that a larger spread must save: more than rounding the temperature can. */
const SAVING = 1e-4;

/**
 * Fits temperature and spread so that the logarithmic loss of the judged documents' categories is least.
 *
 * Where all answers are right the best temperature would be 0, and every probability 1. So each category's target is not 1
 * but 1 − ε, and ε is shared by all, with ε = 1 ⁄ (n + 2) for n documents: the rule of succession. (Platt, *Probabilistic
 * Outputs for Support Vector Machines*, 1999, 2.2.)
 */
export function calibrate(judged: readonly Judged[], estimator: Estimator): Calibration {
  const { documents, right } = countRight(judged);
  const known = judged.filter(({ isKnown }) => isKnown);
  if (known.length === 0) return { ...DEFAULTS[estimator], documents, right };
  const epsilon = 1 / (known.reduce((sum, { copies }) => sum + copies, 0) + 2);
  let best = fitTemperature(known, 0, epsilon);
  for (let step = 1; step <= SPREAD_STEPS; step++) {
    const other = fitTemperature(known, step / SPREAD_STEPS, epsilon);
    if (other.loss < best.loss * (1 - SAVING)) best = other;
  }
  return { temperature: best.temperature, spread: best.spread, documents, right };
}

/** How many documents were judged, copies included, and how many of them rightly. */
export function countRight(judged: readonly Judged[]): Pick<Calibration, "documents" | "right"> {
  const isRight = ({ scores, category }: Judged): boolean => argmax(scores) === category;
  const sum = (some: readonly Judged[]): number => some.reduce((n, { copies }) => n + copies, 0);
  const whole = judged.filter(({ isWhole }) => isWhole);
  return { documents: sum(whole), right: sum(whole.filter(isRight)) };
}

/**
 * The temperature with the least loss for a spread. The loss is convex in 1 ⁄ temperature, so its slope tells on which side
 * the least is.
 */
function fitTemperature(judged: readonly Judged[], spread: number, epsilon: number) {
  const all = judged.map(({ scores, category, copies }) => {
    // For temperature 1, the exponents of the softmax; those of another are these divided by it.
    const unit = temperatureFor(scores, { temperature: 1, spread });
    const most = scores[argmax(scores)]!;
    const exponents = scores.map((score) => (score - most) / unit);
    const mean = exponents.reduce((sum, value) => sum + value, 0) / exponents.length;
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
  let [low, high] = [Math.log(LEAST), Math.log(MOST)];
  while (high - low > TOLERANCE) {
    const middle = (low + high) / 2;
    if (slopeAt(Math.exp(-middle)) > 0) low = middle;
    else high = middle;
  }
  const temperature = Number(Math.exp((low + high) / 2).toPrecision(DIGITS));
  const loss = all.reduce((sum, { exponents, copies, target }) => {
    const partition = exponents.reduce((one, exponent) => one + Math.exp(exponent / temperature), 0);
    return sum + copies * (Math.log(partition) - target / temperature);
  }, 0);
  return { temperature, spread, loss };
}

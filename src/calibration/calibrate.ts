/** Calibrating: what other documents made of each document → how scores become probabilities. */

import type { Estimator } from "../bayes/estimators.js";
import { type Calibration, temperatureFor } from "../model/calibration.js";
import { bestOf } from "../model/scores.js";
import type { Judged } from "./leave-one-out.js";

/** Where there is no document to fit with: what the 20 Newsgroups give. */
const DEFAULTS: Readonly<Record<Estimator, Pick<Calibration, "temperature" | "spread">>> = {
  complement: { temperature: 0.53, spread: 0.9 },
  multinomial: { temperature: 0.54, spread: 0.4 },
};

const LEAST = 1e-3;
const MOST = 1e3;
/** Digits of the fitted temperature: far more than it is known to, and few enough to be the same on any machine. */
const DIGITS = 3;
/** The spread is a multiple of 1/20. */
const SPREAD_STEPS = 20;

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
  const fitted = (steps: number) => fitTemperature(known, steps / SPREAD_STEPS, epsilon);
  let [low, high] = [0, SPREAD_STEPS];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fitted(middle).loss <= fitted(middle + 1).loss) high = middle;
    else low = middle + 1;
  }
  return { temperature: fitted(low).temperature, spread: low / SPREAD_STEPS, documents, right };
}

/** How many documents were judged, copies included, and how many of them rightly. */
export function countRight(judged: readonly Judged[]): Pick<Calibration, "documents" | "right"> {
  const isRight = ({ scores, category }: Judged): boolean => bestOf(scores) === category;
  const sum = (some: readonly Judged[]): number => some.reduce((n, { copies }) => n + copies, 0);
  return { documents: sum(judged), right: sum(judged.filter(isRight)) };
}

/** The temperature with the least loss, by golden-section search in its logarithm. */
function fitTemperature(judged: readonly Judged[], spread: number, epsilon: number) {
  // For temperature 1, the exponents of the softmax; those of another are these divided by it.
  const exponents = judged.map(({ scores }) => {
    const unit = temperatureFor(scores, { temperature: 1, spread, documents: 0, right: 0 });
    const most = scores.reduce((a, b) => Math.max(a, b));
    return scores.map((score) => (score - most) / unit);
  });
  const means = exponents.map((one) => one.reduce((sum, value) => sum + value, 0) / one.length);
  const lossAt = (logTemperature: number): number => {
    const inverse = Math.exp(-logTemperature);
    return judged.reduce((sum, { category, copies }, i) => {
      const one = exponents[i]!;
      let partition = 0;
      for (let c = 0; c < one.length; c++) partition += Math.exp(one[c]! * inverse);
      const target = (1 - epsilon) * one[category]! + epsilon * means[i]!;
      return sum + copies * (Math.log(partition) - target * inverse);
    }, 0);
  };
  const logTemperature = leastAt(lossAt, Math.log(LEAST), Math.log(MOST));
  return { temperature: Number(Math.exp(logTemperature).toPrecision(DIGITS)), loss: lossAt(logTemperature) };
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;
const TOLERANCE = 1e-4;

/** Where a function with a single valley is least. */
function leastAt(of: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to];
  let [c, d] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
  let [ofC, ofD] = [of(c), of(d)];
  while (b - a > TOLERANCE) {
    if (ofC <= ofD) {
      [b, d, ofD] = [d, c, ofC];
      c = b - GOLDEN * (b - a);
      ofC = of(c);
    } else {
      [a, c, ofC] = [c, d, ofD];
      d = a + GOLDEN * (b - a);
      ofD = of(d);
    }
  }
  return (a + b) / 2;
}

/** Headline figures: answers and how often each counts → the numbers that a model is judged by, and their intervals. */

import type { Columns } from "./answers.js";
import { binsOf, calibrationError } from "./reliability.js";

/** The figures that intervals are given for. */
export interface Figures {
  /** Share of documents whose category was found. */
  readonly accuracy: number;
  /** Mean F1 of all categories that are a label or a prediction, each counting the same. */
  readonly macroF1: number;
  /** Expected calibration error in 15 bins of equal mass, 0 to 1; see `calibrationError`. */
  readonly calibrationError: number;
  /** Mean over documents of Σ (p − y)² over categories (Brier 1950), 0 to 2; y is 1 for the label, else 0. */
  readonly brier: number;
  /** Mean over documents of −ln p of the label, in nats; a p below 2⁻⁵² counts as 2⁻⁵². */
  readonly logLoss: number;
}

/** Lower and upper end. */
export type Interval = readonly [low: number, high: number];

/** Whether each answer was right: 1 or 0. */
export function rightOf({ labels, predicted }: Columns): Uint8Array {
  return Uint8Array.from(labels, (label, i) => (label === predicted[i] ? 1 : 0));
}

/**
 * The figures of answers of which each counts `weights` times.
 *
 * @param total sum of the weights.
 */
export function figuresOf(columns: Columns, isRight: Uint8Array, weights: Uint16Array, total: number): Figures {
  const { names, labels, predicted, confidences, brier, logLoss } = columns;
  const found = new Uint32Array(names.length);
  // Documents of the category and answers that name it, added.
  const named = new Uint32Array(names.length);
  let right = 0;
  let squares = 0;
  let nats = 0;
  for (let i = 0; i < labels.length; i++) {
    const weight = weights[i]!;
    const rightly = weight * isRight[i]!;
    named[labels[i]!]! += weight;
    named[predicted[i]!]! += weight;
    found[labels[i]!]! += rightly;
    right += rightly;
    squares += weight * brier[i]!;
    nats += weight * logLoss[i]!;
  }
  let sum = 0;
  let present = 0;
  for (let c = 0; c < names.length; c++) {
    if (named[c] === 0) continue;
    sum += (2 * found[c]!) / named[c]!;
    present++;
  }
  return {
    accuracy: right / total,
    macroF1: sum / present,
    calibrationError: calibrationError(binsOf(confidences, isRight, weights, total)),
    brier: squares / total,
    logLoss: nats / total,
  };
}

const MOST_RESAMPLES = 1000;
const LEAST_RESAMPLES = 200;
/** A draw takes 20 ns: evaluating a few thousand documents is not to be noticeably slower for it. */
const ENOUGH_DRAWS = 2e6;

/** How often `documents` are drawn anew. */
export function resamplesOf(documents: number): number {
  return Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.floor(ENOUGH_DRAWS / documents)));
}

const SEED = 1950;
/** Share of the resamples outside the interval, at either end. */
const TAIL = 0.025;

/**
 * 95 % bootstrap intervals by the percentile method (Efron & Tibshirani, "An introduction to the bootstrap", 1993, section
 * 13.3): as many documents as there are, drawn with replacement, make a sample; of the figures of many such samples the middle
 * 95 % span the interval. Many is 1,000 for up to 2,000 documents, and falls to 200 for 10,000 and more. Seeded: always
 * the same.
 */
export function intervalsOf(columns: Columns, isRight: Uint8Array): Readonly<Record<keyof Figures, Interval>> {
  const n = isRight.length;
  const random = splitmix32(SEED);
  const weights = new Uint16Array(n);
  const samples = Array.from({ length: resamplesOf(n) }, () => {
    weights.fill(0);
    for (let draw = 0; draw < n; draw++) weights[Math.floor(random() * n)]!++;
    return figuresOf(columns, isRight, weights, n);
  });
  const interval = (name: keyof Figures): Interval => {
    const values = Float64Array.from(samples, (figures) => figures[name]).sort();
    const outside = Math.floor(TAIL * values.length);
    return [values[outside]!, values[values.length - 1 - outside]!];
  };
  return {
    accuracy: interval("accuracy"),
    macroF1: interval("macroF1"),
    calibrationError: interval("calibrationError"),
    brier: interval("brier"),
    logLoss: interval("logLoss"),
  };
}

/**
 * Pseudo-random numbers of 0 to below 1 in steps of 2⁻³²: splitmix (Steele, Lea & Flood, OOPSLA 2014) in 32 bits, with the
 * mixing constants of Chris Wellons' hash prospector.
 */
function splitmix32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** Metrics: columns of predictions and how often each counts → accuracy, F1 and probability scores, and their intervals. */

import { wilson } from "../core/predict/interval.js";
import { sum } from "../core/sum.js";
import { MIN_PROBABILITY, type PredictionColumns } from "./prediction-collector.js";
import { calibrationError, reliabilityBins } from "./reliability.js";

/** The metrics that have intervals. The last three are missing for a model without probabilities. */
export interface Metrics {
  /** Share of documents whose predicted category is their label. */
  readonly accuracy: number;
  /** Mean F1 of all categories that are a label or a prediction, each with the same weight. */
  readonly macroF1: number;
  /** Expected calibration error in 15 bins of equal mass, 0 to 1; see `calibrationError`. */
  readonly calibrationError?: number;
  /** Mean over documents of Σ (p − y)² over categories (Brier 1950), 0 to 2; y is 1 for the label, else 0. */
  readonly brier?: number;
  /** Mean over documents of −ln p of the label, in nats; a p below 2⁻⁵² counts as 2⁻⁵². */
  readonly logLoss?: number;
}

/** Lower and upper end. */
export type Interval = readonly [low: number, high: number];

/**
 * Computes the metrics of weighted documents.
 *
 * @param weights how often each document counts. [n]
 * @param total sum of the weights, at least 1.
 */
export function metricsOf(columns: PredictionColumns, weights: Uint16Array, total: number): Metrics {
  const { names, labels, predicted, correct, probabilities } = columns;
  const truePositives = new Uint32Array(names.length);
  // By category, documents with this label plus predictions of it: the divisor of F1.
  const divisors = new Uint32Array(names.length);
  let correctDocuments = 0;
  for (let i = 0; i < labels.length; i++) {
    const weight = weights[i]!;
    divisors[labels[i]!]! += weight;
    divisors[predicted[i]!]! += weight;
    truePositives[labels[i]!]! += weight * correct[i]!;
    correctDocuments += weight * correct[i]!;
  }
  let f1s = 0;
  let present = 0;
  for (let c = 0; c < names.length; c++) {
    if (divisors[c] === 0) continue;
    f1s += (2 * truePositives[c]!) / divisors[c]!;
    present++;
  }
  return {
    accuracy: correctDocuments / total,
    macroF1: f1s / present,
    ...(probabilities && {
      calibrationError: calibrationError(reliabilityBins(probabilities.confidences, correct, weights, total)),
      brier: weightedSum(probabilities.brier, weights) / total,
      logLoss: weightedSum(probabilities.logLoss, weights) / total,
    }),
  };
}

function weightedSum(values: Float64Array, weights: Uint16Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += weights[i]! * values[i]!;
  return sum;
}

const MAX_RESAMPLES = 1000;
const MIN_RESAMPLES = 200;
/** A draw takes 20 ns; this many do not slow down the evaluation of a few thousand documents noticeably. */
const MAX_DRAWS = 2e6;

/** Number of bootstrap samples for a number of documents: 200 to 1,000. */
export function resampleCount(documents: number): number {
  return Math.max(MIN_RESAMPLES, Math.min(MAX_RESAMPLES, Math.floor(MAX_DRAWS / documents)));
}

const SEED = 1950;
/** Share of the samples below the interval, and above it. */
const TAIL = 0.025;

/** Documents that each sample imagines beside the others: one that is predicted correctly, and one that is not. */
const IMAGINED = 2;

/**
 * Computes 95 % intervals. That of accuracy is Wilson's (see `wilson`). Those of the other metrics are by the bootstrap, with the percentile method
 * (Efron & Tibshirani, "An introduction to the bootstrap", 1993, section 13.3): a sample is as many documents as there are, drawn with
 * replacement; the interval of a metric spans the middle 95 % of its values over the samples.
 *
 * Where all documents are predicted correctly, or none, all samples would be alike, and the interval a point, however few documents there
 * are. So two imagined documents are drawn from, too: one predicted correctly, and one wrongly, each with the confidence of a document
 * that is drawn anew each time. (As the rule of succession does; for the bootstrap with a prior: Muliere & Secchi, "Bayesian nonparametric predictive
 * inference and bootstrap techniques", 1996.) With many documents they do not count.
 *
 * There are 1,000 samples for up to 2,000 documents, falling to 200 for 10,000 and more. The generator is seeded, so intervals are
 * reproducible.
 */
export function intervalsOf(columns: PredictionColumns): { readonly [Name in keyof Metrics]: Interval } {
  const n = columns.labels.length;
  const random = splitmix32(SEED);
  const drawn = withContraries(columns);
  const weights = new Uint16Array(2 * n);
  const samples = Array.from({ length: resampleCount(n) }, () => {
    weights.fill(0);
    for (let draw = 0; draw < n; draw++) {
      const place = random() * (n + IMAGINED);
      if (place < n) weights[2 * Math.floor(place)]!++;
      else {
        const document = Math.floor(random() * n);
        const isRight = place < n + IMAGINED / 2 ? 1 : 0;
        weights[2 * document + (columns.correct[document] === isRight ? 0 : 1)]!++;
      }
    }
    return metricsOf(drawn, weights, n);
  });
  const names = Object.keys(samples[0]!) as (keyof Metrics)[];
  const intervals = names.map((name) => {
    const values = Float64Array.from(samples, (metrics) => metrics[name]!).sort();
    const outside = Math.floor(TAIL * values.length);
    return [name, [values[outside]!, values[values.length - 1 - outside]!]];
  });
  return { ...Object.fromEntries(intervals), accuracy: wilson(sum(columns.correct), n) };
}

/**
 * Puts behind each document its contrary: the same prediction with another label, so that it is wrong where the document is right, and right
 * where it is wrong. What the predicted category leaves of the probability is spread evenly over the others.
 */
function withContraries({ names, labels, predicted, correct, probabilities }: PredictionColumns): PredictionColumns {
  // If there is one category alone, a contrary label is one more.
  const all = names.length > 1 ? names : [...names, ""];
  const others = all.length - 1;
  const contrary = (_: unknown, i: number): number => {
    const answer = predicted[i]!;
    // Each other category in turn.
    return correct[i] === 0 ? answer : (answer + 1 + (i % others)) % all.length;
  };
  const rest = (confidence: number): number => (1 - confidence) / others;
  const briers = probabilities?.confidences.map((confidence, i) => {
    const left = rest(confidence);
    if (correct[i] === 0) return (1 - confidence) ** 2 + others * left ** 2;
    return confidence ** 2 + (1 - left) ** 2 + (others - 1) * left ** 2;
  });
  const losses = probabilities?.confidences.map(
    (confidence, i) => -Math.log(Math.max(correct[i] === 0 ? confidence : rest(confidence), MIN_PROBABILITY)),
  );
  return {
    names: all,
    labels: Uint32Array.from(alternated(labels, Array.from(labels, contrary))),
    predicted: Uint32Array.from(alternated(predicted, predicted)),
    correct: Uint8Array.from(
      alternated(
        correct,
        correct.map((right) => 1 - right),
      ),
    ),
    probabilities: probabilities && {
      confidences: Float64Array.from(alternated(probabilities.confidences, probabilities.confidences)),
      brier: Float64Array.from(alternated(probabilities.brier, briers!)),
      logLoss: Float64Array.from(alternated(probabilities.logLoss, losses!)),
    },
  };
}

function* alternated(one: ArrayLike<number>, other: ArrayLike<number>): Generator<number> {
  for (let i = 0; i < one.length; i++) {
    yield one[i]!;
    yield other[i]!;
  }
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

/** The evaluation of a model: collected predictions → metrics, a confusion matrix, and calibration. */

import { ConfusionMatrix } from "ml-confusion-matrix";
import { NewsgroupsError } from "../core/errors.js";
import { type Interval, intervalsOf, type Metrics, metricsOf } from "./metrics.js";
import type { PredictionCollector } from "./prediction-collector.js";
import { type Bin, type Coverage, coverageOf, reliabilityBins } from "./reliability.js";

/** Metrics of one category. A ratio whose divisor is zero is 0, as in scikit-learn. */
export interface CategoryMetrics {
  readonly category: string;
  /** Share of the predictions of this category that are correct. */
  readonly precision: number;
  /** Share of this category's documents that are predicted correctly. */
  readonly recall: number;
  /** Harmonic mean of precision and recall. */
  readonly f1: number;
  /** Number of documents with this label. */
  readonly documents: number;
}

/** Documents with one label that were predicted as another category. */
export interface Confusion {
  readonly label: string;
  readonly predicted: string;
  readonly documents: number;
}

/** How well a model classifies labelled documents. Calibration is missing for a model without probabilities. */
export interface Evaluation extends Metrics {
  readonly documents: number;
  /** 95 % interval of each metric; see `intervalsOf`. */
  readonly intervals: { readonly [Name in keyof Metrics]: Interval };
  /** In ascending order of UTF-16 units. */
  readonly categories: readonly CategoryMetrics[];
  /** Most frequent first. */
  readonly confusions: readonly Confusion[];
  /** Number of documents by [label][predicted], in the order of {@link categories}. */
  readonly matrix: readonly (readonly number[])[];
  /** The bins of the calibration error, lowest confidence first. */
  readonly reliability?: readonly Bin[];
  /** Accuracy as fewer documents are answered, all documents first. */
  readonly coverage?: readonly Coverage[];
}

/** An evaluation that may be without intervals. */
export type Evaluated = Omit<Evaluation, "intervals"> & Partial<Pick<Evaluation, "intervals">>;

/**
 * Evaluates predictions.
 *
 * @param hasIntervals whether to compute intervals.
 * @throws NewsgroupsError `input` if there are none.
 */
export function evaluationOf(predictions: PredictionCollector): Evaluation;
export function evaluationOf(predictions: PredictionCollector, hasIntervals: boolean): Evaluated;
export function evaluationOf(predictions: PredictionCollector, hasIntervals: boolean = true): Evaluated {
  if (predictions.length === 0) {
    throw new NewsgroupsError("input", "no documents to evaluate: give at least one labelled document");
  }
  const columns = predictions.columns();
  const { names, labels, predicted, correct, probabilities } = columns;
  const matrix = names.map(() => new Array<number>(names.length).fill(0));
  labels.forEach((label, i) => {
    matrix[label]![predicted[i]!]!++;
  });
  const confusion = new ConfusionMatrix(matrix, [...names]);
  const orZero = (ratio: number): number => (Number.isNaN(ratio) ? 0 : ratio);
  const categories = names.map((category) => ({
    category,
    precision: orZero(confusion.getPositivePredictiveValue(category)),
    recall: orZero(confusion.getTruePositiveRate(category)),
    f1: orZero(confusion.getF1Score(category)),
    documents: confusion.getPositiveCount(category),
  }));
  const once = new Uint16Array(predictions.length).fill(1);
  return {
    documents: predictions.length,
    ...metricsOf(columns, once, predictions.length),
    ...(hasIntervals && { intervals: intervalsOf(columns) }),
    categories,
    confusions: confusionsOf(names, matrix),
    matrix,
    ...(probabilities && {
      reliability: reliabilityBins(probabilities.confidences, correct, once, predictions.length),
      coverage: coverageOf(probabilities.confidences, correct),
    }),
  };
}

function confusionsOf(names: readonly string[], matrix: readonly (readonly number[])[]): Confusion[] {
  const confusions = matrix.flatMap((row, label) =>
    row.map((documents, predicted) => ({ label: names[label]!, predicted: names[predicted]!, documents })),
  );
  return confusions
    .filter(({ label, predicted, documents }) => label !== predicted && documents > 0)
    .sort((a, b) => b.documents - a.documents);
}

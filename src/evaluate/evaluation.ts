/** Evaluation: answers → the figures by which a model is judged. */

import { ConfusionMatrix } from "ml-confusion-matrix";
import type { Answers } from "./answers.js";
import { type Figures, figuresOf, type Interval, intervalsOf, rightOf } from "./metrics.js";
import { type Bin, binsOf, type Coverage, coverageOf } from "./reliability.js";

/** How well one category was found. A ratio whose divisor is zero is 0, as in scikit-learn. */
export interface CategoryFigures {
  readonly category: string;
  /** Share of the answers naming this category that were right. */
  readonly precision: number;
  /** Share of this category's documents that were found. */
  readonly recall: number;
  /** Harmonic mean of the two. */
  readonly f1: number;
  /** Number of documents whose label this is. */
  readonly documents: number;
}

/** Documents of one category that were taken for another. */
export interface Confusion {
  readonly label: string;
  readonly predicted: string;
  readonly documents: number;
}

export interface Evaluation extends Figures {
  readonly documents: number;
  /** 95 % bootstrap interval of each figure; see `intervalsOf`. */
  readonly intervals: Readonly<Record<keyof Figures, Interval>>;
  readonly categories: readonly CategoryFigures[];
  /** Most frequent first. */
  readonly confusions: readonly Confusion[];
  /** [true label][predicted], in the order of {@link categories}. */
  readonly matrix: readonly (readonly number[])[];
  /** What the calibration error is made of, lowest confidence first. */
  readonly reliability: readonly Bin[];
  /** Accuracy as fewer documents are answered, all documents first. */
  readonly coverage: readonly Coverage[];
}

/**
 * Judges predictions.
 *
 * @param answers at least one.
 */
export function judge(answers: Answers): Evaluation {
  const columns = answers.columns();
  const { names, labels, predicted, confidences } = columns;
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
  const isRight = rightOf(columns);
  const once = new Uint16Array(answers.length).fill(1);
  return {
    documents: answers.length,
    ...figuresOf(columns, isRight, once, answers.length),
    intervals: intervalsOf(columns, isRight),
    categories,
    confusions: confusionsOf(names, matrix),
    matrix,
    reliability: binsOf(confidences, isRight, once, answers.length),
    coverage: coverageOf(confidences, isRight),
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

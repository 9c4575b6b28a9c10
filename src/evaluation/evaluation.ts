/** Evaluation: true labels and predictions → the figures by which a model is judged. */

import { ConfusionMatrix } from "ml-confusion-matrix";

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

export interface Evaluation {
  readonly documents: number;
  /** Share of documents whose category was found. */
  readonly accuracy: number;
  /** Mean F1 of all categories, each counting the same. */
  readonly macroF1: number;
  readonly categories: readonly CategoryFigures[];
  /** Most frequent first. */
  readonly confusions: readonly Confusion[];
  /** [true label][predicted], in the order of {@link categories}. */
  readonly matrix: readonly (readonly number[])[];
}

/**
 * Judges predictions.
 *
 * @param labels the true label of each document, at least one.
 * @param predicted the category predicted for each.
 */
export function judge(labels: readonly string[], predicted: readonly string[]): Evaluation {
  const names = [...new Set([...labels, ...predicted])].sort();
  const confusion = ConfusionMatrix.fromLabels([...labels], [...predicted], { labels: names });
  const matrix = confusion.getMatrix();
  const orZero = (ratio: number): number => (Number.isNaN(ratio) ? 0 : ratio);
  const categories = names.map((category) => ({
    category,
    precision: orZero(confusion.getPositivePredictiveValue(category)),
    recall: orZero(confusion.getTruePositiveRate(category)),
    f1: orZero(confusion.getF1Score(category)),
    documents: confusion.getPositiveCount(category),
  }));
  return {
    documents: labels.length,
    accuracy: confusion.getAccuracy(),
    macroF1: categories.reduce((sum, { f1 }) => sum + f1, 0) / categories.length,
    categories,
    confusions: confusionsOf(names, matrix),
    matrix,
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

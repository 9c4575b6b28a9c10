/** Evaluations as text for a terminal, and predictions as records for `--predictions`. */

import type { Prediction } from "../core/predict/classifier.js";
import type { Document } from "../corpus/document.js";
import type { Evaluated } from "../evaluate/evaluation.js";
import type { Metrics } from "../evaluate/metrics.js";
import { probabilityOf } from "../evaluate/prediction-collector.js";

const MAX_CONFUSIONS = 5;

const HEADLINE: readonly (readonly [name: keyof Metrics, title: string])[] = [
  ["accuracy", "accuracy"],
  ["macroF1", "macro-F1"],
  ["calibrationError", "calibration error"],
  ["brier", "Brier score"],
  ["logLoss", "log loss"],
];

/** Shows metrics with their intervals, a table of the categories, and the most frequent confusions. */
export function evaluationText(evaluation: Evaluated): string {
  const { documents, categories, confusions } = evaluation;
  const headline = HEADLINE.filter(([name]) => evaluation[name] !== undefined);
  const titleWidth = Math.max(...headline.map(([, title]) => title.length));
  const nameWidth = Math.max("category".length, ...categories.map(({ category }) => category.length));
  const ratio = (value: number): string => value.toFixed(4).padStart(9);
  const lines = [
    `${"documents".padEnd(titleWidth)}  ${documents}`,
    ...headline.map(([name, title]) => {
      const [low, high] = evaluation.intervals?.[name] ?? [];
      const interval = low === undefined ? "" : `  (${low.toFixed(4)} to ${high!.toFixed(4)})`;
      return `${title.padEnd(titleWidth)}  ${evaluation[name]!.toFixed(4)}${interval}`;
    }),
    "",
    `${"category".padEnd(nameWidth)}  precision     recall         F1  documents`,
    ...categories.map(
      ({ category, precision, recall, f1, documents: n }) =>
        `${category.padEnd(nameWidth)}  ${ratio(precision)}  ${ratio(recall)}  ${ratio(f1)}  ${String(n).padStart(9)}`,
    ),
  ];
  if (confusions.length > 0) {
    lines.push("", "most frequent confusions (documents, label, predicted)");
    for (const { label, predicted, documents: n } of confusions.slice(0, MAX_CONFUSIONS)) {
      lines.push(`${String(n).padStart(9)}  ${label.padEnd(nameWidth)}  ${predicted}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

/** A document's label and prediction, as `--predictions` writes them; with a score where there is no probability. */
export function predictionRecord({ id, label }: Pick<Document, "id" | "label">, prediction: Prediction): object {
  const { category, score, probability, knownTerms } = prediction;
  if (probability === undefined) return { id, label, category, score, knownTerms };
  return { id, label, category, probability, labelProbability: probabilityOf(label, prediction), knownTerms };
}

/** Sections with charts: an evaluation → confusion matrix, metrics by category, calibration and coverage. */

import type { Evaluated } from "../evaluate/evaluation.js";
import type { Bin, Coverage } from "../evaluate/reliability.js";
import { confusionOrder, MAX_SHOWN } from "./category-order.js";
import { categoryBars, coverageCurve, heatMap, reliabilityDiagram } from "./charts.js";
import { counted, figure, formatProbability, percent, table } from "./components.js";
import { type Html, html, isolated } from "./markup.js";

/** The confusion matrix; its table lists the mistakes. */
export async function confusionSection(evaluation: Evaluated): Promise<Html> {
  const { categories, confusions } = evaluation;
  const order = confusionOrder(evaluation.matrix);
  const documentsOf = new Map(categories.map(({ category, documents }) => [category, documents]));
  const rows = confusions.map(({ label, predicted, documents }) => [
    isolated(label),
    isolated(predicted),
    documents,
    percent(documents / documentsOf.get(label)!),
  ]);
  const caption = html`Rows are labels, columns are predictions. <em class="mark correct">Correct predictions</em> are on the
diagonal, <em class="mark wrong">mistakes</em> off it. The stronger the colour, the larger the share of the row. Categories that
are often confused stand side by side.${
    order.length < categories.length
      ? html` Only the ${order.length} categories with the most frequent mistakes are shown, of ${categories.length}.`
      : undefined
  }`;
  const mistakes =
    confusions.length === 0
      ? html`<p>No mistakes.</p>`
      : table("Mistakes, most frequent first", ["label", "predicted"], ["documents", "share of label"], rows);
  return html`<section id="confusion"><h2>Confusion matrix</h2>
${await figure(heatMap(evaluation, order), caption, mistakes)}</section>`;
}

/** Precision, recall and F1 of each category, lowest F1 first. */
export async function categorySection({ categories }: Evaluated): Promise<Html> {
  const sorted = categories.toSorted((a, b) => a.f1 - b.f1);
  const shown = sorted.slice(0, MAX_SHOWN);
  const rows = sorted.map(({ category, precision, recall, f1, documents }) => [
    isolated(category),
    percent(precision),
    percent(recall),
    percent(f1),
    documents,
  ]);
  const caption = html`Bars show F1, the harmonic mean of precision and recall. <span class="mark" aria-hidden="true">●</span> Precision: the
share of the predictions of a category that are correct. <span class="mark wrong" aria-hidden="true">◆</span> Recall: the share
of a category’s documents that are predicted correctly. Lowest F1 first.${
    shown.length < sorted.length
      ? html` Only the ${shown.length} categories with the lowest F1 are shown, of ${sorted.length}.`
      : undefined
  }`;
  const numbers = ["precision", "recall", "F1", "documents"];
  return html`<section id="categories"><h2>Metrics by category</h2>
${await figure(categoryBars(shown), caption, table("Metrics by category, lowest F1 first", ["category"], numbers, rows))}</section>`;
}

/** The reliability diagram. */
export async function calibrationSection(bins: readonly Bin[]): Promise<Html> {
  const rows = bins.map(({ documents, confidence, accuracy }, bin) => [
    bin + 1,
    documents,
    percent(confidence),
    percent(accuracy),
    `${accuracy < confidence ? "−" : "+"}${(100 * Math.abs(accuracy - confidence)).toFixed(1)}`,
  ]);
  const numbers = ["bin", "documents", "mean confidence", "accuracy", "difference, points"];
  const caption = html`Confidence is the probability of the predicted category. Each point is one of ${counted(bins.length, "bin")}
with equal numbers of documents. On the dashed line, confidence equals accuracy. Points below it are overconfident, points above
it underconfident. The calibration error is the mean length of the <span class="mark wrong">vertical lines</span>.`;
  return html`<section id="calibration"><h2>Calibration</h2>
${await figure(reliabilityDiagram(bins), caption, table("Bins, lowest confidence first", [], numbers, rows))}</section>`;
}

/** Accuracy if documents of low confidence are not answered. */
export async function coverageSection(steps: readonly Coverage[]): Promise<Html> {
  const rows = steps.map(({ threshold, coverage, accuracy }) => [
    formatProbability(threshold),
    percent(coverage),
    percent(accuracy),
  ]);
  const caption = html`The model answers only if its confidence reaches a threshold; the other documents are left to people. Each point
is a threshold: how many documents are answered, and how many of these answers are correct. The
number at every fourth point is its threshold.`;
  const numbers = ["threshold", "answered", "accuracy"];
  return html`<section id="coverage"><h2>Accuracy by coverage</h2>
${await figure(coverageCurve(steps), caption, table("Thresholds, ascending", [], numbers, rows))}</section>`;
}

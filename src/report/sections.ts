/** Sections: an evaluation → the parts of the page that have charts. */

import type { Evaluation } from "../evaluate/evaluation.js";
import { categoryBars, coverageCurve, heatMap, reliabilityDiagram } from "./charts.js";
import { figure, numbers, percent, probability, several, table, words } from "./components.js";
import { foreign, type Html, html } from "./html.js";
import { MOST_SHOWN, orderOf } from "./order.js";

/** The confusion matrix, and the confusions as a table. */
export async function confusion(evaluation: Evaluation): Promise<Html> {
  const { categories, confusions } = evaluation;
  const order = orderOf(evaluation.matrix);
  const documentsOf = new Map(categories.map(({ category, documents }) => [category, documents]));
  const isCut = order.length < categories.length;
  const rows = confusions.map(({ label, predicted, documents }) => [
    foreign(label),
    foreign(predicted),
    documents,
    percent(documents / documentsOf.get(label)!),
  ]);
  const caption = html`A row for each label, a column for each prediction: <em class="mark right">right answers</em> on the
diagonal, <em class="mark wrong">mistakes</em> beside it, the stronger the larger their share of the row. Categories that are
taken for each other stand together.${
    isCut
      ? html` Shown are the ${order.length} categories of the most frequent mistakes, of ${categories.length}.`
      : undefined
  }`;
  const columns = [words("label"), words("predicted"), numbers("documents"), numbers("share of the label")];
  const behind =
    confusions.length === 0 ? html`<p>No mistakes.</p>` : table("Mistakes, most frequent first", columns, rows);
  return html`<section id="confusion"><h2>What is taken for what</h2>
${await figure(heatMap(evaluation, order), caption, behind)}</section>`;
}

/** Precision, recall and F1 of each category, the lowest first. */
export async function byCategory({ categories }: Evaluation): Promise<Html> {
  const sorted = categories.toSorted((a, b) => a.f1 - b.f1);
  const shown = sorted.slice(0, MOST_SHOWN);
  const rows = sorted.map(({ category, precision, recall, f1, documents }) => [
    foreign(category),
    percent(precision),
    percent(recall),
    percent(f1),
    documents,
  ]);
  const caption = html`Bars: F1. <span aria-hidden="true">●</span> precision, the share of the answers naming the category that
were right. <span class="mark wrong" aria-hidden="true">◆</span> recall, the share of its documents that were found. Lowest F1
first.${shown.length < sorted.length ? html` Shown are the ${shown.length} lowest of ${sorted.length}.` : undefined}`;
  const columns = [words("category"), numbers("precision"), numbers("recall"), numbers("F1"), numbers("documents")];
  return html`<section id="categories"><h2>By category</h2>
${await figure(categoryBars(shown), caption, table("Figures by category, lowest F1 first", columns, rows))}</section>`;
}

/** Whether probabilities can be believed. */
export async function calibration(evaluation: Evaluation): Promise<Html> {
  const { reliability } = evaluation;
  const rows = reliability.map(({ documents, confidence, accuracy }, bin) => [
    bin + 1,
    documents,
    percent(confidence),
    percent(accuracy),
    `${accuracy < confidence ? "−" : "+"}${(100 * Math.abs(accuracy - confidence)).toFixed(1)}`,
  ]);
  const columns = ["bin", "documents", "mean probability", "right", "difference, points"].map(numbers);
  const caption = html`${several(reliability.length, "bin")} of as many documents each; a point is a bin. On the dashed line a
probability means what it says; below it the model is too sure of itself, above it too modest. The mean length of the
<span class="mark wrong">lines</span> is the calibration error.`;
  return html`<section id="calibration"><h2>Can its probabilities be believed?</h2>
${await figure(reliabilityDiagram(evaluation), caption, table("Bins, lowest probability first", columns, rows))}</section>`;
}

/** What is gained by leaving doubtful documents to people. */
export async function coverage(evaluation: Evaluation): Promise<Html> {
  const rows = evaluation.coverage.map(({ threshold, coverage: answered, accuracy }) => [
    probability(threshold),
    percent(answered),
    percent(accuracy),
  ]);
  const caption = html`If only documents whose best category reaches a threshold (beside the points) are answered, and the
others are left to people, that many are answered, and so many of the answers are right.`;
  const columns = ["threshold", "answered", "right"].map(numbers);
  return html`<section id="coverage"><h2>Answering only when sure</h2>
${await figure(coverageCurve(evaluation), caption, table("Thresholds, rising", columns, rows))}</section>`;
}

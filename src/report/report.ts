/** The report: an evaluation and findings → one HTML page that needs nothing else. */

import type { Evaluated } from "../evaluate/evaluation.js";
import type { Metrics } from "../evaluate/metrics.js";
import { VERSION } from "../versions.js";
import { calibrationSection, categorySection, confusionSection, coverageSection } from "./chart-sections.js";
import { counted, decimal, percent } from "./components.js";
import type { Findings } from "./findings.js";
import { duplicateSection, labelLeakageSection, mistakeSection } from "./list-sections.js";
import { Html, html, isolated } from "./markup.js";
import { STYLE } from "./style.js";

/** What was evaluated, as the user named it. */
export interface Subject {
  /** Undefined if models of folds were evaluated. */
  readonly model?: string;
  /** Number of folds of the documents, each predicted by a model of the others. */
  readonly folds?: number;
  readonly corpora: readonly string[];
  /** Parts that were removed from each text first. */
  readonly strip: readonly string[];
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Writes the page. The same evaluation and findings give the same bytes. */
export async function reportPage(subject: Subject, evaluation: Evaluated, findings: Findings): Promise<string> {
  const { documents, categories, reliability, coverage } = evaluation;
  const model = subject.model ?? `Models of ${subject.folds} folds`;
  const correct = evaluation.matrix.reduce((sum, row, i) => sum + row[i]!, 0);
  const stripped = subject.strip.length === 0 ? "" : `, without ${subject.strip.join(", ")}`;
  // In this order, one after the other: Vega numbers definitions across the whole process.
  const all: readonly (readonly [id: string, name: string, section: Html | undefined])[] = [
    ["confusion", "Confusion matrix", await confusionSection(evaluation)],
    ["categories", "Categories", await categorySection(evaluation)],
    ["calibration", "Calibration", reliability && (await calibrationSection(reliability))],
    ["coverage", "Coverage", coverage && (await coverageSection(coverage))],
    ["mistakes", "Mistakes", mistakeSection(findings.mistakes, documents - correct)],
    [
      "duplicates",
      "Seen in training",
      subject.folds === undefined ? duplicateSection(findings.duplicates, documents, correct) : undefined,
    ],
    ["label-leakage", "Label leakage", labelLeakageSection(findings.labelLeakage)],
  ];
  const sections = all.filter(([, , section]) => section);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Evaluation of ${model}: accuracy ${percent(evaluation.accuracy)}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header>
<h1>Evaluation</h1>
<p>${subject.folds === undefined ? html`Model ${isolated(model)}` : isolated(model)}, evaluated on ${counted(documents, "document")} in
${counted(categories.length, "category", "categories")} from ${isolated(subject.corpora.join(", "))}${stripped}.${subject.folds === undefined ? undefined : " Each document was predicted by a model of the other folds, which has not seen it."}</p>
<nav aria-label="Sections"><ul>${sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>
<main id="content">
${headline(evaluation)}
${sections.map(([, , section]) => html`${section}\n`)}</main>
<footer><p class="small quiet">Made by newsgroups ${VERSION}. Its docs/evaluation.md explains each metric.</p></footer>
</body>
</html>
`;
  return page.source;
}

function headline(evaluation: Evaluated): Html {
  const { categories, documents, intervals } = evaluation;
  const metric = (
    name: keyof Metrics,
    title: string,
    meaning: string,
    format: (value: number) => string,
  ): Html | undefined => {
    const [value, interval] = [evaluation[name], intervals?.[name]];
    if (value === undefined) return undefined;
    const range = interval && html`<dd>${interval.map(format).join(" to ")}</dd>`;
    return html`
<div><dt>${title}</dt><dd class="value">${format(value)}</dd>${range}<dd class="meaning">${meaning}</dd></div>`;
  };
  const mostCommon = Math.max(...categories.map((category) => category.documents)) / documents;
  const baseline = `always predicting the most common label: ${percent(mostCommon)}`;
  return html`<section id="metrics"><h2>Metrics</h2>
<dl class="metrics">${[
    metric("accuracy", "Accuracy", baseline, percent),
    metric("macroF1", "Macro-F1", "mean F1 of the categories, each with equal weight", percent),
    metric("calibrationError", "Calibration error", "mean gap between confidence and accuracy", percent),
    metric("brier", "Brier score", "squared error of the probabilities, from 0 (best) to 2", decimal),
    metric("logLoss", "Log loss", "mean −ln of the label’s probability; 0 is best", decimal),
  ]}
</dl>
${intervals && html`<p class="small quiet">The range below each metric is its 95% interval. With few documents, intervals are wide.</p>\n`}</section>`;
}

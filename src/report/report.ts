/** The page: findings → one HTML document that needs nothing else. */

import type { Evaluation } from "../evaluate/evaluation.js";
import type { Figures } from "../evaluate/metrics.js";
import { VERSION } from "../versions.js";
import { decimal, percent, several } from "./components.js";
import { foreign, Html, html } from "./html.js";
import { duplicateList, giveawayList, mistakeList } from "./lists.js";
import type { Findings } from "./report-collector.js";
import { byCategory, calibration, confusion, coverage } from "./sections.js";
import { STYLE } from "./style.js";

/** What was judged by what, as the user named it. */
export interface Subject {
  readonly model: string;
  readonly corpora: readonly string[];
  /** What was removed from each text first. */
  readonly parts: readonly string[];
}

const SECTIONS: readonly (readonly [id: string, name: string])[] = [
  ["confusion", "Confusion"],
  ["categories", "Categories"],
  ["calibration", "Calibration"],
  ["coverage", "Coverage"],
  ["mistakes", "Mistakes"],
  ["duplicates", "Seen in training"],
  ["headers", "Headers"],
];

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Writes the page. The same findings give the same bytes. */
export async function pageOf(subject: Subject, evaluation: Evaluation, findings: Findings): Promise<string> {
  const { mistakes, duplicates, giveaways } = findings;
  const { documents } = evaluation;
  const right = evaluation.matrix.reduce((sum, row, i) => sum + row[i]!, 0);
  const stripped = subject.parts.length === 0 ? "" : `, without ${subject.parts.join(", ")}`;
  const sections = SECTIONS.filter(([id]) => id !== "headers" || giveaways);
  // One after the other: Vega numbers definitions through a process.
  const drawn: Html[] = [];
  for (const section of [confusion, byCategory, calibration, coverage]) drawn.push(await section(evaluation));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Evaluation of ${subject.model}: ${percent(evaluation.accuracy)} right</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header>
<h1>Evaluation</h1>
<p>Model ${foreign(subject.model)}, judged by ${several(documents, "document")} of
${several(evaluation.categories.length, "category", "categories")} in ${foreign(subject.corpora.join(", "))}${stripped}.</p>
<nav aria-label="Sections"><ul>${sections.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>
<main id="content">
${headline(evaluation)}
${drawn}
${mistakeList(mistakes, documents - right)}
${duplicateList(duplicates, { documents, right })}
${giveawayList(giveaways)}
</main>
<footer><p class="small quiet">newsgroups ${VERSION}. docs/evaluation.md of its source tells what each figure means.</p></footer>
</body>
</html>
`;
  return page.source;
}

function headline(evaluation: Evaluation): Html {
  const figure = (name: keyof Figures, title: string, meaning: string, form: (value: number) => string): Html => {
    const [low, high] = evaluation.intervals[name].map(form) as [string, string];
    return html`
<div><dt>${title}</dt><dd class="value">${form(evaluation[name])}</dd><dd>${low} to ${high}</dd><dd>${meaning}</dd></div>`;
  };
  const commonest = Math.max(...evaluation.categories.map(({ documents }) => documents)) / evaluation.documents;
  return html`<section id="figures"><h2>Figures</h2>
<dl class="figures">${[
    figure("accuracy", "Accuracy", `found; the commonest label alone: ${percent(commonest)}`, percent),
    figure("macroF1", "Macro-F1", "mean F1, each category counting the same", percent),
    figure("calibrationError", "Calibration error", "how far off probabilities are", percent),
    figure("brier", "Brier score", "squared error of all probabilities; 0 is best, 2 worst", decimal),
    figure("logLoss", "Log loss", "surprise at the labels, in nats; 0 is best", decimal),
  ]}
</dl>
<p class="small quiet">Below each figure its 95% bootstrap interval: what other documents of the same kind might have given.</p>
</section>`;
}

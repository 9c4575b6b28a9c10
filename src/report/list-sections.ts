/** Sections with lists: findings → mistakes, documents seen in training, and label leakage. */

import { counted, formatProbability, percent, table } from "./components.js";
import type { LabelLeakage } from "./label-leakage.js";
import { type Html, html, isolated, truncated } from "./markup.js";
import type { Mistake } from "./mistakes.js";
import type { Duplicates } from "./seen-in-training.js";

const MAX_LINE = 120;

/**
 * The most confident mistakes.
 *
 * @param total number of all mistakes.
 */
export function mistakeSection(mistakes: readonly Mistake[], total: number): Html {
  const all = counted(total, "mistake");
  const shown = total === mistakes.length ? all : `The ${mistakes.length} most confident of ${all}`;
  const lead =
    total === 0
      ? html`<p>No mistakes: every prediction is correct.</p>`
      : html`<p>${shown}. In such documents the label is often wrong, two categories fit, or there is little text.
${
  mistakes[0]?.probability === undefined
    ? "Confidence is the difference between the scores of the predicted category and the second best."
    : "Numbers in brackets are probabilities."
}${
  mistakes.some(({ why }) => why)
    ? " The number after each term is what it adds to the lead of the predicted category over the second best."
    : ""
}</p>`;
  return html`<section id="mistakes"><h2>Most confident mistakes</h2>
${lead}<ol class="mistakes">${mistakes.map(mistakeItem)}</ol></section>`;
}

function mistakeItem(mistake: Mistake): Html {
  const { id, label, predicted, probability, labelProbability, subject, lines } = mistake;
  const inBrackets = (value: number | undefined): string =>
    value === undefined ? "" : ` (${formatProbability(value)})`;
  return html`
<li><p>Predicted <strong>${isolated(predicted)}</strong>${inBrackets(probability)}, labelled
<strong>${isolated(label)}</strong>${inBrackets(labelProbability)}</p>
${
  lines &&
  html`<blockquote>${subject.trim() === "" ? undefined : html`<p class="subject">${isolated(subject, MAX_LINE)}</p>`}${lines.map(
    (line) => html`<p>${isolated(line, MAX_LINE)}</p>`,
  )}${lines.length === 0 ? html`<p class="quiet">(no text)</p>` : undefined}</blockquote>`
}
${reason(mistake)}<p class="small quiet">${isolated(id)}</p></li>`;
}

function reason({ predicted, why, knownTerms }: Mistake): Html | undefined {
  if (why) {
    if (why.terms.length === 0) return html`<p class="small">No term favoured ${isolated(predicted)}.</p>\n`;
    const terms = why.terms.map(({ term, share }) => `${truncated(term, 60)} +${share.toFixed(3)}`);
    return html`<p class="small">Favoured ${isolated(predicted)} over ${isolated(why.against)}:
${isolated(terms.join(", "), 600)}</p>
`;
  }
  if (knownTerms > 0) return undefined;
  return html`<p class="small">The model knows no term of this text; all such texts get the same answer.</p>
`;
}

/**
 * The documents that the model was trained on.
 *
 * @param duplicates undefined if the model's counts were not given.
 * @param documents number of all documents.
 * @param correct how many of them are predicted correctly.
 */
export function duplicateSection(duplicates: Duplicates | undefined, documents: number, correct: number): Html {
  return html`<section id="duplicates"><h2>Documents seen in training</h2>
${
  duplicates
    ? duplicateList(duplicates, documents, correct)
    : html`<p>Not checked. To find documents that the model was trained
on, give the counts it was made from with <code>--counts</code>.</p>`
}</section>`;
}

function duplicateList(
  { documents: seen, relabelled, correct: correctOfSeen, first }: Duplicates,
  documents: number,
  correct: number,
): Html {
  if (seen === 0) return html`<p>None of the ${counted(documents, "document")} was seen in training.</p>`;
  const rest = documents - seen;
  const without =
    rest === 0
      ? "No other documents are left to measure accuracy on."
      : `Without them, accuracy is ${percent((correct - correctOfSeen) / rest)} instead of ${percent(correct / documents)}.`;
  const rows = first.map(({ id, label, predicted, trainingLabels }) => [
    isolated(id),
    isolated(label),
    isolated(trainingLabels.join(", ")),
    isolated(predicted),
  ]);
  const headings = ["document", "label", "label in training", "predicted"];
  const caption =
    first.length < seen ? `The first ${first.length} documents seen in training` : "All documents seen in training";
  return html`<p>${seen} of ${counted(documents, "document")} (${percent(seen / documents)}) ${seen === 1 ? "was" : "were"} seen in
training${relabelled > 0 ? `, ${relabelled} of them only with another label` : ""}. ${without}</p>
${table(caption, headings, [], rows)}`;
}

/** The header fields that reveal the label; undefined if no document has a header. */
export function labelLeakageSection(leakage: LabelLeakage | undefined): Html | undefined {
  if (!leakage) return undefined;
  const { documents, isTruncated, mostCommonLabel, fields } = leakage;
  const rows = fields.map(({ field, documents: having, containLabel, predictLabel }) => [
    isolated(field, 40),
    having,
    percent(containLabel / having),
    percent(predictLabel / having),
  ]);
  const numbers = ["documents with it", "value names the label", "label guessed right from the value"];
  return html`<section id="label-leakage"><h2>Label leakage by header</h2>
<p>If a header field reveals the label, a model that reads it looks better here than in practice. Models trained by newsgroups
read only the Subject and the body.</p>
<p>The table covers ${isTruncated ? "the first " : ""}${counted(documents, "document")} with a message header. A value
<em>names the label</em> where the label stands in it as a word. The label is <em>guessed right from the value</em> where most of the
<em>other</em> documents with the same value have that label. Both are shares of the documents with the field. For comparison:
always guessing the most common label would be right for ${percent(mostCommonLabel / documents)}.</p>
${table("Fields in at least 1% of the documents, most revealing first", ["header field"], numbers, rows)}</section>`;
}

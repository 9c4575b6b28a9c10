/** Lists: mistakes, duplicates and giveaways → the parts of the page that have no charts. */

import { probability as form, numbers, percent, several, table, words } from "./components.js";
import { cut, foreign, type Html, html } from "./html.js";
import type { Giveaways } from "./label-leakage.js";
import type { Mistake } from "./mistakes.js";
import type { Duplicates } from "./seen-in-training.js";

const MOST_LINE = 120;

/** The mistakes that the model was surest of. */
export function mistakeList(mistakes: readonly Mistake[], all: number): Html {
  const lead =
    all === 0
      ? html`<p>There is none: every document was found.</p>`
      : html`<p>${all === mistakes.length ? `All ${several(all, "mistake")}` : `The first ${mistakes.length} of ${several(all, "mistake")}`},
the model's surest first. Such a document is often one whose label is wrong, that belongs to two categories, or that says
little. The numbers after terms are their shares of the difference between the scores of the answer and of the second best.</p>`;
  return html`<section id="mistakes"><h2>The most confident mistakes</h2>
${lead}<ol class="mistakes">${mistakes.map(mistakeItem)}</ol></section>`;
}

function mistakeItem({ id, label, predicted, probability, labelProbability, subject, lines, why }: Mistake): Html {
  const terms = why?.terms.map(
    ({ term, share }) => `${cut(term, 60)} ${share < 0 ? "−" : "+"}${Math.abs(share).toFixed(3)}`,
  );
  return html`
<li><p><strong>${foreign(predicted)}</strong> ${form(probability)}, labelled <strong>${foreign(label)}</strong>
${form(labelProbability)}</p>
<blockquote>${subject.trim() === "" ? undefined : html`<p class="subject">${foreign(subject, MOST_LINE)}</p>`}${lines.map(
    (line) => html`<p>${foreign(line, MOST_LINE)}</p>`,
  )}${lines.length === 0 ? html`<p class="quiet">(no text)</p>` : undefined}</blockquote>
<p class="small">${
    why && terms
      ? html`For ${foreign(predicted)}, and against ${foreign(why.against)}: ${foreign(terms.join(", "), 600)}`
      : "It knows no term of this text; the answer is the commonest category."
  }</p>
<p class="small quiet">${foreign(id)}</p></li>`;
}

/** What else is known of the documents for which duplicates were counted. */
export interface Judgement {
  readonly documents: number;
  readonly right: number;
}

/** Documents that the model was trained on; undefined if its counts were not given. */
export function duplicateList(duplicates: Duplicates | undefined, { documents, right }: Judgement): Html {
  const heading = html`<h2>Seen in training</h2>`;
  if (!duplicates) {
    return html`<section id="duplicates">${heading}<p>Not looked for. <code>--counts</code> with the counts that the model was
made of finds the documents that it was trained on.</p></section>`;
  }
  const { documents: seen, relabelled, right: rightOfSeen, first } = duplicates;
  if (seen === 0) {
    return html`<section id="duplicates">${heading}<p>None of the ${several(documents, "document")} is among the training
documents.</p></section>`;
  }
  const rest = documents - seen;
  const without =
    rest === 0
      ? "No others are left to judge by."
      : `Without them accuracy is ${percent((right - rightOfSeen) / rest)} instead of ${percent(right / documents)}.`;
  const rows = first.map(({ id, label, predicted, trainedAs }) => [
    foreign(id),
    foreign(label),
    foreign(trainedAs.join(", ")),
    foreign(predicted),
  ]);
  const columns = [words("document"), words("label"), words("trained as"), words("predicted")];
  return html`<section id="duplicates">${heading}
<p>${several(seen, "document")} of ${documents} (${percent(seen / documents)}) ${seen === 1 ? "is" : "are"} among the training
documents, ${relabelled} of them under another label only. ${without}</p>
${table(first.length < seen ? `The first ${first.length} of them` : "All of them", columns, rows)}</section>`;
}

/** Header fields that tell the label; nothing where documents have no headers. */
export function giveawayList(giveaways: Giveaways | undefined): Html | undefined {
  if (!giveaways) return undefined;
  const { documents, isCut, commonest, fields } = giveaways;
  const rows = fields.map(({ field, documents: having, naming, telling }) => [
    foreign(field, 40),
    having,
    naming,
    telling,
    percent(telling / having),
  ]);
  const columns = [words("field"), ...["documents", "name the label", "told by others", "share told"].map(numbers)];
  return html`<section id="headers"><h2>Headers that give the label away</h2>
<p>${isCut ? "The first " : ""}${several(documents, "document")} ${documents === 1 ? "has" : "have"} a message header. For each field:
how many have it, in how many its value contains the label's name, and for how many most of the <em>other</em> documents with
the same value have that label. Naming the commonest label would be right for ${percent(commonest / documents)}. A model that
reads such fields looks better here than it is elsewhere; this one reads the Subject and the body alone.</p>
${table("Fields that a hundredth of the documents have, most telling first", columns, rows)}</section>`;
}

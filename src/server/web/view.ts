/** View: an answer → bars, words and sentences in the page. Everything is inserted as text, never as markup. */

import type { Explanation } from "../../core/predict/explanation.js";
import type { RoundedPrediction } from "../../core/predict/rounded.js";
import { type Answer, type Answered, type ServedModel, TOP } from "./api-client.js";

type RankedCategory = RoundedPrediction["top"][number];

const PERCENT = new Intl.NumberFormat("en", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const SCORE = new Intl.NumberFormat("en", { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const SIGNED = new Intl.NumberFormat("en", {
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
  signDisplay: "always",
});
const COUNT = new Intl.NumberFormat("en");

/** How many digits of a model's digest are shown: enough to distinguish models. */
const DIGEST_DIGITS = 12;

/** The element of `index.html` that has this id. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/**
 * Shows an answer.
 *
 * @param targets number of the model's categories, if known.
 */
export function showAnswer({ answer, milliseconds }: Answered, targets: number | undefined): void {
  element("categories").replaceChildren(
    ...answer.top.map((ranked) => {
      const { category, probability, score = 0 } = ranked;
      return row(category, probability ?? score, figureOf(ranked), probability);
    }),
  );
  showOthers(answer.top, targets);
  const time = milliseconds < 10 ? milliseconds.toFixed(1) : COUNT.format(Math.round(milliseconds));
  element("took").textContent = `Round trip: ${time} ms`;
  showWords(answer);
  element("invitation").hidden = true;
  element("results").hidden = false;
}

/** The answer in one or two sentences, for screen readers. */
export function spoken({ top: [first, second] }: Answer): string {
  const sentence = (ranked: RankedCategory): string =>
    `${ranked.category}, ${figureOf(ranked).replace("<", "less than ").replace(">", "more than ")}.`;
  return [first && sentence(first), second && `Then ${sentence(second)}`].filter(Boolean).join(" ");
}

/** Shows the model's digest and size. */
export function showModel({ digest, targets, documents }: ServedModel): void {
  element("digest").textContent = digest.slice(0, DIGEST_DIGITS);
  element("digest").title = digest;
  const total = documents && COUNT.format(documents.reduce((sum, n) => sum + n, 0));
  const trained = total === undefined ? "" : `, trained on ${total} documents`;
  element("size").textContent =
    `${COUNT.format(targets.length)} ${targets.length === 1 ? "category" : "categories"}${trained}`;
  element("model").hidden = false;
}

/** Shows the probability of all categories that are not listed. */
function showOthers(top: readonly RankedCategory[], targets: number | undefined): void {
  const others = element("others");
  others.hidden = top.length < TOP || targets === TOP || top[0]?.probability === undefined;
  const rest = Math.max(0, 1 - top.reduce((sum, { probability = 0 }) => sum + probability, 0));
  fill(others, targets === undefined ? "All others" : `The other ${COUNT.format(targets - TOP)}`, rest, percent(rest));
}

function showWords({ category, knownTerms, words, why }: Answer): void {
  const terms = why?.terms ?? [];
  const longest = Math.max(...terms.map(({ share }) => Math.abs(share)));
  const list = (id: string, name: string, listed: Explanation["terms"]): void => {
    const part = element(id);
    part.hidden = listed.length === 0;
    part.querySelector(".name")?.replaceChildren(name);
    const rows = listed.map(({ term, share }) => row(term, share, signed(share), Math.abs(share) / longest || 0));
    part.querySelector(".rows")?.replaceChildren(...rows);
  };
  element("words-summary").textContent = summaryOf(why, knownTerms, words);
  const [supporting, opposing] = [terms.filter(({ share }) => share >= 0), terms.filter(({ share }) => share < 0)];
  list("words-for", category, supporting);
  list("words-against", why?.against ?? "", opposing);
}

function summaryOf(why: Explanation | null | undefined, knownTerms: number, words = 0): string {
  if (why) return differenceOf(why, knownTerms);
  if (knownTerms === 0) {
    const known =
      words === 0 ? "The text has no words" : `0 of ${COUNT.format(words)} ${words === 1 ? "word" : "words"} known`;
    return `${known}. All such texts get this result.`;
  }
  return "This model cannot say which words decided.";
}

/** What the difference of the two scores consists of: the listed shares, the others and the prior. */
function differenceOf({ difference, prior, terms }: Explanation, knownTerms: number): string {
  const unlisted = knownTerms - terms.length;
  const rest = difference - prior - terms.reduce((sum, { share }) => sum + share, 0);
  return [
    `The first category scores ${SCORE.format(difference)} more than the second.`,
    "Each known term adds to this lead or takes from it.",
    unlisted > 0 ? `The ${COUNT.format(unlisted)} not listed add ${signed(rest)} in total.` : "",
    prior !== 0 ? `Without any term the lead is ${signed(prior)}.` : "",
  ].join(" ");
}

/** A list item: a name, a figure, and a bar that fills `length` of its track, 0 to 1; no bar if that is undefined. */
function row(name: string, value: number, figure: string, length: number | undefined): DocumentFragment {
  const item = element<HTMLTemplateElement>("row").content.cloneNode(true) as DocumentFragment;
  fill(item, name, value, figure);
  const bar = item.querySelector<HTMLElement>(".bar");
  if (length === undefined) bar?.remove();
  else bar?.style.setProperty("--length", String(length));
  return item;
}

function fill(part: ParentNode, name: string, value: number, figure: string): void {
  part.querySelector(".name")?.replaceChildren(name);
  const data = part.querySelector("data");
  if (data) data.value = String(value);
  data?.replaceChildren(figure);
}

/** The probability of a category in percent, or its score. */
function figureOf({ probability, score = 0 }: RankedCategory): string {
  return probability === undefined ? `score ${SCORE.format(score).replace("-", "−")}` : percent(probability);
}

/** A probability in percent. It is 0.0% or 100.0% only if it is exactly 0 or 1. */
function percent(probability: number): string {
  if (probability > 0 && probability < 0.0005) return "<0.1%";
  if (probability < 1 && probability >= 0.9995) return ">99.9%";
  return PERCENT.format(probability);
}

function signed(share: number): string {
  return SIGNED.format(share).replace("-", "−");
}

/** The view: an answer → bars, words and sentences in the page. Whatever came from elsewhere is put in as text. */

import type { Ranked } from "../../core/predict/classifier.js";
import type { Explanation, Share } from "../../core/predict/explanation.js";
import { type Answer, type Answered, type ServedModel, TOP } from "./service.js";

const PERCENT = new Intl.NumberFormat("en", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const SCORE = new Intl.NumberFormat("en", { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const SIGNED = new Intl.NumberFormat("en", {
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
  signDisplay: "always",
});
const COUNT = new Intl.NumberFormat("en");

/** Digits of the digest that are enough to tell models apart. */
const DIGEST_DIGITS = 12;

/** The element of `index.html` that has this id. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/**
 * Shows an answer.
 *
 * @param targets number of the model's categories, if it is known yet.
 */
export function showAnswer({ answer, milliseconds }: Answered, targets: number | undefined): void {
  element("categories").replaceChildren(
    ...answer.top.map(({ category, probability }) => row(category, probability, percent(probability), probability)),
  );
  showOthers(answer.top, targets);
  const time = milliseconds < 10 ? milliseconds.toFixed(1) : COUNT.format(Math.round(milliseconds));
  element("took").textContent = `${time} ms there and back`;
  showWords(answer);
  element("invitation").hidden = true;
  element("results").hidden = false;
}

/** The answer in one or two sentences, for those who hear it. */
export function spoken({ top: [first, second] }: Answer): string {
  const told = ({ category, probability }: Ranked): string =>
    `${category}, ${percent(probability).replace("<", "less than ").replace(">", "more than ")}.`;
  return [first && told(first), second && `Then ${told(second)}`].filter(Boolean).join(" ");
}

/** Shows what the model is. */
export function showModel({ digest, targets, documents }: ServedModel): void {
  element("digest").textContent = digest.slice(0, DIGEST_DIGITS);
  element("digest").title = digest;
  const learnt = COUNT.format(documents.reduce((sum, n) => sum + n, 0));
  element("size").textContent = `${COUNT.format(targets.length)} categories, learnt from ${learnt} documents`;
  element("model").hidden = false;
}

/** What the categories that are not listed have together. */
function showOthers(top: readonly Ranked[], targets: number | undefined): void {
  const others = element("others");
  others.hidden = top.length < TOP || targets === TOP;
  const rest = Math.max(0, 1 - top.reduce((sum, { probability }) => sum + probability, 0));
  fill(others, targets === undefined ? "All others" : `The other ${COUNT.format(targets - TOP)}`, rest, percent(rest));
}

function showWords({ category, knownTerms, why }: Answer): void {
  const terms = why?.terms ?? [];
  const longest = Math.max(...terms.map(({ share }) => Math.abs(share)));
  const list = (id: string, name: string, listed: readonly Share[]): void => {
    const part = element(id);
    part.hidden = listed.length === 0;
    part.querySelector(".name")?.replaceChildren(name);
    const rows = listed.map(({ term, share }) => row(term, share, signed(share), Math.abs(share) / longest || 0));
    part.querySelector(".rows")?.replaceChildren(...rows);
  };
  element("words-summary").textContent = why
    ? differenceOf(why, knownTerms)
    : "The model knows no word of this text. The figures say only how frequent each category is.";
  const [speaking, objecting] = [terms.filter(({ share }) => share >= 0), terms.filter(({ share }) => share < 0)];
  list("words-for", category, speaking);
  list("words-against", why?.against ?? "", objecting);
}

/** How the difference of the two scores comes about: the shares listed, and what else adds to it. */
function differenceOf({ difference, prior, terms }: Explanation, knownTerms: number): string {
  const unlisted = knownTerms - terms.length;
  const rest = difference - prior - terms.reduce((sum, { share }) => sum + share, 0);
  return [
    `The first category leads the second by ${SCORE.format(difference)},`,
    "the sum of what each known word and pair of words adds.",
    unlisted > 0 ? `${COUNT.format(unlisted)} more, not listed, add ${signed(rest)} together.` : "",
    prior !== 0 ? `How frequent the two categories are adds ${signed(prior)}.` : "",
  ].join(" ");
}

/** An item of a list: a name, a figure, and a bar that is `length` of its track long, 0 to 1. */
function row(name: string, value: number, figure: string, length: number): DocumentFragment {
  const item = element<HTMLTemplateElement>("row").content.cloneNode(true) as DocumentFragment;
  fill(item, name, value, figure);
  item.querySelector<HTMLElement>(".bar")?.style.setProperty("--length", String(length));
  return item;
}

function fill(part: ParentNode, name: string, value: number, figure: string): void {
  part.querySelector(".name")?.replaceChildren(name);
  const data = part.querySelector("data");
  if (data) data.value = String(value);
  data?.replaceChildren(figure);
}

/** A probability in percent; only what is 0 or 1 is called so. */
function percent(probability: number): string {
  if (probability > 0 && probability < 0.0005) return "<0.1%";
  if (probability < 1 && probability >= 0.9995) return ">99.9%";
  return PERCENT.format(probability);
}

function signed(share: number): string {
  return SIGNED.format(share).replace("-", "−");
}

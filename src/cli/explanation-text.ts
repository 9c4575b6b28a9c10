/** Explanations as text for a terminal: the terms that decided, and the text in colours. */

import { printable } from "../core/errors.js";
import type { Classifier, Prediction } from "../core/predict/classifier.js";
import { type Explanation, MAX_EXPLAINED_TERMS } from "../core/predict/explanation.js";
import type { ExplainedPart } from "../core/predict/word-shares.js";
import type { Streams } from "./io.js";
import { noWordsKnown, SHARE_PLACES, termText } from "./records.js";

/** Whether to print colours: on a colour terminal, unless NO_COLOR or FORCE_COLOR overrides it (no-color.org). */
export function isColoured({ stdout, env }: Streams): boolean {
  const forced = env["FORCE_COLOR"];
  if (forced) return !["0", "false"].includes(forced);
  return stdout.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
}

/**
 * Lists the terms with the largest shares and, with colours, shows the text itself.
 *
 * @returns lines with line ends; that no word is known, if none is; "" for a model of one category.
 */
export function reasons(classifier: Classifier, text: string, prediction: Prediction, withColours: boolean): string {
  const why = classifier.explain(text, MAX_EXPLAINED_TERMS);
  const { category, knownTerms } = prediction;
  if (!why) return knownTerms === 0 ? `  ${noWordsKnown(prediction)}\n` : "";
  const parts = withColours ? classifier.explainWords(text) : undefined;
  return table(category, why, knownTerms) + (parts ? coloured(parts, category, why) : "");
}

function table(category: string, { against, difference, prior, terms }: Explanation, knownTerms: number): string {
  const rows = terms.map(({ term, share }) => ({ name: termText(term), share }));
  if (prior !== 0) rows.unshift({ name: "(without any term)", share: prior });
  const others = knownTerms - terms.length;
  const rest = difference - rows.reduce((sum, { share }) => sum + share, 0);
  if (others > 0) rows.push({ name: others === 1 ? "(the other term)" : `(the other ${others} terms)`, share: rest });
  const numbers = roundedTogether(rows.map(({ share }) => share));
  const width = Math.max(...numbers.map((number) => number.length));
  return [
    `  ${category} leads ${against} by ${fixed(inUnits(difference))}`,
    ...rows.map(({ name }, i) => `  ${numbers[i]!.padStart(width)}  ${name}`),
    "",
  ].join("\n");
}

const UNITS = 10 ** SHARE_PLACES;
const inUnits = (share: number): number => Math.round(share * UNITS);
const fixed = (units: number): string => (units / UNITS).toFixed(SHARE_PLACES);

/**
 * Signed numbers, rounded so that the printed numbers add up to the printed sum: each is the rounded running sum up to it
 * minus the rounded running sum before it.
 */
function roundedTogether(numbers: readonly number[]): string[] {
  let sum = 0;
  return numbers.map((number) => {
    const before = inUnits(sum);
    sum += number;
    const units = inUnits(sum) - before;
    return `${units < 0 ? "" : "+"}${fixed(units)}`;
  });
}

/** Cyan and yellow are distinct for colour-blind readers; underlining works without colours. */
const FOR = "36";
const AGAINST = "4;33";
const BOLD = "1";
const paint = (style: string, text: string): string => `\u001b[${style}m${text}\u001b[0m`;

/** Words are bold from this fraction of the largest share on, and plain below the second. */
const STRONG = 1 / 2;
const WEAK = 1 / 20;

/** The text with its decisive words in colour, and a legend. */
function coloured(parts: readonly ExplainedPart[], category: string, { against }: Explanation): string {
  const greatest = parts.flatMap(({ words }) => words).reduce((max, { share }) => Math.max(max, Math.abs(share)), 0);
  const shown = parts.map((part) => paintWords(part, greatest).trim()).filter((part) => part !== "");
  const legend = `${paint(FOR, `for ${category}`)}, ${paint(AGAINST, `for ${against}`)}, ${paint(BOLD, "strongly")}`;
  return `\n${[...shown, legend].join("\n\n")}\n`;
}

function paintWords({ text, words }: ExplainedPart, greatest: number): string {
  let shown = "";
  let from = 0;
  for (const { start, end, share } of words) {
    const size = Math.abs(share) / greatest;
    if (!(size >= WEAK)) continue;
    const style = share < 0 ? AGAINST : FOR;
    shown += harmless(text.slice(from, start));
    shown += paint(size < STRONG ? style : `${BOLD};${style}`, harmless(text.slice(start, end)));
    from = end;
  }
  return shown + harmless(text.slice(from));
}

/** Escapes terminal control sequences; keeps line ends and tabs. */
function harmless(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(/[^\n\t]+/g, printable);
}

/** The texts that every runtime classifies, and how its predictions are compared with those of the library here. */

import { type Classifier, load, type Prediction, readCorpus } from "../../../src/index.js";
import { ROOT } from "../../docs/blocks.js";

/**
 * Letters that Unicode 16 and 17 added: a runtime's own tables may or may not know them.
 *
 * U+A7CB and U+1C89 are capitals (16.0), U+088F is Arabic (17.0), U+16EA0 a Beria Erfe capital (17.0).
 */
export const NEW_LETTERS: readonly string[] = ["\u{a7cb}", "\u{1c89}", "\u{88f}", "\u{16ea0}"];

const NEW_WORDS = NEW_LETTERS.flatMap((letter) => [letter, `goal${letter}`, `${letter}orbit`, `en${letter}gine`]);

/** The sample's messages, new letters inside and beside words, and texts of every other kind. */
export async function textsToClassify(): Promise<string[]> {
  const messages: string[] = [];
  for await (const { text } of readCorpus(`${ROOT}data/sample`)) messages.push(text);
  return [
    ...messages,
    ...NEW_WORDS,
    NEW_WORDS.join(" "),
    "",
    "\n \u2003",
    "the of and",
    "İSTANBUL straße ΣΊΣΥΦΟΣ ﬁnance cafe\u0301 naïve 東京 🚀 \ud800 \u{1f3ff}",
    "From: someone@example.com\nSubject: Re: the shuttle's orbit\n\nIs the launch on TV?",
    "goalie puck playoffs ".repeat(2000),
  ];
}

/** Engines differ in the last digits of exponentials and logarithms; other arithmetic is the same. */
const TOLERANCE = 1e-13;

/** How a runtime's predictions are compared. */
export interface Comparison {
  /** Default: that of the built-in model. */
  readonly classifier?: Classifier;
  /** Whether scores are made of logarithms or exponentials, so that they may differ in their last digits too; default: false. */
  readonly hasRoundedScores?: boolean;
}

/**
 * Says in which texts a runtime's predictions are not those of the library in this process. Categories, their order,
 * scores and numbers of known terms must be the same; probabilities may differ in their last digits.
 *
 * @param printed predictions of all targets, as JSON.
 */
export function differences(texts: readonly string[], printed: string, comparison: Comparison = {}): string[] {
  const { classifier = load(), hasRoundedScores = false } = comparison;
  const predictions: Prediction[] = JSON.parse(printed);
  if (predictions.length !== texts.length) return [`${predictions.length} predictions of ${texts.length} texts`];
  return texts.flatMap((text, i) => {
    const [expected, actual] = [classifier.predict(text, 20), predictions[i]!];
    const difference = firstDifference(actual, expected, hasRoundedScores ? TOLERANCE : 0);
    return difference === undefined ? [] : [`${JSON.stringify(text)}: ${difference}`];
  });
}

/** @param tolerance of scores, relative to the largest of the text. */
function firstDifference(actual: Prediction, expected: Prediction, tolerance: number): string | undefined {
  if (withoutNumbers(actual) !== withoutNumbers(expected)) return "categories";
  const largest = Math.max(...expected.top.map(({ score }) => Math.abs(score)));
  const pairs = [actual, ...actual.top].map((one, i) => [one, [expected, ...expected.top][i]!] as const);
  for (const [one, other] of pairs) {
    if (!(Math.abs(one.score - other.score) <= tolerance * largest)) return "scores";
    if (!isClose(one.probability, other.probability)) return "probabilities";
  }
  return undefined;
}

/** All but scores and probabilities, which must be there all the same. */
function withoutNumbers(prediction: Prediction): string {
  return JSON.stringify(prediction, (key, value) => (key === "probability" || key === "score" ? typeof value : value));
}

function isClose(actual: number | undefined, expected: number | undefined): boolean {
  if (actual === undefined || expected === undefined) return actual === expected;
  return Math.abs(actual - expected) <= TOLERANCE * expected;
}

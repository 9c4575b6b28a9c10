// @ts-check
/** Equality: what an imported model answers, text by text, against what Python answered. */

import { readFileSync } from "node:fs";
import { load } from "../../dist/index.js";
import { thousands } from "../report.js";

/** Largest relative difference of numbers. */
const MAX_DIFFERENCE = 1e-12;
/** Smaller probabilities are left out: they have lost digits. */
const LEAST_PROBABILITY = 1e-300;

/** What the sets of texts are called in the table. */
const SETS = { messages: "messages", random: "texts of random Unicode 14" };

/**
 * Checks of a model on all sets of texts.
 *
 * @param {string} model path of the imported model.
 * @param {string} answers what peers/import_answers.py had as OUTPUT.
 */
export function equalityChecks(model, texts, answers) {
  const classifier = load(model);
  return Object.entries(SETS).flatMap(([set, what]) => {
    const [labels, numbers] = ["labels", "numbers"].map((file) => readFileSync(`${answers}.${set}.${file}`));
    const { differ, greatest } = compared(classifier, texts[set], int32(labels), float64(numbers));
    const of = classifier.hasProbabilities ? "probabilities" : "decision values";
    return [
      {
        measured: `${thousands(differ)} of ${thousands(texts[set].length)} ${what} differ`,
        goal: "0",
        met: differ === 0,
      },
      { measured: `${of} ${greatest.toExponential(1)}`, goal: `≤ ${MAX_DIFFERENCE}`, met: greatest <= MAX_DIFFERENCE },
    ];
  });
}

/** How many categories differ, and the largest relative difference of numbers. */
function compared(classifier, texts, labels, numbers) {
  const { targets, hasProbabilities } = classifier;
  if (labels.length !== texts.length || numbers.length !== texts.length * targets.length) {
    throw new Error(`${labels.length} answers and ${numbers.length} numbers for ${texts.length} texts`);
  }
  const indexes = new Map(targets.map((target, i) => [target, i]));
  let [differ, greatest] = [0, 0];
  for (const [i, text] of texts.entries()) {
    const { category, top } = classifier.predict(text, targets.length);
    if (category !== targets[labels[i]]) differ++;
    const expected = numbers.subarray(i * targets.length, (i + 1) * targets.length);
    const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (const one of top) {
      const value = expected[indexes.get(one.category)];
      const difference = hasProbabilities ? relative(one.probability, value) : Math.abs(one.score - value) / largest;
      // Not by Math.max alone: NaN must be seen.
      if (!(difference <= greatest)) greatest = difference;
    }
  }
  return { differ, greatest };
}

const relative = (own, value) => (value > LEAST_PROBABILITY ? Math.abs(own - value) / value : 0);

const aligned = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
const int32 = (bytes) => new Int32Array(aligned(bytes));
const float64 = (bytes) => new Float64Array(aligned(bytes));

// @ts-check
/** How the cost of a prediction grows with the text, with the model's terms and with its categories. */

import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { EMBEDDED } from "../newsgroups.js";
import { median } from "../statistics.js";
import { bodyOf, makeModels, readDocuments, WORDS, wordOf } from "./models.js";

const PREDICTING = fileURLToPath(new URL("predicting.js", import.meta.url));
const ROUNDS = 5;
/** Lengths of texts, in characters. */
const LENGTHS = [125, 250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000];
/** Characters of real text. Every length cuts all of it into pieces, so that the words are the same. */
const TEXT = 128_000;
const MESSAGES = 200;
/** Length of the texts for all models. */
export const LENGTH = 2000;
/** Number of generated texts, and of words in each. */
const [GENERATED, GENERATED_WORDS] = [50, 333];

/**
 * @typedef {object} Predicted what predicting one set of texts with one model took
 * @property {string} curve `length`, `terms`, `foreign`, `bounded`, `split`, or with ` one word` or ` one text` behind it
 * @property {number} x characters of a text, or the model's number of terms or categories
 * @property {number} microseconds a text: the median of the processes' medians
 * @property {number} knownTerms how many terms of a text the model knows, on average
 */

/**
 * Measures `predict` in process, each model in a process of its own, round after round.
 *
 * @returns {Promise<Predicted[]>}
 */
export async function measurePrediction({ corpus, folder, tell, rounds = ROUNDS }) {
  const documents = await readDocuments(corpus);
  const real = realText(documents);
  const pieces = cut(real, LENGTH);
  const models = await makeModels(documents, folder, tell);
  /** @type {{curve: string, x?: number, path: string, sets: Record<string, string[]>}[]} */
  const tasks = [
    { curve: "length", path: EMBEDDED, sets: Object.fromEntries(LENGTHS.map((length) => [length, cut(real, length)])) },
    ...models.map(({ curve, x, path }) => ({ curve, x, path, sets: setsFor(curve, pieces) })),
  ];
  const runs = new Map();
  for (let round = 0; round < Math.min(rounds, ROUNDS); round++) {
    for (const { curve, x, path, sets } of tasks) {
      const file = join(folder, "texts.json");
      writeFileSync(file, JSON.stringify(sets));
      const { stdout } = await run(process.execPath, [PREDICTING, path, file]);
      for (const [set, metrics] of Object.entries(JSON.parse(stdout))) {
        const key = JSON.stringify(x === undefined ? { curve, x: Number(set) } : { curve: curve + set, x });
        runs.set(key, [...(runs.get(key) ?? []), metrics]);
      }
    }
    tell(`  predictions: round ${round + 1}`);
  }
  return [...runs].map(([key, metrics]) => ({
    ...JSON.parse(key),
    microseconds: median(metrics.map(({ microseconds }) => microseconds)),
    knownTerms: metrics[0].knownTerms,
  }));
}

const run = promisify(execFile);

/** The texts for a model, by the suffix of their curve's name. Texts of one word show the cost of any text. */
function setsFor(curve, pieces) {
  if (curve === "foreign") return { "": pieces, " one text": pieces.slice(0, 1) };
  if (curve !== "bounded") return { "": pieces };
  return { "": generatedTexts(), " one word": Array.from({ length: GENERATED }, (_, i) => wordOf(i)) };
}

/** Bodies of messages from all parts of the corpus, joined. */
function realText(documents) {
  const nth = Math.max(1, Math.floor(documents.length / MESSAGES));
  return documents
    .filter((_, i) => i % nth === 0)
    .map(({ text }) => bodyOf(text).trim())
    .join(" ")
    .slice(0, TEXT);
}

function cut(text, length) {
  const pieces = [];
  for (let start = 0; start < text.length; start += length) pieces.push(text.slice(start, start + length));
  return pieces;
}

/** Texts that are the same for every model: words in the order of a linear congruential generator. */
function generatedTexts() {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % WORDS;
  };
  return Array.from({ length: GENERATED }, () =>
    Array.from({ length: GENERATED_WORDS }, () => wordOf(next())).join(" "),
  );
}

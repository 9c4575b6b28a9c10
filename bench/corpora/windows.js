// @ts-check
/** Very short texts: neighbouring words of longer ones, all known to a model, to see how sure it is of them. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../../dist/index.js";
import { bodyOf, readDocuments } from "../growth/models.js";
import { orderOf } from "./few.js";
import { errorOf } from "./sides.js";

/** Words of a text. */
export const LENGTHS = [1, 2];

const WORD = /[\p{L}\p{N}]+/gu;

/**
 * One window of `length` neighbouring words from each text, of those whose words are all known; none of a text without
 * any.
 *
 * @param {string[][]} texts words of each text
 * @param {number} length
 * @param {(word: string) => boolean} isKnown
 * @returns {(string | undefined)[]} for each text
 */
export function windows(texts, length, isKnown) {
  return texts.map((words, i) => {
    const starts = words.flatMap((_, start) => {
      const window = words.slice(start, start + length);
      return window.length === length && window.every(isKnown) ? [start] : [];
    });
    if (starts.length === 0) return undefined;
    const start = starts[Number.parseInt(orderOf(length, i).slice(0, 8), 16) % starts.length];
    return words.slice(start, start + length).join(" ");
  });
}

/**
 * The calibration error of a model on windows of a corpus.
 *
 * @param {string} model
 * @param {import("./pairs.js").Pair} pair
 * @param {{folder: string}} context
 * @returns {Promise<number[]>} for each of {@link LENGTHS}
 */
export async function windowErrors(model, { judge, mail }, { folder }) {
  const classifier = load(readFileSync(model));
  const known = new Map();
  const isKnown = (word) => {
    if (!known.has(word)) known.set(word, classifier.predict(word).knownTerms > 0);
    return known.get(word);
  };
  const documents = await readDocuments(judge);
  const texts = documents.map(({ text }) => (mail ? bodyOf(text) : text).match(WORD) ?? []);
  const errors = [];
  for (const length of LENGTHS) {
    const path = join(folder, "windows.ndjson");
    const lines = windows(texts, length, isKnown).flatMap((text, i) =>
      text === undefined ? [] : [`${JSON.stringify({ text, label: documents[i].label })}\n`],
    );
    writeFileSync(path, lines.join(""));
    errors.push(await errorOf(model, path, folder));
  }
  return errors;
}

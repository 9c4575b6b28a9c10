// @ts-check
/** Models of many sizes: with more terms, with more terms that occur in no text, with more categories. */

import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { check, dump, readCorpus, train } from "../../dist/index.js";
import { hash } from "./corpora.js";

/** Values of `dump --max-terms` for models of the corpus. */
const MAX_TERMS = [10_000, 30_000, 90_000, 300_000, 1_000_000];
/** How often models with foreign terms repeat each term: once as it is, then in other letters. */
const FOREIGN = [1, 2, 4, 8];
/** They are made from every n-th message. */
const FOREIGN_NTH = 20;
export const CATEGORIES = [10, 100, 1000];
/** Number of words in models of generated categories, and in how many categories each occurs. */
export const WORDS = 20_000;
export const CATEGORIES_OF_A_WORD = 5;

/** Every term there is. */
const ALL = 10_000_000;

/**
 * Reads a corpus into memory.
 *
 * @returns {Promise<{name: string, label: string, text: string}[]>}
 */
export async function readDocuments(corpus) {
  const documents = [];
  for await (const { id, label, text } of readCorpus(corpus)) documents.push({ name: basename(id), label, text });
  return documents;
}

/**
 * Makes the models.
 *
 * @param {{name: string, label: string, text: string}[]} documents
 * @returns {Promise<{curve: string, x: number, path: string}[]>} by curve; x is the number of terms or categories
 */
export async function makeModels(documents, folder, tell) {
  const models = [];
  const make = async (curve, x, counts, maxTerms) => {
    const path = join(folder, `${curve}-${x ?? models.length}.model`);
    // The time of a prediction does not depend on how the weights were fitted, and a linear model of 1,000 categories takes minutes.
    const artifact = await dump(counts, { maxTerms, estimator: "complement" });
    writeFileSync(path, artifact);
    models.push({ curve, x: x ?? /** @type {number} */ (check(artifact)["terms"]), path });
    tell(`  model: ${curve}, ${models.at(-1).x}`);
  };
  const counts = await train(documents);
  for (const maxTerms of MAX_TERMS) await make("terms", undefined, counts, maxTerms);
  const few = documents.filter((_, i) => i % FOREIGN_NTH === 0);
  for (const times of FOREIGN) await make("foreign", undefined, await train(withForeign(few, times)), ALL);
  for (const n of CATEGORIES) await make("bounded", n, await train(boundedDocuments(n)), undefined);
  for (const n of CATEGORIES) await make("split", n, await train(splitDocuments(documents, n)), undefined);
  return models;
}

/** A message without its header, which must not be changed like the rest. */
export const bodyOf = (text) => text.slice(/\r?\n\r?\n|$/.exec(text).index);

/** The documents' bodies, and `times - 1` copies of them in words that occur in no text. */
function* withForeign(documents, times) {
  for (let copy = 0; copy < times; copy++) {
    const ending = `q${String.fromCharCode("a".charCodeAt(0) + copy)}`;
    for (const { label, text } of documents) {
      const body = bodyOf(text);
      yield { label, text: copy === 0 ? body : body.replace(WORD, (word) => word + ending) };
    }
  }
}

const WORD = /[\p{L}\p{N}]+/gu;

/** Documents of one word each, so that there are no bigrams. A word's number of categories does not depend on `n`. */
function* boundedDocuments(n) {
  for (let word = 0; word < WORDS; word++) {
    for (let i = 0; i < CATEGORIES_OF_A_WORD; i++) yield { label: `category ${(word + i) % n}`, text: wordOf(word) };
  }
}

/** A word of generated texts: five consonants, so not a stop word. */
export function wordOf(number) {
  const letters = "bcdfghjklmnpqrstvwxz";
  let word = "";
  for (let i = 0, rest = number; i < 5; i++, rest = Math.floor(rest / letters.length)) {
    word += letters[rest % letters.length];
  }
  return word;
}

/** The documents in `n` categories: groups are joined, or split by a hash of the messages' names. */
function* splitDocuments(documents, n) {
  const groups = [...new Set(documents.map(({ label }) => label))];
  for (const { name, label, text } of documents) {
    yield { label: `category ${(groups.indexOf(label) + groups.length * (hash(name) >>> 8)) % n}`, text };
  }
}

// @ts-check
/** How training, making a model and predicting grow with documents and with categories, for the linear model and naive Bayes. */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runOnce } from "../measure.js";
import { trainedNumber } from "../newsgroups.js";

const BIN = fileURLToPath(new URL("../../bin/newsgroups.js", import.meta.url));
const CORPUS = fileURLToPath(new URL("corpus.js", import.meta.url));
const PREDICTING = fileURLToPath(new URL("../growth/predicting.js", import.meta.url));

const DOCUMENTS = [10_000, 30_000, 100_000, 300_000, 1_000_000];
const CATEGORIES = [20, 200, 2000];
/** Documents of the corpora with more categories. */
const DOCUMENTS_OF_CATEGORIES = 10_000;
export const ESTIMATORS = ["linear", "complement"];
/** Texts to predict: documents that no corpus has. */
const [TEXTS, SEED_OF_TEXTS] = [200, 2];
/** Processes that predict; the fastest counts, for others may use the processors. */
const ROUNDS = 5;

/**
 * @typedef {object} Model what making a model took, and predicting with it
 * @property {number} seconds of CPU, of all threads
 * @property {number} megabytes peak memory
 * @property {number} bytes of the model
 * @property {number} microseconds a text of 2 kB, in process
 *
 * @typedef {object} Grown what one corpus took
 * @property {number} documents
 * @property {number} categories
 * @property {number} bytes
 * @property {number} words distinct ones
 * @property {{seconds: number, megabytes: number}} train
 * @property {Record<string, Model>} models by estimator
 */

/**
 * Measures corpora of up to so many documents, and of more and more categories.
 *
 * @param {{folder: string, documents: number, tell: (line: string) => void}} context
 * @returns {Promise<Grown[]>}
 */
export async function measureGrowth({ folder, documents, tell }) {
  const sizes = DOCUMENTS.filter((n) => n <= documents).map((n) => [n, CATEGORIES[0]]);
  const wide = CATEGORIES.slice(1).map((n) => [Math.min(documents, DOCUMENTS_OF_CATEGORIES), n]);
  const grown = [];
  for (const [n, categories] of [...sizes, ...wide]) {
    grown.push(await measureCorpus(folder, n, categories));
    tell(`grown: ${JSON.stringify(grown.at(-1))}`);
  }
  return grown;
}

async function measureCorpus(folder, documents, categories) {
  const at = (name) => join(folder, `${documents}-${categories}${name}`);
  const measured = async (...args) => {
    const { cpu, megabytes } = await runOnce({ argv: [process.execPath, ...args] }, folder, true);
    return { seconds: Number(cpu.toFixed(2)), megabytes: Math.round(megabytes) };
  };
  const corpus = corpusOf(at("-corpus"), documents, 1, categories);
  const train = await measured(BIN, "train", corpus, "-o", at(".counts"));
  const words = trainedNumber(folder, "distinct words");
  const texts = at("-texts.json");
  const others = readFileSync(corpusOf(at("-texts"), TEXTS, SEED_OF_TEXTS, categories), "utf8").trimEnd();
  writeFileSync(texts, JSON.stringify({ texts: others.split("\n").map((line) => JSON.parse(line).text) }));
  const models = {};
  for (const estimator of ESTIMATORS) {
    const model = at(`-${estimator}.model`);
    const made = await measured(BIN, "dump", "-q", "--estimator", estimator, at(".counts"), "-o", model);
    const microseconds = Math.min(...Array.from({ length: ROUNDS }, () => predicting(model, texts)));
    models[estimator] = { ...made, bytes: statSync(model).size, microseconds };
  }
  return { documents, categories, bytes: statSync(corpus).size, words, train, models };
}

/** Microseconds of a prediction, in a process of its own. */
function predicting(model, texts) {
  const printed = execFileSync(process.execPath, [PREDICTING, model, texts], { encoding: "utf8" });
  return Number(JSON.parse(printed).texts.microseconds.toFixed(1));
}

/** Makes a corpus in one file, if it is not there. @returns path of the file. */
function corpusOf(folder, documents, seed, categories) {
  if (!existsSync(folder)) {
    execFileSync(process.execPath, [CORPUS, folder, ...[documents, 1, seed, categories].map(String)], {
      stdio: "ignore",
    });
  }
  return join(folder, readdirSync(folder)[0]);
}

// @ts-check
/** What each side answers on a pair of corpora: accuracies, and for newsgroups its calibration error and its model. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { outputOf, runOnce } from "../measure.js";
import { newsgroups } from "../newsgroups.js";
import { comparison, peers } from "../peers.js";

const STRIP = ["--strip", "headers,footers,quotes"];

/** What a command prints as JSON. */
async function answered(argv, folder) {
  await runOnce({ argv }, folder);
  return JSON.parse(readFileSync(outputOf(folder), "utf8"));
}

/** The calibration error of a model on a corpus. */
export async function errorOf(model, corpus, folder) {
  return (await answered(newsgroups("evaluate", corpus, "-m", model, "--json"), folder)).calibrationError;
}

/** Counts the documents of a pair's first part; resolves to the path of the counts. */
export async function counted({ train }, { folder }) {
  const counts = join(folder, "corpora.counts");
  await runOnce({ argv: newsgroups("train", train, "-o", counts) }, folder);
  return counts;
}

/**
 * What newsgroups reaches: makes a model of counts and judges it.
 *
 * @param {string} counts
 * @param {import("./pairs.js").Pair} pair
 * @param {{folder: string}} context
 * @param {...string} options of `dump`
 */
export async function own(counts, { judge, mail }, { folder }, ...options) {
  const model = join(folder, "corpora.model");
  await runOnce({ argv: newsgroups("dump", counts, "-o", model, ...options) }, folder);
  const evaluated = (...more) => answered(newsgroups("evaluate", judge, "-m", model, "--json", ...more), folder);
  const whole = await evaluated();
  const stripped = mail ? await evaluated(...STRIP) : undefined;
  const described = await answered(newsgroups("load-check", model, "--json"), folder);
  return { model, whole, stripped, megabytes: statSync(model).size / 1e6, estimator: described.provenance.estimator };
}

/** Accuracies of scikit-learn's models; undefined if it is not installed. */
export async function scikitLearn({ train, judge, mail }, { folder }) {
  if (peers.tutorial.missing) return undefined;
  return answered(comparison(train, judge, ...(mail ? ["--strip"] : [])).argv, folder);
}

/** Accuracies of one of the two fastTexts; undefined if it is not installed. */
export async function fastText(peer, { train, judge, mail }, { folder }) {
  if (peer.missing) return undefined;
  const model = join(folder, `corpora-${peer.file}`);
  await runOnce(peer.train(model, train), folder);
  const accuracy = async (...options) => {
    const path = join(folder, "corpora");
    await runOnce(peer.batch(model, judge, path, ...options), folder);
    const labels = readFileSync(`${path}.lines`, "utf8").trimEnd().split("\n");
    // A text without a known word gets an empty line: a mistake.
    const answers = readFileSync(outputOf(folder), "utf8").split("\n");
    const correct = labels.filter((line, i) => line.split(" ", 1)[0] === answers[i].split(" ", 1)[0]);
    return correct.length / labels.length;
  };
  return { whole: await accuracy(), stripped: mail ? await accuracy("--strip") : undefined };
}

// @ts-check
/** How the cost of training grows: whole processes, on copies and parts of the corpus. */

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runOnce } from "../measure.js";
import { newsgroups, trainedNumber } from "../newsgroups.js";
import { median } from "../statistics.js";
import { changeEveryFourth, changeOneWord, layOutCopies, layOutFewer, layOutPart } from "./corpora.js";

const SAMPLE = fileURLToPath(new URL("../../data/sample", import.meta.url));
const COPIES = [1, 2, 4, 8];
const MAX_COPIES = Math.max(...COPIES);
const ROUNDS = 3;
const SAMPLE_ROUNDS = 7;

/**
 * @typedef {object} Trained what training on one corpus took, medians of its runs
 * @property {string} name what the tables and plots call it
 * @property {"grown" | "fourth" | "same" | "part"} kind how it came from the corpus
 * @property {number} times its size, in sizes of the corpus
 * @property {number} documents
 * @property {number} words distinct ones
 * @property {number[]} seconds wall time of each run
 * @property {number} [wall] their median
 * @property {number} [megabytes] peak memory; none without GNU time
 */

/**
 * Measures `newsgroups train`.
 *
 * @returns {Promise<{startUp: number, trained: Trained[]}>} startUp: seconds that training on 48 short texts takes,
 * which is nearly all start-up
 */
export async function measureTraining({ corpus, folder, tell, rounds = ROUNDS }) {
  const corpora = layOut(corpus, folder, tell);
  const repeated = Math.min(rounds, ROUNDS);
  // One uncounted run first, for the file system's caches.
  await trainOnce(corpora[0], folder);
  const start = [];
  for (let round = 0; round < SAMPLE_ROUNDS; round++) {
    start.push((await trainOnce({ path: SAMPLE }, folder)).seconds);
  }
  for (let round = 0; round < repeated; round++) {
    for (const one of corpora) {
      // The others are measured for their memory only.
      if (round > 0 && !(one.kind === "grown" || one.kind === "fourth")) continue;
      one.runs.push(await trainOnce(one, folder));
      tell(`  train ${one.name}: ${one.runs.at(-1).seconds.toFixed(2)} s`);
    }
  }
  return {
    startUp: median(start),
    trained: corpora.map(({ name, kind, times, runs }) => ({
      name,
      kind,
      times,
      documents: runs[0].documents,
      words: runs[0].words,
      seconds: runs.map(({ seconds }) => seconds),
      megabytes: runs[0].megabytes && median(runs.map(({ megabytes }) => megabytes)),
    })),
  };
}

function layOut(corpus, folder, tell) {
  tell(`  laying out the corpus up to ${MAX_COPIES} times`);
  const inFolder = (name) => join(folder, `grown-${name}`);
  const entry = (name, kind, times) => ({ name, kind, times, path: inFolder(name), runs: [] });
  const largest = inFolder(`${MAX_COPIES}×`);
  layOutCopies(corpus, largest, MAX_COPIES, changeOneWord);
  for (const copies of COPIES) if (copies < MAX_COPIES) layOutFewer(corpus, largest, inFolder(`${copies}×`), copies);
  const parts = [4, 2].map((nth) => entry(`1⁄${nth}`, "part", 1 / nth));
  parts.forEach(({ path, times }) => void layOutPart(corpus, path, 1 / times));
  const same = entry(`${MAX_COPIES}× unchanged`, "same", MAX_COPIES);
  layOutCopies(corpus, same.path, MAX_COPIES);
  const [twice, fourTimes] = [2, 4].map((copies) => entry(`${copies}× every fourth word`, "fourth", copies));
  layOutCopies(corpus, fourTimes.path, 4, changeEveryFourth);
  layOutFewer(corpus, fourTimes.path, twice.path, 2);
  return [...COPIES.map((copies) => entry(`${copies}×`, "grown", copies)), twice, fourTimes, same, ...parts];
}

async function trainOnce({ path }, folder) {
  const argv = newsgroups("train", path, "-o", join(folder, "grown.counts"));
  const { seconds, megabytes } = await runOnce({ argv }, folder, true);
  const [documents, words] = ["documents", "distinct words"].map((what) => trainedNumber(folder, what));
  return { seconds, megabytes, documents, words };
}

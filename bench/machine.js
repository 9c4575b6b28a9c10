/** What the figures belong to: the machine, and the versions of everything that was run. */

import { readFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";
import { versions } from "./peers.js";

const packageVersion = (folder) =>
  JSON.parse(readFileSync(new URL(`../${folder}package.json`, import.meta.url))).version;

/** The opening of RESULTS.md. */
export function heading() {
  const wink = packageVersion("node_modules/wink-nlp/");
  const language = packageVersion("node_modules/wink-eng-lite-web-model/");
  const others = [
    versions.python && `Python ${versions.python}`,
    versions.scikitLearn && `scikit-learn ${versions.scikitLearn}`,
    versions.fastText && `fastText ${versions.fastText}`,
  ].filter(Boolean);
  return `# Results

Written by \`npm run bench\`. Whole processes, from files on disk to files on disk, each side in turn (A B C A B C …); the
median of the counted runs with the least and the greatest, ratios taken run by run and their median given. Peak memory
is the largest of all runs, CPU time (user and system) the median; commands under a second are counted without GNU time,
which takes 2 ms itself, and have both from warm-up runs. MB are 10⁶ bytes. Ratios carry over to another machine better
than times do.

- Machine: ${cpus()[0]?.model.trim() ?? process.arch}, ${availableParallelism()} cores, ${gigabytes()} GB of memory, ${type()} ${release()}
- Node ${process.versions.node}, newsgroups ${packageVersion("")}, wink-nlp ${wink} with wink-eng-lite-web-model ${language}
- ${others.length > 0 ? others.join(", ") : "Neither scikit-learn nor fastText"}
`;
}

const gigabytes = () => Math.round(totalmem() / 1e9);

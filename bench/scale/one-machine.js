// @ts-check
/**
 * Trains on a large corpus in shards, one after another, merges the counts, and checks that the bytes are those of training
 * on the whole. Then it measures how all steps grow with documents and categories.
 *
 *     npm run bench:scale [-- <documents> [<shards> [<folder>]]]
 *
 * Default: 1,000,000 documents (2 GB), 64 shards, a folder in the system's temporary folder, which needs 8 GB free. Needs GNU
 * time for peak memory. Prints times and memory as JSON, and draws docs/scale-memory.svg and docs/scale-growth.svg for the
 * default corpus.
 */

import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runOnce } from "../measure.js";
import { trainedNumber } from "../newsgroups.js";
import { plotGrowth, plotMerging } from "../plot.js";
import { measureGrowth } from "./growth.js";

const BIN = fileURLToPath(new URL("../../bin/newsgroups.js", import.meta.url));
const CORPUS = fileURLToPath(new URL("corpus.js", import.meta.url));

const [documents = 1_000_000, shards = 64] = process.argv.slice(2, 4).map(Number);
const folder = process.argv[4] ?? join(tmpdir(), `newsgroups-scale-${documents}-${shards}`);
const tell = (line) => console.error(line);

/** Runs a command and resolves to its seconds and megabytes. */
async function measured(...args) {
  const { seconds, megabytes } = await runOnce({ argv: [process.execPath, ...args] }, folder, true);
  return { seconds: Number(seconds.toFixed(2)), megabytes: Math.round(megabytes) };
}
const newsgroups = (...args) => measured(BIN, ...args);
const at = (name) => join(folder, name);

async function digestOf(path) {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}

mkdirSync(folder, { recursive: true });
const corpus = at("corpus");
if (!existsSync(corpus))
  tell(`corpus: ${JSON.stringify(await measured(CORPUS, corpus, String(documents), String(shards)))}`);
const names = (await readdir(corpus)).sort();
const bytesOf = (paths) => paths.reduce((sum, path) => sum + statSync(path).size, 0);
const corpusBytes = bytesOf(names.map((name) => join(corpus, name)));

const trained = [];
for (const name of names) {
  const counts = at(name.replace("ndjson", "counts"));
  const { seconds, megabytes } = await newsgroups("train", "-q", join(corpus, name), "-o", counts);
  trained.push({ counts, bytes: statSync(join(corpus, name)).size, seconds, megabytes });
  tell(`${name}: ${seconds} s, ${megabytes} MB`);
}

const parts = trained.map(({ counts }) => counts);
const merged = [];
for (let n = 2; n <= parts.length; n *= 2) {
  const output = at(`sum-${n}.counts`);
  const metrics = await newsgroups("train", "--merge", ...parts.slice(0, n), "-o", output);
  merged.push({
    shards: n,
    bytesIn: bytesOf(parts.slice(0, n)),
    bytesOut: statSync(output).size,
    words: trainedNumber(folder, "distinct words"),
    ...metrics,
  });
  tell(`${n} merged: ${JSON.stringify(merged.at(-1))}`);
}

// A tree: groups of eight, then the sums of the groups.
const groups = [];
for (let i = 0; i < parts.length; i += 8) {
  const output = at(`group-${i}.counts`);
  await newsgroups("train", "-q", "--merge", ...parts.slice(i, i + 8), "-o", output);
  groups.push(output);
}
const tree = await newsgroups("train", "-q", "--merge", ...groups, "-o", at("tree.counts"));
const dumped = await newsgroups("dump", "-q", at("tree.counts"), "-o", at("sum.model"));
tell(`tree: ${JSON.stringify(tree)}, dump: ${JSON.stringify(dumped)}`);

// Some shards on one core, then two at a time on two cores.
const some = names.slice(0, 8).map((name) => ["train", "-q", join(corpus, name), "-o", at("again.counts")]);
let alone = 0;
for (const args of some) {
  alone += (await runOnce({ argv: ["taskset", "-c", "0", process.execPath, BIN, ...args] }, folder)).seconds;
}
const start = performance.now();
await Promise.all(
  ["0", "1"].map(async (core) => {
    const own = at(`core-${core}`);
    mkdirSync(own, { recursive: true });
    for (const [i, args] of some.entries()) {
      if (String(i % 2) !== core) continue;
      const argv = ["taskset", "-c", core, process.execPath, BIN, ...args.slice(0, -1), join(own, "again.counts")];
      await runOnce({ argv }, own);
    }
  }),
);
const together = (performance.now() - start) / 1000;
const parallel = { shards: some.length, oneCore: alone, twoCores: together, efficiency: alone / (2 * together) };
tell(`parallel: ${JSON.stringify(parallel)}`);

const whole = await newsgroups("train", "-q", ...names.map((name) => join(corpus, name)), "-o", at("whole.counts"));
tell(`whole: ${JSON.stringify(whole)}`);
const digests = await Promise.all(
  ["tree.counts", `sum-${parts.length}.counts`, "whole.counts"].map((name) => digestOf(at(name))),
);
const same = digests.every((digest) => digest === digests[0]);
const grown = same ? await measureGrowth({ folder, documents, tell }) : [];
console.log(
  JSON.stringify(
    { documents, shards, corpusBytes, trained, merged, tree, dumped, parallel, whole, same, grown },
    undefined,
    1,
  ),
);
if (!same) throw new Error(`the bytes differ: ${digests.join(", ")}`);
if (documents === 1_000_000) {
  writeFileSync(new URL("../../docs/scale-memory.svg", import.meta.url), await plotMerging(trained, merged));
  writeFileSync(new URL("../../docs/scale-growth.svg", import.meta.url), await plotGrowth(grown));
}

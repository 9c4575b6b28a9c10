/**
 * Trains a large corpus in shards, one after another, and adds the counts; says what it takes, and that the bytes are those of
 * training on the whole.
 *
 *     npm run bench:scale [-- <documents> [<shards> [<folder>]]]
 *
 * Default: 1,000,000 documents (2 GB), 64 shards, a folder under the system's temporary one, where 8 GB must be free. GNU time
 * tells peak memory. Prints figures as JSON.
 */

import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runOnce } from "../measure.js";

const BIN = fileURLToPath(new URL("../../bin/newsgroups.js", import.meta.url));
const CORPUS = fileURLToPath(new URL("corpus.js", import.meta.url));

const [documents = 1_000_000, shards = 64] = process.argv.slice(2, 4).map(Number);
const folder = process.argv[4] ?? join(tmpdir(), `newsgroups-scale-${documents}-${shards}`);
const tell = (line) => console.error(line);

/** Runs a command, and gives its seconds and megabytes. */
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
  const figures = await newsgroups("train", "-q", "--merge", ...parts.slice(0, n), "-o", output);
  merged.push({ shards: n, bytesIn: bytesOf(parts.slice(0, n)), bytesOut: statSync(output).size, ...figures });
  tell(`${n} merged: ${JSON.stringify(merged.at(-1))}`);
}

// A tree: by groups of eight, and the sums of those.
const groups = [];
for (let i = 0; i < parts.length; i += 8) {
  const output = at(`group-${i}.counts`);
  await newsgroups("train", "-q", "--merge", ...parts.slice(i, i + 8), "-o", output);
  groups.push(output);
}
const tree = await newsgroups("train", "-q", "--merge", ...groups, "-o", at("tree.counts"));
const dumped = await newsgroups("dump", "-q", at("tree.counts"), "-o", at("sum.model"));
tell(`tree: ${JSON.stringify(tree)}, dump: ${JSON.stringify(dumped)}`);

const whole = await newsgroups("train", "-q", ...names.map((name) => join(corpus, name)), "-o", at("whole.counts"));
tell(`whole: ${JSON.stringify(whole)}`);
const digests = await Promise.all(
  ["tree.counts", `sum-${parts.length}.counts`, "whole.counts"].map((name) => digestOf(at(name))),
);
const same = digests.every((digest) => digest === digests[0]);
console.log(
  JSON.stringify({ documents, shards, corpusBytes, trained, merged, tree, dumped, whole, same }, undefined, 1),
);
if (!same) throw new Error(`the bytes differ: ${digests.join(", ")}`);

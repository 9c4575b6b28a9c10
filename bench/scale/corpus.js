// @ts-check
/**
 * Writes NDJSON shards of a corpus of any size whose vocabulary grows as in real text.
 *
 *     node bench/scale/corpus.js <folder> [<documents> [<shards> [<seed> [<categories>]]]]
 *
 * Default: 1,000,000 documents of 2 kB on average, 64 shards, seed 1, 20 categories. The documents of a corpus are the same in
 * any number of shards: document i goes to shard i mod shards. A smaller corpus has the first documents of a larger one.
 *
 * Nearly half of the words are stop words. The others follow an unbounded Zipf law (P(rank) ~ rank^-s), so that new ones keep
 * coming (Heaps' law, exponent 1/s). A third of them come from a law of the document's own category.
 */

import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Exponent of Zipf's law. */
const S = 1.35;
const STOP_SHARE = 0.45;
const OWN_SHARE = 0.33;
/** Words per document are log-normal. */
const MEAN_LOG_WORDS = Math.log(390);
const DEVIATION_LOG_WORDS = 0.7;
const STOP_WORDS =
  "the to of and a in is that it for you this on be have are not with as or if but from by at was they we".split(" ");
const PIECE_BYTES = 1 << 20;

const [folder, ...numbers] = process.argv.slice(2);
const [documents = 1_000_000, shards = 64, seed = 1, categories = 20] = numbers.map(Number);
if (folder === undefined)
  throw new Error("usage: node bench/scale/corpus.js <folder> [<documents> [<shards> [<seed> [<categories>]]]]");

/** A number from 0 to below 1: mulberry32 by Tommy Ettinger. */
let state = seed >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

/** A rank of at least 1, by rejection (Devroye, Non-Uniform Random Variate Generation, 1986, X.6.1). */
const B = 2 ** (S - 1);
function zipf() {
  for (;;) {
    const x = Math.floor((1 - random()) ** (-1 / (S - 1)));
    const t = (1 + 1 / x) ** (S - 1);
    if (x < 2 ** 40 && (random() * x * (t - 1)) / (B - 1) <= t / B) return x;
  }
}

/** A normal variable (Box & Muller). */
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";

/** A pronounceable word, different for each rank and each start. */
function wordOf(rank, start) {
  let word = start;
  for (let rest = rank; rest > 0; rest = Math.floor(rest / 70)) {
    word += CONSONANTS[(rest % 70) % 14] + VOWELS[Math.floor((rest % 70) / 14)];
  }
  return word;
}

/** What the words of a category begin with: one or more pairs of a vowel and a consonant. */
function startOf(category) {
  const start = VOWELS[category % 5] + CONSONANTS[Math.floor(category / 5) % 14];
  return category < 70 ? start : start + startOf(Math.floor(category / 70) - 1);
}

function textOf(category) {
  const words = [];
  const n = Math.max(1, Math.round(Math.exp(MEAN_LOG_WORDS + DEVIATION_LOG_WORDS * normal())));
  const own = startOf(category);
  for (let i = 0; i < n; i++) {
    const u = random();
    if (u < STOP_SHARE) words.push(STOP_WORDS[Math.floor(STOP_WORDS.length * random() ** 2)]);
    else words.push(wordOf(zipf(), u < STOP_SHARE + OWN_SHARE * (1 - STOP_SHARE) ? own : ""));
  }
  return words.join(" ");
}

mkdirSync(folder, { recursive: true });
const digits = String(shards - 1).length;
const files = Array.from({ length: shards }, (_, i) => ({
  descriptor: openSync(join(folder, `${String(i).padStart(digits, "0")}.ndjson`), "w"),
  waiting: "",
}));
let bytes = 0;
for (let i = 0; i < documents; i++) {
  const category = Math.floor(random() * categories);
  const file = files[i % shards];
  file.waiting += `{"label":"category.${String(category).padStart(2, "0")}","text":"${i} ${textOf(category)}"}\n`;
  if (file.waiting.length < PIECE_BYTES) continue;
  bytes += writeSync(file.descriptor, file.waiting);
  file.waiting = "";
}
for (const { descriptor, waiting } of files) {
  bytes += writeSync(descriptor, waiting);
  closeSync(descriptor);
}
console.error(`${folder}: ${documents} documents, ${shards} shards, ${(bytes / 1e6).toFixed(1)} MB`);

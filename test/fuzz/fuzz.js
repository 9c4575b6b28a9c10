// @ts-check
/**
 * Passes damaged files (models, counts, dumps of scikit-learn) to the package and checks that it rejects them as documented or
 * works.
 *
 *     npm run fuzz -- [--minutes <minutes>] [--seed <seed>]
 *
 * Runs for some minutes (default 1) from a random or a given seed. The same seed gives the same files in the same order. At
 * the first defect it leaves the file in a temporary folder, prints how to repeat it, and exits with 1. At the end it prints
 * how many files had which outcome.
 */

import { randomInt } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";

const MAX_FILE_BYTES = 4 << 20;
/** A file that takes this long makes the package hang; one that is merely slow ends by itself. */
const HANGS_MILLISECONDS = 20_000;

const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
const minutes = Number(values.minutes ?? 1);
const seed = Number(values.seed ?? randomInt(1, 2 ** 30));
if (!(minutes > 0)) throw new RangeError(`--minutes ${values.minutes}: give a number above 0`);
if (!(Number.isSafeInteger(seed) && seed >= 1 && seed <= 2 ** 30)) {
  throw new RangeError(`--seed ${values.seed}: give a whole number from 1 to 2^30`);
}

const inHand = {
  turns: new Int32Array(new SharedArrayBuffer(4)),
  /** Of the name and of the content, then the seed of the round. */
  sizes: new Int32Array(new SharedArrayBuffer(12)),
  name: new Uint8Array(new SharedArrayBuffer(1000)),
  content: new Uint8Array(new SharedArrayBuffer(MAX_FILE_BYTES)),
};
console.error(`fuzzing for ${minutes} min from seed ${seed}`);
const start = performance.now();
const worker = new Worker(new URL("worker.js", import.meta.url), {
  workerData: { seed, minutes, inHand },
  resourceLimits: { maxOldGenerationSizeMb: 512 },
});
worker.on("message", ({ failure, rounds, tally }) => {
  if (failure !== undefined) fail(failure);
  print(tally);
  const seconds = Math.round((performance.now() - start) / 1000);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`${rounds} rounds from seed ${seed} in ${seconds} s, ${megabytes} MiB at most: no defect`);
});
worker.on("error", (error) => fail(error.stack));

let seen = -1;
setInterval(() => {
  const now = Atomics.load(inHand.turns, 0);
  if (now === seen && now > 0) fail("it hangs");
  seen = now;
}, HANGS_MILLISECONDS).unref();

/** Saves the current file and exits. */
function fail(what) {
  const [nameBytes, contentBytes, failed] = inHand.sizes;
  const file = join(mkdtempSync(join(tmpdir(), "newsgroups-fuzz-")), "failing");
  writeFileSync(file, inHand.content.slice(0, contentBytes));
  const name = Buffer.from(inHand.name.slice(0, nameBytes)).toString();
  console.error(
    `seed ${failed}: ${what}\nthe file, made of ${name}: ${file}\nto repeat: npm run fuzz -- --seed ${failed}`,
  );
  process.exit(1);
}

function print(tally) {
  const total = new Map();
  for (const [kind, outcomes] of tally) {
    console.log(`${kind.padEnd(60)} ${summary(outcomes)}`);
    for (const [outcome, times] of outcomes) total.set(outcome, (total.get(outcome) ?? 0) + times);
  }
  console.log(`${"all".padEnd(60)} ${summary(total)}`);
}

/** The total, then the number per outcome, most frequent first. */
function summary(outcomes) {
  const all = [...outcomes.values()].reduce((sum, times) => sum + times, 0);
  const parts = [...outcomes].sort(([, a], [, b]) => b - a).map(([outcome, times]) => `${outcome} ${times}`);
  return `${String(all).padStart(9)}  ${parts.join(", ")}`;
}

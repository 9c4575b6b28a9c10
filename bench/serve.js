// @ts-check
/**
 * The benchmark of the server: compares `newsgroups serve` with the alternatives, sends it what the internet sends, and
 * writes bench/SERVING.md.
 *
 *     npm run bench:serve [-- [--corpus <archive or folder>] [--seconds <n>] [--rounds <n>] [--requests <n>] [--seed <n>] [part ...]]
 *
 * Runs all parts unless some are named; SERVING.md keeps the sections of the others. --seconds is the length of each load,
 * --rounds limits the counted rounds, --requests and --seed are for the random part. Prints tables on standard output and
 * progress on standard error. Exits with 1 if a request fails, or anything else that must not. A missed goal shows only in
 * its table.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { layOut } from "./corpus.js";
import { renewed } from "./report.js";
import { balanced } from "./serving/balanced.js";
import { heading } from "./serving/heading.js";
import { load } from "./serving/load.js";
import { random } from "./serving/random.js";
import { soak } from "./serving/soak.js";

const PARTS = [load, soak, random, balanced];
const SERVING = fileURLToPath(new URL("SERVING.md", import.meta.url));
const CORPUS = fileURLToPath(new URL("../../shared/corpus/20news-bydate-train.tar.gz", import.meta.url));
const NUMBERS = ["seconds", "rounds", "requests", "seed"];

const tell = (line) => process.stderr.write(`${line}\n`);

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      corpus: { type: "string", default: CORPUS },
      ...Object.fromEntries(NUMBERS.map((name) => [name, { type: "string" }])),
    },
  });
  const unknown = positionals.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined) {
    throw new Error(`unknown part "${unknown}"; expected one of ${PARTS.map(({ name }) => name).join(", ")}`);
  }
  const numbers = NUMBERS.filter((name) => values[name] !== undefined).map(
    (name) => /** @type {const} */ ([name, Number(values[name])]),
  );
  const wrong = numbers.find(([, number]) => !(Number.isSafeInteger(number) && number >= 1));
  if (wrong) throw new Error(`--${wrong[0]} ${values[wrong[0]]}: give a whole number of at least 1`);
  const parts = positionals.length === 0 ? PARTS : PARTS.filter(({ name }) => positionals.includes(name));
  return { path: values.corpus, numbers: Object.fromEntries(numbers), parts };
}

async function serve({ path, numbers, parts }) {
  const folder = mkdtempSync(join(tmpdir(), "newsgroups-serving-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  // An interrupted run stops its servers and deletes its folder too.
  for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  const needsCorpus = parts.some(({ usesCorpus, missing }) => usesCorpus && !missing);
  const corpus = needsCorpus ? await layOut(path, folder) : undefined;
  for (const part of parts) {
    tell(`${part.name}: ${part.title}`);
    const { text, faults } = part.missing
      ? { text: `Skipped: ${part.missing}.`, faults: [] }
      : await part.run({ corpus, folder, tell, ...numbers });
    for (const fault of faults) tell(`bench:serve: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
    // The first line says what failed, the rest are examples.
    const section = [text.trim(), ...faults.map((fault) => `**Failed:** ${fault.split("\n")[0]}`)].join("\n\n");
    console.log(`## ${part.title}\n\n${section}\n`);
    // Written after each part: all of them take long, and a later one may fail.
    const old = existsSync(SERVING) ? readFileSync(SERVING, "utf8") : "";
    const order = PARTS.map(({ title }) => title);
    writeFileSync(SERVING, renewed(old, heading(), new Map([[part.title, section]]), order));
  }
}

let chosen;
try {
  chosen = options();
} catch (error) {
  tell(`bench:serve: ${error.message}`);
  process.exit(2);
}
try {
  await serve(chosen);
} catch (error) {
  tell(`bench:serve: ${error.message}`);
  process.exitCode = 1;
}
// Stops whatever still runs, and does not wait for what was left open.
process.exit();

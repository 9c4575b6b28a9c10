// @ts-check
/**
 * The benchmark of the server: measures `newsgroups serve` beside what its users would otherwise run, tries it with what
 * the internet sends, and writes bench/SERVING.md.
 *
 *     npm run bench:serve [-- [--corpus <archive or folder>] [--seconds <n>] [--rounds <n>] [--requests <n>] [--seed <n>] [part ...]]
 *
 * Without parts all of them; of parts that are not run SERVING.md keeps what it had. --seconds: of each load, --rounds: at
 * most so many counted rounds, --requests and --seed: of the random ones. Tables on standard output, progress on standard
 * error. Exit code 1 if something failed that must not, such as a request; a goal that is not met only stands in its table.
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
    throw new Error(`no part "${unknown}"; the parts: ${PARTS.map(({ name }) => name).join(", ")}`);
  }
  const numbers = NUMBERS.filter((name) => values[name] !== undefined).map(
    (name) => /** @type {const} */ ([name, Number(values[name])]),
  );
  const wrong = numbers.find(([, number]) => !(Number.isSafeInteger(number) && number >= 1));
  if (wrong) throw new Error(`--${wrong[0]} ${values[wrong[0]]}: a whole number from 1 on expected`);
  const parts = positionals.length === 0 ? PARTS : PARTS.filter(({ name }) => positionals.includes(name));
  return { path: values.corpus, numbers: Object.fromEntries(numbers), parts };
}

async function serve({ path, numbers, parts }) {
  const folder = mkdtempSync(join(tmpdir(), "newsgroups-serving-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  // So that an interrupted run tidies up as well: what it started is stopped at the exit.
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
    // The first line says what failed, the others show examples.
    const section = [text.trim(), ...faults.map((fault) => `**Failed:** ${fault.split("\n")[0]}`)].join("\n\n");
    console.log(`## ${part.title}\n\n${section}\n`);
    // After each part, for the whole takes long and a later part may fail.
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
// Whatever still runs is stopped at the exit; nothing that was left open is to hold it up.
process.exit();

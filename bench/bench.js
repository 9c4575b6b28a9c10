// @ts-check
/**
 * The benchmark: compares newsgroups with the alternatives and writes bench/RESULTS.md.
 *
 *     npm run bench [-- [--corpus <archive or folder>] [--corpora <folder>] [--rounds <number>] [part ...]]
 *
 * Runs all parts unless some are named; RESULTS.md keeps the sections of the others. --corpora is for the part of that name:
 * a folder with NAME-train.ndjson.gz and NAME-judge.ndjson.gz for each corpus. --rounds limits the counted runs of each
 * command, for a quick look. Prints tables on standard output and progress on standard error.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CORPORA, pairsIn } from "./corpora/pairs.js";
import { layOut } from "./corpus.js";
import { growth } from "./growth.js";
import { hostile } from "./hostile.js";
import { heading } from "./machine.js";
import { micro } from "./micro.js";
import { batch } from "./parts/batch.js";
import { corpora } from "./parts/corpora.js";
import { importing } from "./parts/import.js";
import { lines } from "./parts/lines.js";
import { model } from "./parts/model.js";
import { predict } from "./parts/predict.js";
import { train } from "./parts/train.js";
import { renewed } from "./report.js";
import { stream } from "./stream.js";

const PARTS = [train, batch, predict, model, corpora, lines, micro, growth, stream, hostile, importing];
const RESULTS = fileURLToPath(new URL("RESULTS.md", import.meta.url));
const CORPUS = fileURLToPath(new URL("../../shared/corpus/20news-bydate-train.tar.gz", import.meta.url));

const tell = (line) => process.stderr.write(`${line}\n`);

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      corpus: { type: "string", default: CORPUS },
      corpora: { type: "string", default: existsSync(CORPORA) ? CORPORA : undefined },
      rounds: { type: "string" },
    },
  });
  const unknown = positionals.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined) {
    throw new Error(`unknown part "${unknown}"; expected one of ${PARTS.map(({ name }) => name).join(", ")}`);
  }
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(rounds >= 1)) throw new Error(`--rounds ${values.rounds}: give a number of at least 1`);
  const parts = positionals.length === 0 ? PARTS : PARTS.filter(({ name }) => positionals.includes(name));
  // Without a folder of corpora that part has the 20 Newsgroups alone.
  return { corpus: values.corpus, pairs: values.corpora === undefined ? [] : pairsIn(values.corpora), rounds, parts };
}

async function bench({ corpus: path, pairs, rounds, parts }) {
  const folder = mkdtempSync(join(tmpdir(), "newsgroups-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  // An interrupted run deletes its folder too.
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  const corpus = await layOut(path, folder);
  for (const part of parts) {
    tell(`${part.name}: ${part.title}`);
    const text = await part.run({ corpus, pairs, folder, tell, rounds });
    console.log(`## ${part.title}\n\n${text.trim()}\n`);
    // Written after each part: all of them take long, and a later one may fail.
    const old = existsSync(RESULTS) ? readFileSync(RESULTS, "utf8") : "";
    const order = PARTS.map(({ title }) => title);
    writeFileSync(RESULTS, renewed(old, heading(), new Map([[part.title, text]]), order));
  }
}

let chosen;
try {
  chosen = options();
} catch (error) {
  tell(`bench: ${error.message}`);
  process.exit(2);
}
try {
  await bench(chosen);
} catch (error) {
  tell(`bench: ${error.message}`);
  process.exitCode = 1;
}

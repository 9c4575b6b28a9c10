// @ts-check
/**
 * The thread that does the fuzzing: rounds of damaged files, each checked by the oracle within limits of time and memory.
 *
 * A round depends on its seed alone, and the next round has the next seed, so `--seed N` begins with the round that failed.
 * The current file is in shared memory, so that `fuzz.js` has it if this thread hangs or dies.
 */

import { parentPort, workerData } from "node:worker_threads";
import fc from "fast-check";
import { countsBombs, headerBombs } from "./bombs.js";
import { corpusChanges, examineCorpus, HOSTILE_CORPORA, makeCorpora } from "./corpora.js";
import { dumpBombs } from "./dumps/bombs.js";
import { dumpChanges } from "./dumps/changes.js";
import { makeDumps, makeImported } from "./dumps/files.js";
import { sharedBombs } from "./dumps/shared.js";
import { makeFiles } from "./files.js";
import { examineDump, examineImported } from "./imported.js";
import { Defect, examineArtifact, examineCounts } from "./oracle.js";
import { structured } from "./structured.js";
import { examineText, HOSTILE, makeTexts, textChanges } from "./texts.js";
import { changes, visits } from "./visits.js";

const MAX_MILLISECONDS = 1000;
const MAX_BYTES = 100e6;
/** A busy machine is no defect: what took too long is tried again this many times. */
const MORE_TURNS = 3;
/** There are hundreds of dumps, and some models that were imported: they take turns. */
const [DUMPS_A_ROUND, IMPORTED_A_ROUND, TEXTS_A_ROUND, CORPORA_A_ROUND] = [5, 3, 2, 2];

/** The oracle of each format. */
const EXAMINE = {
  artifact: examineArtifact,
  imported: examineImported,
  counts: (bytes) => examineCounts(bytes, others),
  dump: (bytes, dump) => examineDump(dump.withOthers(bytes)),
  text: examineText,
  corpus: examineCorpus,
};

const { seed: firstSeed, minutes, inHand } = workerData;
const end = performance.now() + minutes * 60_000;
const files = await makeFiles();
const dumps = await makeDumps();
const imported = await makeImported(dumps);
const texts = makeTexts();
const corpora = makeCorpora();
const tinyDumps = dumps.filter(({ tiny }) => tiny);
const others = files.find(({ format }) => format === "counts").bytes;
const tally = new Map();
// Most of the time goes into errors, and most of that into stack traces.
Error.stackTraceLimit = 4;
let seed = firstSeed;
let peak = peakMemory();

try {
  do {
    await round();
    seed++;
  } while (performance.now() < end);
  parentPort.postMessage({ rounds: seed - firstSeed, tally });
} catch (error) {
  if (!(error instanceof Defect)) throw error;
  parentPort.postMessage({ failure: error.message });
}

async function round() {
  for (const [i, file] of files.entries()) await roundOf(file, i, files);
  for (const [i, file] of inTurn(imported, IMPORTED_A_ROUND)) await roundOf(file, files.length + i, imported);
  const [[, tiny]] = inTurn(tinyDumps, 1);
  for (const content of new Set([tiny.bytes, tiny.pickle ?? tiny.bytes])) {
    // As many rounds later it is visited again, with the next changes.
    for (const [change, bytes] of changes(content, Math.ceil(seed / tinyDumps.length))) {
      await examine(tiny, change, bytes);
    }
  }
  for (const [i, dump] of inTurn(dumps, DUMPS_A_ROUND)) {
    for (const [change, arbitrary, build] of await dumpChanges(dump, dumps)) {
      await search(dump, files.length + imported.length + i, change, arbitrary, build);
    }
  }
  for (const [i, text] of inTurn(texts, TEXTS_A_ROUND)) {
    for (const [change, arbitrary, build] of textChanges(text, texts)) await search(text, i, change, arbitrary, build);
  }
  await search({ ...texts[0], costly: true }, texts.length, ...HOSTILE);
  for (const [i, file] of inTurn(corpora, CORPORA_A_ROUND)) {
    for (const [change, arbitrary, build] of corpusChanges(file, corpora))
      await search(file, i, change, arbitrary, build);
  }
  await search({ ...inTurn(corpora, 1)[0][1], costly: true }, corpora.length, ...HOSTILE_CORPORA);
  if (seed % 8 === 1) {
    for (const [change, bytes] of dumpBombs()) await examine(dumps[0], change, bytes);
    for await (const [change, bytes] of sharedBombs(dumps)) await examine(dumps[0], change, bytes);
  }
}

/** @param others files of the same kind, to take parts from. */
async function roundOf(file, i, others) {
  if (file.tiny) for (const [change, bytes] of visits(file.bytes, seed)) await examine(file, change, bytes);
  if (file.tiny && seed % 8 === 1) {
    for (const [change, bytes] of headerBombs(file.bytes)) await examine(file, change, bytes);
    if (file.format === "counts") for (const [, bytes] of countsBombs(file.bytes)) await examine(file, "bomb", bytes);
  }
  for (const [change, arbitrary, build] of structured(file, others)) await search(file, i, change, arbitrary, build);
}

/** Those whose turn it is in this round, each with its index. */
function inTurn(all, count) {
  return Array.from({ length: count }, (_, i) => (seed * count + i) % all.length).map((i) => [i, all[i]]);
}

/** Tries some values, and shrinks the first that fails. */
async function search(file, i, change, arbitrary, build) {
  const property = fc.asyncProperty(arbitrary, (value) => examine(file, change, build(value)));
  const numRuns = file.costly ? 10 : 100;
  const result = await fc.check(property, { seed: Math.imul(seed, 1000) + i, numRuns });
  if (!result.failed) return;
  // The simplest file must be the current one.
  await examine(file, change, build(result.counterexample[0]));
  throw result.errorInstance;
}

async function examine(file, change, bytes) {
  const kind = `${file.name}: ${change}`;
  hold(kind, bytes);
  let took = Number.POSITIVE_INFINITY;
  let outcome;
  for (let turn = 0; turn <= MORE_TURNS && took > MAX_MILLISECONDS; turn++) {
    const before = process.memoryUsage.rss();
    const start = performance.now();
    const used = process.cpuUsage();
    outcome = await EXAMINE[file.format](bytes, file);
    const { user, system } = process.cpuUsage(used);
    took = Math.min(took, performance.now() - start, (user + system) / 1000);
    const reached = peakMemory();
    if (reached > peak && reached - before > MAX_BYTES) {
      throw new Defect(`${kind}: took ${Math.round((reached - before) / 1e6)} MB more memory`);
    }
    peak = reached;
  }
  if (took > MAX_MILLISECONDS) throw new Defect(`${kind}: took ${Math.round(took)} ms`);
  const group = `${file.group ?? file.name}: ${change}`;
  const outcomes = tally.get(group) ?? new Map();
  tally.set(group, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
}

/** Shows `fuzz.js` the current file, and that work goes on. */
function hold(kind, bytes) {
  const { turns, sizes, name, content } = inHand;
  sizes[0] = new TextEncoder().encodeInto(kind, name).written;
  sizes[2] = seed;
  sizes[1] = Math.min(bytes.length, content.length);
  content.set(bytes.subarray(0, content.length));
  Atomics.add(turns, 0, 1);
}

/** The process's peak memory in bytes. */
function peakMemory() {
  return process.resourceUsage().maxRSS * 1024;
}

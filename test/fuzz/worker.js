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
import { byteEdits, editedBytes, splice, spliced } from "./byte-edits.js";
import { makeFiles, putTogether, tableOf, takeApart } from "./files.js";
import { editedHeader, headerEdit } from "./header-edits.js";
import { Defect, examineArtifact, examineCounts } from "./oracle.js";
import { editedSections, editedVarints, sectionEdit, varintEdit } from "./section-edits.js";
import { visits } from "./visits.js";

const MAX_MILLISECONDS = 1000;
const MAX_BYTES = 100e6;
/** A busy machine is no defect: what took too long is tried again this many times. */
const MORE_TURNS = 3;

const { seed: firstSeed, minutes, inHand } = workerData;
const end = performance.now() + minutes * 60_000;
const files = await makeFiles();
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
  for (const [i, file] of files.entries()) {
    if (file.tiny) for (const [change, bytes] of visits(file.bytes, seed)) await examine(file, change, bytes);
    if (file.tiny && seed % 8 === 1) {
      for (const [change, bytes] of headerBombs(file.bytes)) await examine(file, change, bytes);
      if (file.format === "counts") for (const [, bytes] of countsBombs(file.bytes)) await examine(file, "bomb", bytes);
    }
    for (const [change, arbitrary, build] of structured(file)) await search(file, i, change, arbitrary, build);
  }
}

/** Changes that know the format: `[name, arbitrary, function from its values to bytes]`. */
function structured(file) {
  const parts = takeApart(file.bytes);
  const donors = files.filter(({ format }) => format === file.format).map(({ bytes }) => takeApart(bytes).sections);
  const layout = fc.record({
    table: often(),
    repair: fc.record({ length: often(), alignment: often(), digest: often() }),
  });
  const rebuilt = (sections, headerEdits, { table, repair }) => {
    const header = table ? { ...parts.header, sections: tableOf(sections) } : parts.header;
    return putTogether({ prefix: parts.prefix, sections }, editedHeader(header, headerEdits), repair);
  };
  const edits = (edit, minLength, maxLength) => fc.array(edit, { minLength, maxLength });
  const kinds = [
    ["bytes", byteEdits, (value) => editedBytes(file.bytes, value)],
    ["splice", splice, (value) => spliced(file.bytes, files[value.other % files.length].bytes, value)],
    ["header", fc.tuple(edits(headerEdit, 1, 3), layout), ([header, how]) => rebuilt(parts.sections, header, how)],
    [
      "sections",
      fc.tuple(edits(sectionEdit, 1, 4), edits(headerEdit, 0, 1), layout),
      ([sections, header, how]) => rebuilt(editedSections(parts.sections, sections, donors), header, how),
    ],
  ];
  if (file.format === "counts") {
    kinds.push([
      "varints",
      fc.tuple(edits(varintEdit, 1, 4), edits(headerEdit, 0, 2), layout),
      ([varints, header, how]) => rebuilt(editedVarints(parts.sections, varints), header, how),
    ]);
  }
  return kinds;
}

/** True nine times out of ten, so that most files pass the first checks. */
function often() {
  return fc.nat({ max: 9 }).map((n) => n > 0);
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
  const before = process.memoryUsage.rss();
  let took = Number.POSITIVE_INFINITY;
  let outcome;
  for (let turn = 0; turn <= MORE_TURNS && took > MAX_MILLISECONDS; turn++) {
    const start = performance.now();
    const used = process.cpuUsage();
    outcome = file.format === "artifact" ? examineArtifact(bytes) : await examineCounts(bytes, others);
    const { user, system } = process.cpuUsage(used);
    took = Math.min(took, performance.now() - start, (user + system) / 1000);
  }
  if (took > MAX_MILLISECONDS) throw new Defect(`${kind}: took ${Math.round(took)} ms`);
  const reached = peakMemory();
  if (reached > peak && reached - before > MAX_BYTES) {
    throw new Defect(`${kind}: took ${Math.round((reached - before) / 1e6)} MB more memory`);
  }
  peak = reached;
  const outcomes = tally.get(kind) ?? new Map();
  tally.set(kind, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
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

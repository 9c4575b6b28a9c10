// @ts-check
/** The micro-benchmark: each step of a prediction, in process, by tinybench. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { markdownTable } from "markdown-table";
import { Bench } from "tinybench";
import { TermFinder } from "../dist/core/models/linear/term-finder.js";
import { Lexer } from "../dist/core/text/lexer.js";
import { partsOf, walkTerms } from "../dist/core/text/terms.js";
import { load, readCorpus } from "../dist/index.js";
import { DocumentVector } from "../dist/train/collect/document-vector.js";
import { embeddedArrays } from "./embedded.js";
import { EMBEDDED } from "./newsgroups.js";
import { latencyOf, median } from "./statistics.js";

const SHORT = "computer cpu memory ram";
const MAX_SHORT = 1;
/** The goal for real messages is about messages of this many bytes, close to the corpus's mean. */
const [MIN_SIZE, MAX_SIZE] = [1700, 2100];
const MAX_MESSAGE = 25;
const MAX_LOAD = 3000;
/** Every tenth message is used. The corpus is ordered by category. */
const NTH = 10;
/** Number of fresh processes that time their first call of load. */
const COLD_RUNS = 11;

export const micro = {
  name: "micro",
  title: "In process: lexer, features, scorer, load",
  async run({ corpus, tell }) {
    const messages = await sample(corpus);
    const mediumSized = messages.filter(({ bytes }) => bytes >= MIN_SIZE && bytes <= MAX_SIZE);
    const [all, some] = [kilobytes(messages), kilobytes(mediumSized)];
    const classifier = load();
    const bytes = readFileSync(EMBEDDED);
    const ops = [
      { what: `lexer, ${messages.length} messages`, run: () => lex(messages), per: messages.length, kB: all },
      {
        what: "features of them",
        run: featuresOf(messages, new TermFinder(embeddedArrays())),
        per: messages.length,
        kB: all,
      },
      { what: "predict a short text", run: () => classifier.predict(SHORT), per: 1, max: MAX_SHORT },
      { what: "predict a message, all of them", run: () => predictAll(messages), per: messages.length, kB: all },
      {
        what: `predict a message of ${(some / mediumSized.length).toFixed(2)} kB (${mediumSized.length} of ${MIN_SIZE} to ${MAX_SIZE} bytes)`,
        run: () => predictAll(mediumSized),
        per: mediumSized.length,
        kB: some,
        max: MAX_MESSAGE,
      },
      { what: "load the embedded model", run: () => load(), per: 1, max: MAX_LOAD },
      { what: "load it as a foreign one, file", run: () => load(readFileSync(EMBEDDED)), per: 1, max: MAX_LOAD },
      { what: "load it as a foreign one, bytes", run: () => load(bytes), per: 1, max: MAX_LOAD },
    ];
    function predictAll(texts) {
      for (const { text } of texts) classifier.predict(text);
    }
    const bench = new Bench({ time: 1500, warmupTime: 500, iterations: 30, throws: true });
    for (const { what, run } of ops) bench.add(what, run);
    bench.addEventListener("cycle", ({ task }) => tell(`  ${task.name}`));
    await bench.run();
    const rows = ops.map((op) => row(op, latencyOf(bench, op.what)));
    rows.push(...[true, false].map((own) => coldRow(own, tell)));
    return text(rows, messages.length, all);
  },
};

/** Every tenth message, the same each time. */
async function sample(corpus) {
  const messages = [];
  let i = 0;
  for await (const { text, bytes } of readCorpus(corpus)) if (i++ % NTH === 0) messages.push({ text, bytes });
  return messages;
}

const kilobytes = (messages) => messages.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;

function lex(messages) {
  let forms = 0;
  const lexer = new Lexer();
  for (const { text } of messages) {
    lexer.open(text);
    while (lexer.next()) forms += lexer.length;
  }
  return forms;
}

/**
 * What training does with a text, except counting: lexing, word lookup, bigrams, and the document's vector.
 *
 * @param {{text: string}[]} messages
 * @param {TermFinder} vocabulary
 */
function featuresOf(messages, vocabulary) {
  const lexer = new Lexer();
  const vector = new DocumentVector();
  let sum = 0;
  const take = (_first, _second, contribution) => {
    sum += contribution;
  };
  return () => {
    for (const { text } of messages) {
      walkTerms(partsOf(text), lexer, vocabulary, vector);
      vector.drain(take);
    }
    return sum;
  };
}

/**
 * One row: microseconds per text, from tinybench's milliseconds for all of them.
 *
 * @param {{what: string, per: number, kB?: number, max?: number}} op
 */
function row({ what, per, kB, max }, { p50, p75, p99 }) {
  const [middle, upper, highest] = [p50, p75, p99].map((milliseconds) => (milliseconds * 1000) / per);
  const speed = kB ? ((middle * per) / kB).toFixed(2) : "";
  const rate = kB ? (kB / (middle * per)) * 1000 : 0;
  return [what, µs(middle), `${µs(upper)} / ${µs(highest)}`, speed, kB ? rate.toFixed(1) : "", ...goal(middle, max)];
}

/** The first call of `load` in a process, before anything is compiled. */
function coldRow(own, tell) {
  const library = pathToFileURL(EMBEDDED).href.replace("data/20newsgroups.model", "dist/index.js");
  const script = `import { load } from ${JSON.stringify(library)};
    import { readFileSync } from "node:fs";
    const start = performance.now();
    load(${own ? "" : `readFileSync(${JSON.stringify(EMBEDDED)})`});
    console.log(performance.now() - start);`;
  const runs = Array.from({ length: COLD_RUNS }, () => {
    return Number(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" })) * 1000;
  });
  const what = `first load in a process, ${own ? "embedded" : "foreign"}`;
  tell(`  ${what}`);
  const spread = `${µs(Math.min(...runs))}–${µs(Math.max(...runs))} (least–greatest)`;
  return [what, µs(median(runs)), spread, "", "", ...goal(median(runs), MAX_LOAD)];
}

const µs = (value) => value.toFixed(value < 10 ? 2 : value < 1000 ? 1 : 0);

const goal = (value, max) => (max === undefined ? ["", ""] : [`≤ ${max}`, value <= max ? "yes" : "**no**"]);

function text(rows, messages, kB) {
  const head = ["what", "µs, median", "p75 / p99", "µs a kB", "MB/s", "goal, µs", "met?"];
  const align = ["l", "r", "r", "r", "r", "r", "l"];
  return `Times per text (or per load) in µs, by tinybench in one process; kB are 1,000 bytes. The messages are every ${NTH}th of the
corpus: ${messages} whole messages of ${(kB / messages).toFixed(2)} kB on average. Their time is that of all, divided by their number. Features are terms
and their weights, with words looked up in the embedded model. Every load checks the digest; loading a foreign model also
checks its arrays.

${markdownTable([head, ...rows], { align })}`;
}

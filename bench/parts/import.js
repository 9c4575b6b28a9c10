// @ts-check
/** Imported models: the same answers as Python's, and what it takes to import, load, predict with and serve them. */

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { messages } from "../corpus.js";
import { equalityChecks } from "../importing/equality.js";
import { servingRows } from "../importing/serving.js";
import { compare, outputOf, runOnce } from "../measure.js";
import { newsgroups } from "../newsgroups.js";
import { importPeer, modelOf, originals } from "../peers.js";
import { table, thousands } from "../report.js";
import { median } from "../statistics.js";

const TEXT = "computer cpu memory ram";
const NODE = "node -e 0";
const IN_PROCESS = fileURLToPath(new URL("../importing/in-process.js", import.meta.url));
const IN_PROCESS_ROUNDS = 5;

const MAX_MEMORY = 1.5;
const MAX_SHARE = 1 / 5;
/** Microseconds. */
const MAX = { short: 5, medium: 80 };

export const importing = {
  name: "import",
  title: "Imported models: scikit-learn's answers without Python",
  async run(context) {
    const { tutorial, svc } = originals;
    if (tutorial.missing) return `Skipped: ${tutorial.missing}.`;
    const texts = join(context.folder, "texts.json");
    if (!existsSync(texts)) await runOnce(importPeer("texts", context.corpus, texts), context.folder);
    const sections = [];
    for (const [peer, pipeline] of /** @type {const} */ ([
      [tutorial, "`TfidfVectorizer()` and `MultinomialNB()`, the tutorial's"],
      [svc, "`TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)` and `LinearSVC()`"],
    ])) {
      const dump = await modelOf(peer, context);
      const model = `${dump}.model`;
      context.tell(`  importing ${peer.side}`);
      await runOnce({ argv: newsgroups("import", dump, "-o", model) }, context.folder);
      sections.push(`### ${pipeline}\n\n${await tablesOf(peer, { dump, model, texts }, context)}`);
    }
    return [HOW, ...sections].join("\n\n");
  },
};

const HOW = `Both pipelines are trained on the whole corpus and saved with \`joblib.dump((pipeline, target_names), file)\`. Equality: the category
of each text, and the largest relative difference of probabilities above 1e-300; of decision values, relative to the text's largest.
In process: microseconds a text, one after the other, by \`classifier.predict(text)\` and \`pipeline.predict([text])\`; medians of processes
that run in turn. Requests: medians of loads in turn, each server on the first core and wrk on the second.`;

async function tablesOf(peer, files, context) {
  const { dump, model, texts } = files;
  context.tell(`  answers of ${peer.side}`);
  await runOnce(importPeer("answers", dump, texts, `${dump}.answers`), context.folder);
  const equality = equalityChecks(model, JSON.parse(readFileSync(texts, "utf8")), `${dump}.answers`);
  const rows = processRows(peer, files, context);
  const tallies = await compare(rows, context);
  addMemory(rows, tallies);
  addPerMessage(rows, tallies, context);
  return table(
    [
      { work: "same answers", side: "newsgroups, imported", checks: equality },
      sizeRow(peer, files),
      ...rows,
      ...(await inProcessRows(peer, files, context)),
      ...(peer === originals.tutorial ? await servingRows(model, context) : []),
    ],
    tallies,
  );
}

/** Of what a file of the LinearSVC holds nothing can be left out: all its weights differ. */
function sizeRow(peer, { dump, model }) {
  const [own, other] = [model, dump].map((path) => statSync(path).size);
  const share = own / other;
  const goal = peer === originals.tutorial ? { goal: "≤ 1/5", met: share <= MAX_SHARE } : {};
  const measured = `${(own / 1e6).toFixed(1)} MB, ${share.toFixed(2)} × the dump's ${(other / 1e6).toFixed(1)} MB`;
  return { work: "file", side: "newsgroups, imported", checks: [{ measured, ...goal }] };
}

/** Whole processes. @returns {import("../report.js").Row[]} */
function processRows({ batch, one }, { dump, model }, { corpus, folder }) {
  const paths = messages(corpus);
  return [
    {
      work: "importing",
      side: "newsgroups import",
      command: { argv: newsgroups("import", dump, "-o", join(folder, "again.model")) },
      goals: [{ over: "joblib.load", atMost: 1 }],
    },
    { work: "", side: "joblib.load", command: importPeer("load", dump) },
    { work: "nothing", side: NODE, command: { argv: [process.execPath, "-e", "0"] } },
    {
      work: `"${TEXT}"`,
      side: "newsgroups predict",
      command: { argv: newsgroups("predict", "-m", model, TEXT) },
      goals: [{ over: NODE, atMost: 1.6 }, { over: "scikit-learn" }],
    },
    { work: "", side: "scikit-learn", command: one(dump, { text: TEXT }) },
    {
      work: `${thousands(paths.length)} messages → categories`,
      side: "newsgroups predict --file",
      command: { argv: newsgroups("predict", "-m", model, "--file", ...paths), cwd: corpus },
      goals: [{ over: "scikit-learn, messages", atMost: 0.5 }],
    },
    { work: "", side: "scikit-learn, messages", command: batch(dump, corpus, join(folder, "answers.txt")) },
  ];
}

function addMemory(rows, tallies) {
  const [own, other] = ["newsgroups import", "joblib.load"].map((side) => Math.max(...tallies.get(side).megabytes));
  // Without GNU time there is no memory.
  if (!Number.isFinite(own)) return;
  const ratio = own / other;
  const check = { measured: `${ratio.toFixed(2)} × its memory`, goal: `≤ ${MAX_MEMORY}`, met: ratio <= MAX_MEMORY };
  rows.find(({ side }) => side === "newsgroups import").checks = [check];
}

function addPerMessage(rows, tallies, { corpus }) {
  const count = messages(corpus).length;
  for (const side of ["newsgroups predict --file", "scikit-learn, messages"]) {
    const milliseconds = (1000 * median(tallies.get(side).seconds)) / count;
    rows.find((row) => row.side === side).checks = [{ measured: `${milliseconds.toFixed(3)} ms a message` }];
  }
}

/** @returns {Promise<import("../report.js").Row[]>} */
async function inProcessRows(peer, { dump, model, texts }, { folder, tell, rounds = IN_PROCESS_ROUNDS }) {
  const commands = {
    own: { argv: [process.execPath, IN_PROCESS, model, texts] },
    other: importPeer("times", dump, texts),
  };
  const times = { own: [], other: [] };
  for (let round = 0; round < Math.min(rounds, IN_PROCESS_ROUNDS); round++) {
    for (const [side, command] of Object.entries(commands)) {
      await runOnce(command, folder);
      times[side].push(JSON.parse(readFileSync(outputOf(folder), "utf8")));
    }
  }
  return ["short", "medium"].flatMap((text) => {
    const [own, other] = [times.own, times.other].map((runs) => median(runs.map((run) => run[text])));
    tell(`  in process, ${text}: ${own.toFixed(2)} µs against ${other.toFixed(0)} µs`);
    return [
      {
        work: text === "short" ? "in process: a short text" : "in process: a message of 1.9 kB",
        side: "newsgroups",
        checks: [{ measured: `${own.toFixed(2)} µs`, goal: `≤ ${MAX[text]} µs`, met: own <= MAX[text] }],
      },
      { work: "", side: peer.side, checks: [{ measured: `${thousands(other)} µs, ${thousands(other / own)} ×` }] },
    ];
  });
}

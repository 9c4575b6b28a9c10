// @ts-check
/** The model: its size, and its accuracy and calibration on the development split, compared with the peers. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { developmentSplit } from "../corpora/pairs.js";
import { outputOf, runOnce } from "../measure.js";
import { EMBEDDED, newsgroups } from "../newsgroups.js";
import { evaluation, modelOf, peers } from "../peers.js";
import { table } from "../report.js";

const MAX_MEGABYTES = 1.3;
const MIN_ACCURACY = 0.905;

export const model = {
  name: "model",
  title: "The model",
  async run(context) {
    const own = megabytes(EMBEDDED);
    const goal = { goal: `≤ ${MAX_MEGABYTES} MB`, met: own <= MAX_MEGABYTES };
    /** @type {import("../report.js").Row[]} */
    const rows = [
      { work: "file", side: "newsgroups, embedded", checks: [{ measured: `${own.toFixed(2)} MB`, ...goal }] },
    ];
    for (const peer of Object.values(peers)) rows.push(await sizeOf(peer, context));
    rows.push(await quantised(context), ...(await developmentRows(context)));
    return table(rows);
  },
};

const megabytes = (path) => statSync(path).size / 1e6;

async function sizeOf(peer, context) {
  const { side, missing } = peer;
  if (missing) return { side, checks: [{ measured: `skipped: ${missing}` }] };
  return { side, checks: [{ measured: `${megabytes(await modelOf(peer, context)).toFixed(1)} MB` }] };
}

async function quantised(context) {
  const side = `${peers.tuned.side}, quantised`;
  if (peers.tuned.missing) return { side, checks: [{ measured: `skipped: ${peers.tuned.missing}` }] };
  const work = (await modelOf(peers.tuned, context)).replace(/\.bin$/, "");
  await runOnce({ argv: ["fasttext", "quantize", "-input", `${work}.txt`, "-output", work, "-qnorm"] }, context.folder);
  return { side, checks: [{ measured: `${megabytes(`${work}.ftz`).toFixed(1)} MB` }] };
}

/** Rows of accuracy and calibration: trained on the earlier messages of each category, evaluated on the later. */
async function developmentRows(context) {
  const { folder } = context;
  const { train: earlier, judge: later } = await developmentSplit(context);
  const answered = async (command) => {
    await runOnce(command, folder);
    return JSON.parse(readFileSync(outputOf(folder), "utf8"));
  };
  const [counts, compiled] = [join(folder, "development.counts"), join(folder, "development.model")];
  await runOnce({ argv: newsgroups("train", earlier, "-o", counts) }, folder);
  await runOnce({ argv: newsgroups("dump", counts, "-o", compiled) }, folder);
  const own = (...options) => answered({ argv: newsgroups("evaluate", later, "-m", compiled, "--json", ...options) });
  const [whole, stripped] = [await own(), await own("--strip", "headers,footers,quotes")];
  const goal = { goal: `≥ ${MIN_ACCURACY}`, met: whole.accuracy >= MIN_ACCURACY };
  const rows = [
    {
      work: "accuracy on the development split",
      side: "newsgroups, embedded model's settings",
      checks: [{ measured: whole.accuracy.toFixed(4), ...goal }, ...others(whole, stripped)],
    },
  ];
  const { side, missing, train } = peers.tutorial;
  if (missing) return [...rows, { side, checks: [{ measured: `skipped: ${missing}` }] }];
  const model = join(folder, "development.joblib");
  await runOnce(train(model, earlier), folder);
  const [all, part] = [await answered(evaluation(model, later)), await answered(evaluation(model, later, "--strip"))];
  return [...rows, { side, checks: [{ measured: all.accuracy.toFixed(4) }, ...others(all, part)] }];
}

const others = (whole, stripped) => [
  { measured: `${stripped.accuracy.toFixed(4)} without headers, footers, quotes` },
  { measured: `calibration error ${whole.calibrationError.toFixed(3)}` },
];

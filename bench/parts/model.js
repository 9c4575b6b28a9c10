/** The model: its size beside the others', and what its settings reach on the development split. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { outputOf, runOnce } from "../measure.js";
import { EMBEDDED, newsgroups } from "../newsgroups.js";
import { modelOf, peers } from "../peers.js";
import { table } from "../report.js";

const DEV_SPLIT = fileURLToPath(new URL("../../test/real-corpus/dev-split.js", import.meta.url));
const MOST_MEGABYTES = 1.25;
const LEAST_ACCURACY = 0.895;

export const model = {
  name: "model",
  title: "The model",
  async run(context) {
    const own = megabytes(EMBEDDED);
    const accuracy = await developmentAccuracy(context);
    const goal = { goal: `≤ ${MOST_MEGABYTES} MB`, met: own <= MOST_MEGABYTES };
    const rows = [
      { work: "file", side: "newsgroups, embedded", checks: [{ measured: `${own.toFixed(2)} MB`, ...goal }] },
    ];
    for (const peer of Object.values(peers)) rows.push(await sizeOf(peer, context));
    rows.push(await quantised(context), {
      work: "accuracy on the development split",
      side: "newsgroups, embedded model's settings",
      checks: [{ measured: accuracy.toFixed(4), goal: `≥ ${LEAST_ACCURACY}`, met: accuracy >= LEAST_ACCURACY }],
    });
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

/** Trains on the earlier messages of each category, judges by the later. */
async function developmentAccuracy({ corpus, folder, tell }) {
  const split = join(folder, "development");
  const [counts, compiled] = [join(folder, "development.counts"), join(folder, "development.model")];
  tell("  development split");
  await runOnce({ argv: [process.execPath, DEV_SPLIT, corpus, "", split] }, folder);
  await runOnce({ argv: newsgroups("train", join(split, "train"), "-o", counts) }, folder);
  await runOnce({ argv: newsgroups("dump", counts, "-o", compiled) }, folder);
  await runOnce({ argv: newsgroups("evaluate", join(split, "judge"), "-m", compiled, "--json") }, folder);
  return JSON.parse(readFileSync(outputOf(folder), "utf8")).accuracy;
}

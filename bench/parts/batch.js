// @ts-check
/** Many at once: message files on disk to categories on disk. */

import { join } from "node:path";
import { messages } from "../corpus.js";
import { compare } from "../measure.js";
import { newsgroups } from "../newsgroups.js";
import { peers, using } from "../peers.js";
import { table, thousands } from "../report.js";
import { median } from "../statistics.js";

export const batch = {
  name: "batch",
  title: "Many at once: messages on disk → categories on disk",
  async run(context) {
    const { corpus, folder } = context;
    const files = messages(corpus);
    const answers = join(folder, "answers.txt");
    const goals = [
      { over: peers.tutorial.side, atMost: 0.22 },
      { over: peers.fastText.side, atMost: 0.35 },
      { over: peers.tuned.side, below: 1 },
    ];
    /** @type {import("../report.js").Row[]} */
    const rows = [
      {
        work: `${thousands(files.length)} messages → categories`,
        side: "newsgroups predict --file",
        command: { argv: newsgroups("predict", "--file", ...files), cwd: corpus },
        goals,
      },
      {
        side: "newsgroups evaluate --no-intervals",
        command: { argv: newsgroups("evaluate", corpus, "--no-intervals") },
        goals,
      },
      { side: "newsgroups evaluate", command: { argv: newsgroups("evaluate", corpus) } },
    ];
    for (const peer of [peers.tutorial, peers.fastText, peers.tuned]) {
      rows.push(await using(peer, context, (model) => peer.batch(model, corpus, answers)));
    }
    const tallies = await compare(rows, context);
    for (const row of rows) {
      const tally = tallies.get(row.side);
      if (tally)
        row.checks = [{ measured: `${((1000 * median(tally.seconds)) / files.length).toFixed(3)} ms a message` }];
    }
    return table(rows, tallies);
  },
};

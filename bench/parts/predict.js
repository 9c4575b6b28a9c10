// @ts-check
/** One text in a fresh process: how long a user at a shell waits. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "../measure.js";
import { newsgroups } from "../newsgroups.js";
import { peers, using } from "../peers.js";
import { table } from "../report.js";

const TEXT = "computer cpu memory ram";
const UNKNOWN = "zyxomma quaffled brimbles ungrockled";
const NODE = "node -e 0";

export const predict = {
  name: "predict",
  title: "One cold prediction",
  async run(context) {
    const line = join(context.folder, "line.txt");
    writeFileSync(line, `${TEXT}\n`);
    /** @type {import("../report.js").Row[]} */
    const rows = [
      { work: "nothing", side: NODE, command: { argv: [process.execPath, "-e", "0"] } },
      {
        work: `"${TEXT}"`,
        side: "newsgroups predict",
        command: { argv: newsgroups("predict", TEXT) },
        goals: [{ over: NODE, atMost: 1.2 }, { megabytes: 65 }],
      },
      {
        side: "newsgroups predict, the text in a file",
        command: { argv: newsgroups("predict"), input: line },
        goals: [{ over: NODE }],
      },
    ];
    for (const peer of [peers.tutorial, peers.fastText, peers.tuned]) {
      rows.push(await using(peer, context, (model) => peer.one(model, { text: TEXT, line })));
    }
    rows.push(
      {
        work: "words that the model does not know",
        side: "newsgroups predict, unknown words",
        command: { argv: newsgroups("predict", UNKNOWN) },
        goals: [{ over: NODE, atMost: 3.5 }],
      },
      {
        work: "help",
        side: "newsgroups --help",
        command: { argv: newsgroups("--help") },
        goals: [{ over: NODE, atMost: 1.25 }],
      },
      {
        work: "version",
        side: "newsgroups --version",
        command: { argv: newsgroups("--version") },
        goals: [{ over: NODE, atMost: 1.25 }],
      },
    );
    return table(rows, await compare(rows, context));
  },
};

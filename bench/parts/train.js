// @ts-check
/** Training: message files on disk to a model on disk. */

import { join } from "node:path";
import { messages } from "../corpus.js";
import { compare } from "../measure.js";
import { newsgroups, oneAfterTheOther } from "../newsgroups.js";
import { peers, training } from "../peers.js";
import { table, thousands } from "../report.js";

export const train = {
  name: "train",
  title: "Training: messages on disk → model on disk",
  async run(context) {
    const { corpus, folder } = context;
    const [counts, model] = [join(folder, "trained.counts"), join(folder, "trained.model")];
    const rows = [
      {
        work: `${thousands(messages(corpus).length)} messages → model`,
        side: "newsgroups train, dump",
        command: {
          argv: oneAfterTheOther(newsgroups("train", corpus, "-o", counts), newsgroups("dump", counts, "-o", model)),
        },
        goals: [
          { over: peers.tutorial.side, atMost: 0.5 },
          { megabytes: 263 },
          { over: peers.bigrams.side },
          { over: peers.fastText.side },
          { over: peers.tuned.side },
        ],
      },
      ...Object.values(peers).map((peer) => training(peer, context)),
    ];
    const tallies = await compare(rows, context);
    return `Two processes run one after the other; memory is that of the larger.\n\n${table(rows, tallies)}`;
  },
};

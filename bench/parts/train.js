// @ts-check
/** Training: message files on disk to a model on disk. */

import { statSync } from "node:fs";
import { join } from "node:path";
import { messages } from "../corpus.js";
import { compare } from "../measure.js";
import { newsgroups, oneAfterTheOther } from "../newsgroups.js";
import { originals, peers, training } from "../peers.js";
import { table, thousands } from "../report.js";

const MAX_MEGABYTES = 300;
/** How often the model's file must fit into the file of word pairs and LinearSVC. */
const TIMES_SMALLER = 150;

const [tutorial, svc] = [peers.tutorial.side, originals.svc.side];
const others = [peers.bigrams, peers.fastText, peers.tuned].map(({ side }) => ({ over: side }));

export const train = {
  name: "train",
  title: "Training: messages on disk → model on disk",
  async run(context) {
    const { corpus, folder } = context;
    const [counts, model] = [join(folder, "trained.counts"), join(folder, "trained.model")];
    /** @type {import("../report.js").Row[]} */
    const own = [
      {
        work: `${thousands(messages(corpus).length)} messages → model`,
        side: "newsgroups train, dump",
        command: {
          argv: oneAfterTheOther(newsgroups("train", corpus, "-o", counts), newsgroups("dump", counts, "-o", model)),
        },
        goals: [
          { over: tutorial, atMost: 0.47 },
          { over: svc, atMost: 0.07 },
          { megabytes: MAX_MEGABYTES },
          { memoryOver: svc, atMost: 0.4 },
          ...others,
        ],
      },
      {
        side: "newsgroups train -m",
        command: { argv: newsgroups("train", corpus, "-m", join(folder, "at-once.model")) },
        goals: [{ over: tutorial, atMost: 0.4 }, { megabytes: MAX_MEGABYTES }],
      },
      {
        side: "newsgroups train, dump --estimator complement",
        command: {
          argv: oneAfterTheOther(
            newsgroups("train", corpus, "-o", counts),
            newsgroups("dump", counts, "-o", join(folder, "bayes.model"), "--estimator", "complement"),
          ),
        },
        goals: [{ over: tutorial, atMost: 0.36 }],
      },
    ];
    const sides = [...Object.values(peers), originals.svc].map((peer) => training(peer, context));
    const tallies = await compare([...own, ...sides], context);
    if (!originals.svc.missing) own[0].checks = [sizeOf(model, join(folder, originals.svc.file))];
    return `"train, dump" are two processes, one after the other; memory is that of the larger.\n\n${table([...own, ...sides], tallies)}`;
  },
};

/** The check of the model's size. */
function sizeOf(model, other) {
  const [own, its] = [model, other].map((path) => statSync(path).size);
  const megabytes = [own, its].map((size) => (size / 1e6).toFixed(2));
  const measured = `${megabytes[0]} MB, 1/${Math.floor(its / own)} of ${megabytes[1]} MB, ${svc}`;
  return { measured, goal: `≤ 1/${TIMES_SMALLER}`, met: own * TIMES_SMALLER <= its };
}

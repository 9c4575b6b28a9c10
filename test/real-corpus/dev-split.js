/**
 * Lays out the development split, on which every choice in this project was made.
 *
 *     npm run dev-split [-- <corpus> [<subset> [<folder>]]]
 *
 * Within each category the messages are ordered by their numeric file names, which is by date; the first 70 % go to
 * <folder>/train, the rest to <folder>/judge. Corpus and subset as for build:model; default folder: dev-split.
 */

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readCorpus } from "../../dist/index.js";

const TRAIN_SHARE = 0.7;

const [corpus = "../shared/corpus/20news-bydate-train.tar.gz", subset, folder = "dev-split"] = process.argv.slice(2);
const categories = new Map();
for await (const { id, label, text } of readCorpus(corpus, subset || undefined)) {
  if (!categories.has(label)) categories.set(label, []);
  categories.get(label).push({ name: basename(id), text });
}
rmSync(folder, { recursive: true, force: true });
const sizes = { train: 0, judge: 0 };
for (const [label, messages] of categories) {
  messages.sort((a, b) => Number(a.name) - Number(b.name));
  const trained = Math.floor(TRAIN_SHARE * messages.length);
  messages.forEach(({ name, text }, i) => {
    const part = i < trained ? "train" : "judge";
    sizes[part]++;
    mkdirSync(join(folder, part, label), { recursive: true });
    writeFileSync(join(folder, part, label, name), text);
  });
}
console.error(`${folder}: ${sizes.train} messages to train, ${sizes.judge} to judge`);

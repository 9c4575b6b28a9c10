// @ts-check
/** Finds the corpora to compare on: for each, documents to train on and documents to judge. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runOnce } from "../measure.js";

/** Where the corpora are looked for unless --corpora names a folder. */
export const CORPORA = fileURLToPath(new URL("../../../shared/corpora", import.meta.url));

const DEV_SPLIT = fileURLToPath(new URL("../../test/real-corpus/dev-split.js", import.meta.url));
const TRAIN = /^(.+)-train\.ndjson(\.gz)?$/;

/**
 * @typedef {object} Pair a corpus in two parts
 * @property {string} name
 * @property {string} train folder or file of the documents to train on
 * @property {string} judge the same of the documents to judge
 * @property {boolean} [mail] the texts are messages, so they are judged without headers, footers and quotes too
 */

/**
 * The pairs NAME-train.ndjson and NAME-judge.ndjson in a folder, by name. Both may end in .gz. Each line has a text and a
 * label.
 *
 * @param {string} folder
 * @returns {Pair[]}
 */
export function pairsIn(folder) {
  if (!existsSync(folder)) throw new Error(`${folder}: not found; give --corpora a folder`);
  const pairs = readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, name, end = ""] = TRAIN.exec(file) ?? [];
      if (name === undefined) return [];
      const judge = `${name}-judge.ndjson${end}`;
      if (!existsSync(join(folder, judge)))
        throw new Error(`${join(folder, file)}: its other part, ${judge}, is missing`);
      return [{ name, train: join(folder, file), judge: join(folder, judge) }];
    });
  if (pairs.length === 0)
    throw new Error(`${folder}: expected NAME-train.ndjson.gz and NAME-judge.ndjson.gz, got none`);
  return pairs;
}

/**
 * Lays out the development split of the 20 Newsgroups: the earlier messages of each category to train on, the later ones
 * to judge. The first part that needs it lays it out.
 *
 * @returns {Promise<Pair>}
 */
export async function developmentSplit({ corpus, folder, tell }) {
  const split = join(folder, "development");
  if (!existsSync(split)) {
    tell("  development split");
    await runOnce({ argv: [process.execPath, DEV_SPLIT, corpus, "", split] }, folder);
  }
  return { name: "20 Newsgroups", train: join(split, "train"), judge: join(split, "judge"), mail: true };
}

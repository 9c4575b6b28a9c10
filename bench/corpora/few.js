// @ts-check
/** Learning from few documents: what `dump` chooses by itself, beside each of the two models that it chooses from. */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { counted, own } from "./sides.js";

/** Documents a category. */
export const SIZES = [5, 20, 100];
/** Corpora of short texts in few categories, of which a user may well have that few. */
export const NAMES = ["ag", "sms"];
/** How many times documents are drawn. One draw of 5 says little. */
export const DRAWS = 5;

/** Where the i-th document stands in the order of a seed: hexadecimal digits. */
export const orderOf = (seed, i) => createHash("sha256").update(`${seed} ${i}`).digest("hex");

/**
 * The first `size` documents of each label in an order that the seed decides; of rarer labels all. A larger size has all
 * documents of a smaller one.
 *
 * @template {{label: string}} D
 * @param {D[]} documents
 * @param {number} size
 * @param {number} seed
 * @returns {D[]}
 */
export function drawn(documents, size, seed) {
  const left = new Map();
  return documents
    .map((document, i) => ({ document, at: orderOf(seed, i) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ document }) => document)
    .filter(({ label }) => {
      left.set(label, (left.get(label) ?? size) - 1);
      return left.get(label) >= 0;
    });
}

/**
 * Mean accuracy over all draws by estimator.
 *
 * @param {import("./pairs.js").Pair} pair
 * @param {number} size documents a category
 * @param {string[]} estimators of `dump`
 * @returns {Promise<number[]>} for each estimator
 */
export async function learned({ train, judge }, size, estimators, context) {
  const documents = linesOf(train);
  const some = join(context.folder, "few.ndjson");
  const sums = estimators.map(() => 0);
  for (let seed = 1; seed <= DRAWS; seed++) {
    writeFileSync(
      some,
      drawn(documents, size, seed)
        .map((document) => `${JSON.stringify(document)}\n`)
        .join(""),
    );
    const pair = { name: "few", train: some, judge };
    const counts = await counted(pair, context);
    for (const [i, estimator] of estimators.entries()) {
      const { whole } = await own(counts, pair, context, "--estimator", estimator);
      sums[i] += whole.accuracy;
    }
  }
  return sums.map((sum) => sum / DRAWS);
}

function linesOf(path) {
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

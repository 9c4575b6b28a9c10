// @ts-check
/** The commands of newsgroups itself: the real program, started as a shell would. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { errorsOf } from "./measure.js";

const BIN = fileURLToPath(new URL("../bin/newsgroups.js", import.meta.url));

/** The package's embedded model. */
export const EMBEDDED = fileURLToPath(new URL("../data/20newsgroups.model", import.meta.url));

/** The arguments that run `newsgroups …`. */
export const newsgroups = (...args) => [process.execPath, BIN, ...args];

/** The number before `what` in the last message of `newsgroups train`. @param {string} what "documents", "distinct words" */
export function trainedNumber(folder, what) {
  const output = readFileSync(errorsOf(folder), "utf8");
  const found = new RegExp(`(\\d+) ${what}`).exec(output);
  if (found === null) throw new Error(`newsgroups train: expected its number of ${what}, got: ${output}`);
  return Number(found[1]);
}

/** The arguments that run several commands one after the other, in one shell. */
export function oneAfterTheOther(...commands) {
  return ["sh", "-c", commands.map((argv) => argv.map(quoted).join(" ")).join(" && ")];
}

const quoted = (word) => `'${word.replaceAll("'", `'\\''`)}'`;

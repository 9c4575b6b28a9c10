// @ts-check
/** The commands of newsgroups itself: the real program, started as a shell would. */

import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../bin/newsgroups.js", import.meta.url));

/** The package's embedded model. */
export const EMBEDDED = fileURLToPath(new URL("../data/20newsgroups.model", import.meta.url));

/** The arguments that run `newsgroups …`. */
export const newsgroups = (...args) => [process.execPath, BIN, ...args];

/** The arguments that run several commands one after the other, in one shell. */
export function oneAfterTheOther(...commands) {
  return ["sh", "-c", commands.map((argv) => argv.map(quoted).join(" ")).join(" && ")];
}

const quoted = (word) => `'${word.replaceAll("'", `'\\''`)}'`;

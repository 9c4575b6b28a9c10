// @ts-check
/** The commands of this side: the real program, as a shell would start it. */

import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../bin/newsgroups.js", import.meta.url));

/** The model that comes with the package. */
export const EMBEDDED = fileURLToPath(new URL("../data/20newsgroups.model", import.meta.url));

/** The arguments that run `newsgroups …`. */
export const newsgroups = (...args) => [process.execPath, BIN, ...args];

/** The arguments that run several commands one after the other, in one shell. */
export function oneAfterTheOther(...commands) {
  return ["sh", "-c", commands.map((argv) => argv.map(quoted).join(" ")).join(" && ")];
}

const quoted = (word) => `'${word.replaceAll("'", `'\\''`)}'`;

/** The parts that command definitions share: options, the end of the help, and how an action is set. */

import type { Command } from "commander";
import type { Io } from "../io.js";

/** Default file names: one command writes them, the next one reads them. */
export const COUNTS = "newsgroups.counts";
export const MODEL = "newsgroups.model";

const MODEL_DEFAULT = "(default: $NEWSGROUPS_MODEL, else the built-in 20 Newsgroups model)";

/** The model argument of load-check. */
export const MODEL_ARGUMENT: readonly [string, string] = ["[model]", `model file to check ${MODEL_DEFAULT}`];

/** The model option of the commands that predict. */
export const MODEL_OPTION: readonly [string, string] = ["-m, --model <file>", `model file ${MODEL_DEFAULT}`];

/** The option that selects a folder of a corpus. */
export const SUBSET_OPTION: readonly [string, string] = ["--subset <path>", "read only this folder inside the corpus"];

const EXIT_CODES = "Exit codes: 0 success, 1 failure or failed check, 2 wrong usage, 130 SIGINT, 143 SIGTERM.";

/** The end of a command's help: examples and exit codes. man-page.ts parses it. */
export const examples = (...lines: readonly string[]): string => `
Examples:
${lines.map((line) => `  $ ${line}`).join("\n")}

${EXIT_CODES}`;

/** Sets the action of a command; `run` gets the command's options and its argument, if it has one. */
export type Action = <O, A>(command: Command, run: (io: Io, options: O, argument: A) => Promise<number>) => void;

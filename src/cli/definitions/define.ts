/** The parts that command definitions share: options, the end of the help, and how an action is set. */

import { type Command, Option } from "commander";
import { CORPUS_FORMATS } from "../../corpus/format-names.js";
import { STRIPPABLE } from "../../evaluate/strip.js";
import type { Io } from "../io.js";
import { strippable, whole } from "../option-values.js";
import { MODEL_DEFAULT } from "../quick/flags.js";

/** Default file names: one command writes them, the next one reads them. */
export const COUNTS = "newsgroups.counts";
export const MODEL = "newsgroups.model";

/** The model argument of load-check. */
export const MODEL_ARGUMENT: readonly [string, string] = ["[model]", `model file to check ${MODEL_DEFAULT}`];

/** The options of the commands that read corpora. */
export const corpusOptions = (): readonly Option[] => [
  new Option("--subset <path>", "read only this folder or file inside the corpus"),
  new Option("--corpus-format <format>", "the format of the files, if content and name do not tell it").choices(
    CORPUS_FORMATS,
  ),
  new Option("--text-field <field>", "the field or column with the text: its name, or the number of a column"),
  new Option("--label-field <field>", "the field or column with the label, likewise"),
  new Option("--depth <number>", "how many folders make a label: 2 for topic/subtopic").argParser(whole),
];

/** The option that removes parts of messages. */
export const stripOption = (): Option =>
  new Option("--strip <part,...>", "remove these parts of each message first")
    .choices(STRIPPABLE)
    .argParser(strippable);

const EXIT_CODES = "Exit codes: 0 success, 1 failure or failed check, 2 wrong usage, 130 SIGINT, 143 SIGTERM.";

/** The end of a command's help: examples and exit codes. man-page.ts parses it. */
export const examples = (...lines: readonly string[]): string => `
Examples:
${lines.map((line) => `  $ ${line}`).join("\n")}

${EXIT_CODES}`;

/** Sets the action of a command; `run` gets the command's options and its argument, if it has one. */
export type Action = <O, A>(command: Command, run: (io: Io, options: O, argument: A) => Promise<number>) => void;

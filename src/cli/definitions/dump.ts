/** `newsgroups dump`: its arguments and options. */

import { Argument, type Command, Option } from "commander";
import { STOP_WORDS } from "../../core/models/linear/choices.js";
import {
  DEFAULT_ALPHA,
  DEFAULT_ESTIMATOR,
  DEFAULT_MAX_TERMS,
  DEFAULT_STOP_WORDS,
  ESTIMATOR_OPTIONS,
} from "../../train/model/options.js";
import type { DumpOptions } from "../commands/dump.js";
import { positive, renaming, whole } from "../option-values.js";
import { type Action, COUNTS, examples, MODEL } from "./define.js";

export function defineDump(program: Command, action: Action): void {
  const command = program
    .command("dump")
    .description("Make a model from counts: add the counts files, select terms, fit, and write the model file.")
    .addArgument(new Argument("[counts...]", "counts files to add and fit").default([COUNTS], JSON.stringify(COUNTS)))
    .option("-o, --output <file>", "model file to write", MODEL)
    .option(
      "--alpha <number>",
      "additive smoothing of naive Bayes, and in selecting terms, above 0",
      positive,
      DEFAULT_ALPHA,
    )
    .option("--max-terms <number>", "maximum number of terms to keep", whole, DEFAULT_MAX_TERMS)
    .addOption(
      new Option("--estimator <name>", "which model to fit; auto: the one that predicts held-out documents best")
        .choices(ESTIMATOR_OPTIONS)
        .default(DEFAULT_ESTIMATOR),
    )
    .option("--keep-emails", "keep e-mail addresses as terms", false)
    .addOption(
      new Option("--stop-words <keep|drop>", "keep or drop terms with a stop word (`the`, `not`)")
        .choices(STOP_WORDS)
        .default(DEFAULT_STOP_WORDS),
    )
    .option("--rename <old=new>", "rename a category, or merge it into another; may be repeated", renaming)
    .option("--allow-duplicates", "add counts files even if they share documents", false)
    .addHelpText(
      "after",
      examples("newsgroups dump", "newsgroups dump monday.counts tuesday.counts -o week.model --max-terms 50000"),
    );
  action(command, async (io, options: DumpOptions, counts: string[]) =>
    (await import("../commands/dump.js")).dumpCommand(io, counts, options),
  );
}

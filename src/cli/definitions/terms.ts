/** `newsgroups terms`: its arguments and options. */

import type { Command } from "commander";
import type { TermsOptions } from "../commands/terms.js";
import { whole } from "../option-values.js";
import { MODEL_OPTION } from "../quick/flags.js";
import { type Action, examples } from "./define.js";

export function defineTerms(program: Command, action: Action): void {
  const command = program
    .command("terms")
    .description("Show what a model has learned: the most informative terms of each category.")
    .argument("[category...]", "categories to show (default: all)")
    .option(...MODEL_OPTION)
    .option("-k, --top <number>", "maximum number of terms per category", whole, 20)
    .option("--json", "print one JSON object per category", false)
    .addHelpText(
      "after",
      examples("newsgroups terms rec.sport.hockey", "newsgroups terms --top 5 -m newsgroups.model"),
    );
  action(command, async (io, options: TermsOptions, labels: string[]) =>
    (await import("../commands/terms.js")).termsCommand(io, labels, options),
  );
}

/** `newsgroups predict`: its arguments and options. */

import { type Command, Option } from "commander";
import { type PredictOptions, predictCommand } from "../commands/predict.js";
import { fraction, maxBytes, whole } from "../option-values.js";
import { MODEL_OPTION } from "../quick/flags.js";
import { DEFAULT_MAX_BYTES } from "../text-input.js";
import { type Action, examples } from "./define.js";

export function definePredict(program: Command, action: Action): void {
  const command = program
    .command("predict")
    .description("Predict the category of a text.")
    .argument("[text...]", "the words of one text (default: read standard input)")
    .option(...MODEL_OPTION)
    .option("-k, --top <number>", "print the <number> best categories with their probabilities", whole)
    .option(
      "--min-probability <number>",
      "answer `unknown` if the best category is less probable than this, 0 to 1, or if nothing of the text is known",
      fraction,
    )
    .option("--why", "show which terms decided between the two best categories", false)
    .option("--json", "print one JSON object per text", false)
    .addOption(new Option("--lines", "classify each line of standard input").conflicts(["ndjson", "csv", "file"]))
    .addOption(
      new Option(
        "--ndjson",
        'classify each line {"text": ...} of standard input, and print it with its category added',
      ).conflicts(["csv", "file"]),
    )
    .addOption(
      new Option(
        "--csv",
        "classify each row of a table on standard input, and print it with columns for its category and probability",
      ).conflicts(["file", "json", "top", "why"]),
    )
    .option(
      "--text-field <name>",
      "with --ndjson or --csv: the field of the text, by name, or by number in a table (default: the one that has a usual name)",
    )
    .option("-f, --file <file...>", "classify each file")
    .option("--strict", "with --lines, --ndjson or --csv: exit with 1 if a line cannot be classified", false)
    .option("--max-bytes <number>", "maximum size of a text or a line in bytes", maxBytes, DEFAULT_MAX_BYTES)
    .addHelpText(
      "after",
      examples('newsgroups predict "computer cpu memory ram"', "newsgroups predict --top 3 < message.txt"),
    );
  // Loaded with the program, because most runs are predictions.
  action(command, async (io, options: PredictOptions, words: string[]) =>
    predictCommand(io, words, options, () => command.outputHelp({ error: true })),
  );
}

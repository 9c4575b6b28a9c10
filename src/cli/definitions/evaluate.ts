/** `newsgroups evaluate`: its arguments and options. */

import type { Command } from "commander";
import type { EvaluateOptions } from "../commands/evaluate-folds.js";
import { folds, fraction } from "../option-values.js";
import { MODEL_OPTION } from "../quick/flags.js";
import { type Action, corpusOptions, examples, stripOption } from "./define.js";

export function defineEvaluate(program: Command, action: Action): void {
  const command = program
    .command("evaluate")
    .description("Compare a model's predictions with the labels of documents.")
    .argument("<corpus...>", "corpora, as for train; with --folds, counts files")
    .option(...MODEL_OPTION)
    .option("--json", "print one JSON object, including the confusion matrix", false)
    .addOption(stripOption())
    .option(
      "--folds <number>",
      "judge counts instead: deal their documents into so many folds, and predict each by a model of the others",
      folds,
    )
    .option("--report <file>", "write an HTML report: metrics, charts, and mistakes with the terms that caused them")
    .option(
      "--counts <file...>",
      "with --report: the counts files of the model, to show which documents it was trained on",
    )
    .option("--predictions <file>", "write all predictions as NDJSON, one line per document")
    .option("--no-intervals", "leave out the 95 % intervals")
    .option("--min-accuracy <share>", "exit with 1 if accuracy is below this, 0 to 1", fraction)
    .addHelpText(
      "after",
      examples(
        "newsgroups evaluate 20news-bydate.tar.gz --subset 20news-bydate-test",
        "newsgroups evaluate --folds 5 newsgroups.counts --report report.html --min-accuracy 0.85",
      ),
    );
  for (const option of corpusOptions()) command.addOption(option);
  action(command, async (io, options: EvaluateOptions, corpora: string[]) =>
    (await import("../commands/evaluate.js")).evaluateCommand(io, corpora, options),
  );
}

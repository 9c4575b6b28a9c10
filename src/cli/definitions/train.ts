/** `newsgroups train`: its arguments and options. */

import { type Command, Option } from "commander";
import type { TrainOptions } from "../commands/train.js";
import { type Action, COUNTS, corpusOptions, examples, stripOption } from "./define.js";

type Given = Omit<TrainOptions, "output"> & { readonly output?: string; readonly merge?: boolean };

export function defineTrain(program: Command, action: Action): void {
  const command = program
    .command("train")
    .description("Count the terms of labelled documents, and write a counts file.")
    .argument(
      "<corpus...>",
      "folders with one sub-folder per category, archives of such folders, tables, NDJSON, mboxes and more; - for standard input; several are read as one corpus",
    )
    .option(
      "-o, --output <file>",
      `counts file to write (default: the file of --into or --forget, else ${JSON.stringify(COUNTS)})`,
    )
    .addOption(
      new Option(
        "-m, --model <file>",
        "make a model, as `newsgroups dump` does; counts are then written only with --output",
      ).conflicts(["merge", "forget"]),
    )
    .addOption(stripOption())
    .addOption(new Option("--into <counts>", "add the documents to this counts file").conflicts("forget"))
    .option("--forget <counts>", "remove the documents from this counts file, which must contain them")
    .addOption(
      new Option(
        "--no-documents",
        "keep sums of terms alone, not the words of each document: only naive Bayes can be made of them",
      ).conflicts("forget"),
    )
    .addOption(
      new Option("--merge", "add counts files: the arguments are counts files, not corpora").conflicts([
        "into",
        "forget",
        ...["subset", "corpusFormat", "textField", "labelField", "depth", "strict", "strip", "documents"],
      ]),
    )
    .option("--strict", "exit with 1 if a document is not a text, instead of passing over it", false)
    .option("--allow-duplicates", "with --into or --merge: add documents even if they are already counted", false)
    .addHelpText(
      "after",
      examples(
        "newsgroups train 20news-bydate.tar.gz --subset 20news-bydate-train -o 20news.counts",
        "newsgroups train reviews.csv.gz --text-field review --label-field stars -o reviews.counts",
      ),
    );
  for (const option of corpusOptions()) command.addOption(option);
  action(command, async (io, { merge, ...given }: Given, paths: string[]) => {
    const file = given.output ?? given.into ?? given.forget;
    const output = file ?? COUNTS;
    if (merge) return (await import("../commands/train-merge.js")).mergeCommand(io, paths, { ...given, output });
    const options = { ...given, ...(given.model === undefined ? { output } : file !== undefined && { output: file }) };
    return (await import("../commands/train.js")).trainCommand(io, paths, options);
  });
}

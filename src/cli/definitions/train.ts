/** `newsgroups train`: its arguments and options. */

import { type Command, Option } from "commander";
import type { TrainOptions } from "../commands/train.js";
import { type Action, COUNTS, examples, SUBSET_OPTION } from "./define.js";

type Given = Omit<TrainOptions, "output"> & { readonly output?: string; readonly merge?: boolean };

export function defineTrain(program: Command, action: Action): void {
  const command = program
    .command("train")
    .description("Count the terms of labelled documents, and write a counts file.")
    .argument(
      "<corpus...>",
      "folders with one sub-folder per category, .tar, .tar.gz or .tgz archives of such folders, or .ndjson files; several are read as one corpus",
    )
    .option(
      "-o, --output <file>",
      `counts file to write (default: the file of --into or --forget, else ${JSON.stringify(COUNTS)})`,
    )
    .option(...SUBSET_OPTION)
    .addOption(new Option("--into <counts>", "add the documents to this counts file").conflicts("forget"))
    .option("--forget <counts>", "remove the documents from this counts file, which must contain them")
    .addOption(
      new Option("--merge", "add counts files: the arguments are counts files, not corpora").conflicts([
        "into",
        "forget",
        "subset",
      ]),
    )
    .option("--allow-duplicates", "with --into or --merge: add documents even if they are already counted", false)
    .addHelpText(
      "after",
      examples(
        "newsgroups train 20news-bydate.tar.gz --subset 20news-bydate-train -o 20news.counts",
        "newsgroups train --into 20news.counts more-news",
      ),
    );
  action(command, async (io, { merge, ...given }: Given, paths: string[]) => {
    const options = { ...given, output: given.output ?? given.into ?? given.forget ?? COUNTS };
    if (merge) return (await import("../commands/train-merge.js")).mergeCommand(io, paths, options);
    return (await import("../commands/train.js")).trainCommand(io, paths, options);
  });
}

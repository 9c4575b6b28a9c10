/** `newsgroups fetch`: its arguments and options. */

import { Argument, type Command } from "commander";
import type { FetchOptions } from "../commands/fetch.js";
import { sha256 } from "../option-values.js";
import { type Action, examples } from "./define.js";

export function defineFetch(program: Command, action: Action): void {
  const command = program
    .command("fetch")
    .description("Download the 20 Newsgroups, split by date; train with --subset 20news-bydate-train.")
    .addArgument(new Argument("[folder]", "folder to save the archive in").default("."))
    .option("--url <url>", "address of the archive", "https://ndownloader.figshare.com/files/5975967")
    .option(
      "--sha256 <hex>",
      "expected SHA-256 of the archive",
      sha256,
      "8f1b2514ca22a5ade8fbb9cfa5727df95fa587f4c87b786e15c759fa66d95610",
    )
    .addHelpText(
      "after",
      examples("newsgroups fetch", "newsgroups fetch corpora --url http://mirror.example/20news-bydate.tar.gz"),
    );
  action(command, async (io, options: FetchOptions, folder: string) =>
    (await import("../commands/fetch.js")).fetchCommand(io, folder, options),
  );
}

/** `newsgroups import`: its arguments and options. */

import type { Command } from "commander";
import type { ImportOptions } from "../commands/import.js";
import { names } from "../option-values.js";
import { type Action, examples, MODEL } from "./define.js";

export function defineImport(program: Command, action: Action): void {
  const command = program
    .command("import")
    .description(
      "Make a model from a dump of scikit-learn (joblib or pickle), without Python. Nothing in the dump is executed.",
    )
    .argument("<file...>", "one file with a fitted pipeline, or the files of its vectorizer and model in any order")
    .option("-o, --output <file>", "model file to write", MODEL)
    .option("--targets <name,...>", "names of the categories, in the order of the model's classes", names)
    .option("--json", "print what was found as one JSON object", false)
    .addHelpText(
      "after",
      examples(
        "newsgroups import newsgroups_model.joblib",
        "newsgroups import vectorizer.pkl model.pkl --targets ham,spam -o spam.model",
      ),
    );
  action(command, async (io, options: ImportOptions, files: string[]) =>
    (await import("../commands/import.js")).importCommand(io, files, options),
  );
}

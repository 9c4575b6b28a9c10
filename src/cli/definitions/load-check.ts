/** `newsgroups load-check`: its arguments and options. */

import type { Command } from "commander";
import type { LoadCheckOptions } from "../commands/load-check.js";
import { sha256 } from "../option-values.js";
import { type Action, examples, MODEL_ARGUMENT } from "./define.js";

export function defineLoadCheck(program: Command, action: Action): void {
  const command = program
    .command("load-check")
    .description("Check a model file completely, and describe the model.")
    .argument(...MODEL_ARGUMENT)
    .option("--json", "print one JSON object", false)
    .option("--sha256 <hex>", "require this SHA-256 of the model file, as sha256sum prints it", sha256)
    .option("--expect <label text...>", "require that <text> is classified as <label>; may be repeated")
    .addHelpText(
      "after",
      examples(
        "newsgroups load-check newsgroups.model",
        'newsgroups load-check --expect comp.sys.ibm.pc.hardware "computer cpu memory ram"',
      ),
    );
  action(command, async (io, options: LoadCheckOptions, model?: string) =>
    (await import("../commands/load-check.js")).loadCheckCommand(io, model, options),
  );
}

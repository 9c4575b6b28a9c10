/** The program: all commands, and how wrong usage is reported. Each command's code is loaded when it runs. */

import { Command, Help } from "commander";
import { VERSION } from "../versions.js";
import { defineCompletion } from "./definitions/completion.js";
import { type Action, examples } from "./definitions/define.js";
import { defineDump } from "./definitions/dump.js";
import { defineEvaluate } from "./definitions/evaluate.js";
import { defineFetch } from "./definitions/fetch.js";
import { defineImport } from "./definitions/import.js";
import { defineLoadCheck } from "./definitions/load-check.js";
import { definePredict } from "./definitions/predict.js";
import { defineServe } from "./definitions/serve.js";
import { defineTerms } from "./definitions/terms.js";
import { defineTrain } from "./definitions/train.js";
import { Io, type Streams } from "./io.js";
import { HELP_COMMAND, HELP_FLAGS, VERSION_FLAGS } from "./quick/flags.js";

const DEFINITIONS = [
  defineTrain,
  defineDump,
  defineImport,
  defineLoadCheck,
  definePredict,
  defineTerms,
  defineEvaluate,
  defineServe,
  defineFetch,
  defineCompletion,
];

/**
 * Creates the program.
 *
 * @param finish receives the exit code of the command that ran.
 */
export function createProgram(streams: Streams, finish: (code: number) => void): Command {
  const program = new Command("newsgroups")
    .description("Classify text, with the built-in 20 Newsgroups model or one of your own.")
    .version(VERSION, VERSION_FLAGS, "print the version")
    .helpOption(HELP_FLAGS, "print help")
    .helpCommand(`${HELP_COMMAND} [command]`, "print the help of a command")
    .configureHelp({
      optionDescription: (option) => new Help().optionDescription(option).replace(" (default: false)", ""),
    })
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
      outputError: (text, write) => write(oneLine(text)),
    })
    .exitOverride()
    .addHelpText(
      "after",
      examples(
        'newsgroups predict "computer cpu memory ram"',
        "newsgroups train letters && newsgroups dump",
        "newsgroups predict --model newsgroups.model < letter.txt",
      ),
    );
  const action: Action = <O, A>(command: Command, run: (io: Io, options: O, argument: A) => Promise<number>): void => {
    // Commander passes the argument, if the command has one, then the options and the command.
    command.option("-q, --quiet", "print only errors on stderr", false).action(async (...given: unknown[]) => {
      const options = given.at(-2) as O & { readonly quiet: boolean };
      finish(await run(new Io(streams, options.quiet), options, given[0] as A));
    });
  };
  for (const define of DEFINITIONS) define(program, action);
  return program;
}

/** Commander's message on one line, with its hint, which commander puts on a second line. */
function oneLine(text: string): string {
  const message = text.replace(/^error: /, "").trim();
  return `newsgroups: ${message.replaceAll("\n", " ")} (see --help)\n`;
}

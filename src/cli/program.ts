/** The commands with their arguments, options and help; what each does is in a module that is loaded when it runs. */

import { Argument, Command, Option } from "commander";
import { ESTIMATORS } from "../core/models/naive-bayes/estimators.js";
import { STRIPPABLE } from "../evaluate/strip.js";
import { DEFAULT_MAX_BODY_BYTES } from "../server/limits.js";
import { DEFAULT_ALPHA, DEFAULT_ESTIMATOR, DEFAULT_MAX_TERMS } from "../train/fit/defaults.js";
import { VERSION } from "../versions.js";
import type { DumpOptions } from "./commands/dump.js";
import type { EvaluateOptions } from "./commands/evaluate.js";
import type { FetchOptions } from "./commands/fetch.js";
import type { LoadCheckOptions } from "./commands/load-check.js";
import { DEFAULT_MAX_BYTES, type PredictOptions, predictCommand } from "./commands/predict.js";
import type { ServeOptions } from "./commands/serve.js";
import type { TermsOptions } from "./commands/terms.js";
import type { TrainOptions } from "./commands/train.js";
import { SHELLS, type Shell } from "./completion/shells.js";
import { Io, type Streams } from "./io.js";
import { fraction, maxBytes, port, positive, renaming, sha256, strippable, whole } from "./option-values.js";

const EXIT_CODES = `
Exit codes: 0 done, 1 it failed or a check said no, 2 wrong usage, 130 SIGINT, 143 SIGTERM.`;

const examples = (...lines: readonly string[]): string => `
Examples:
${lines.map((line) => `  $ ${line}`).join("\n")}
${EXIT_CODES}`;

type TrainArguments = Omit<TrainOptions, "output"> & { readonly output?: string; readonly merge?: boolean };

/** Defaults of file names: what one command writes, the next one reads. */
export const COUNTS = "newsgroups.counts";
export const MODEL = "newsgroups.model";

/**
 * The program.
 *
 * @param finish takes the exit code of the command that ran.
 */
export function createProgram(streams: Streams, finish: (code: number) => void): Command {
  const program = new Command("newsgroups")
    .description("Sorts text into categories, by a model of the 20 Newsgroups or one of your own.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
      // One line, with the hint that commander puts on a second one.
      outputError: (text, write) =>
        write(
          `newsgroups: ${text
            .replace(/^error: /, "")
            .trim()
            .replaceAll("\n", " ")} (add --help for what is expected)\n`,
        ),
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

  /** Adds what all commands share; commander hands an action its argument, if it has one, its options and the command. */
  const add = <O, A>(command: Command, run: (io: Io, options: O, argument: A) => Promise<number>): void => {
    command.option("-q, --quiet", "print nothing on stderr but errors", false).action(async (...given: unknown[]) => {
      const options = given.at(-2) as O & { readonly quiet: boolean };
      const io = new Io(streams, options.quiet);
      finish(await run(io, options, given[0] as A));
    });
  };

  add(
    program
      .command("train")
      .description("Count the terms of labelled documents.")
      .argument("<corpus...>", "folders of category folders, .tar, .tar.gz, .tgz or .ndjson files; they are added")
      .option(
        "-o, --output <file>",
        `counts file to write (default: that of --into or --forget, else ${JSON.stringify(COUNTS)})`,
      )
      .option("--subset <path>", "folder inside an archive to read, where it holds several corpora")
      .addOption(new Option("--into <counts>", "add the documents to these counts").conflicts("forget"))
      .option("--forget <counts>", "take the documents out of these counts, which must have them")
      .addOption(
        new Option("--merge", "the arguments are counts files: add them").conflicts(["into", "forget", "subset"]),
      )
      .option("--allow-duplicates", "with --into and --merge: add documents that are there already", false)
      .addHelpText(
        "after",
        examples(
          "newsgroups train 20news-bydate.tar.gz --subset 20news-bydate-train -o 20news.counts",
          "newsgroups train --into 20news.counts more-news",
        ),
      ),
    async (io, { merge, ...given }: TrainArguments, paths: string[]) => {
      const options = { ...given, output: given.output ?? given.into ?? given.forget ?? COUNTS };
      if (merge) return (await import("./commands/merge.js")).mergeCommand(io, paths, options);
      return (await import("./commands/train.js")).trainCommand(io, paths, options);
    },
  );

  add(
    program
      .command("dump")
      .description("Make a model of counts: add them, keep the most telling terms, fit, write model and target names.")
      .argument("[counts...]", "counts files; they are added", [COUNTS])
      .option("-o, --output <file>", "model to write", MODEL)
      .option("--alpha <number>", "additive smoothing, above 0", positive, DEFAULT_ALPHA)
      .option("--max-terms <number>", "most terms to keep", whole, DEFAULT_MAX_TERMS)
      .addOption(
        new Option("--estimator <name>", "naive Bayes estimator").choices(ESTIMATORS).default(DEFAULT_ESTIMATOR),
      )
      .option("--keep-emails", "let e-mail addresses be terms of the model", false)
      .option(
        "--rename <old=new>",
        "give a category another name, or that of another to make one of both; may be repeated",
        renaming,
      )
      .option("--allow-duplicates", "add counts that share documents", false)
      .addHelpText(
        "after",
        examples("newsgroups dump", "newsgroups dump monday.counts tuesday.counts -o week.model --max-terms 50000"),
      ),
    async (io, options: DumpOptions, counts: string[]) =>
      (await import("./commands/dump.js")).dumpCommand(io, counts, options),
  );

  add(
    program
      .command("load-check")
      .description("Load a model as predict does, check all of it, and say what it is.")
      .argument("[model]", "model to check (default: as for predict)")
      .option("--json", "print one JSON object", false)
      .option("--sha256 <hex>", "require this SHA-256 of the file, as sha256sum prints it", sha256)
      .option("--expect <label text...>", "require that <text> is put into <label>; may be repeated")
      .addHelpText(
        "after",
        examples(
          "newsgroups load-check newsgroups.model",
          'newsgroups load-check --expect comp.sys.ibm.pc.hardware "computer cpu memory ram"',
        ),
      ),
    async (io, options: LoadCheckOptions, model?: string) =>
      (await import("./commands/load-check.js")).loadCheckCommand(io, model, options),
  );

  const predict = program.command("predict");
  add(
    predict
      .description("Say which category a text belongs to.")
      .argument("[text...]", "words of one text; without any, standard input is read")
      .option("-m, --model <file>", "model (default: $NEWSGROUPS_MODEL, else the 20 Newsgroups)")
      .option("-k, --top <number>", "print the best categories with their probabilities", whole)
      .option("--min-probability <number>", "answer `unknown` if the best category has less, 0 to 1", fraction)
      .option("--why", "tell which terms spoke for the category and against the next best", false)
      .option("--json", "print one JSON object for each text", false)
      .addOption(new Option("--lines", "each line of standard input is a text").conflicts(["ndjson", "file"]))
      .addOption(
        new Option(
          "--ndjson",
          'each line of standard input is {"text": ...}; it comes back with its category',
        ).conflicts("file"),
      )
      .option("-f, --file <file...>", "each file is a text")
      .option("--strict", "exit with 1 if a line of --lines or --ndjson is no text", false)
      .option("--max-bytes <number>", "most bytes of a text, or of a line", maxBytes, DEFAULT_MAX_BYTES)
      .addHelpText(
        "after",
        examples('newsgroups predict "computer cpu memory ram"', "newsgroups predict --top 3 < message.txt"),
      ),
    async (io, options: PredictOptions, words: string[]) =>
      predictCommand(io, words, options, () => predict.outputHelp({ error: true })),
  );

  add(
    program
      .command("terms")
      .description("Tell what a model has learned: the most telling terms of each category.")
      .argument("[category...]", "categories to tell of (default: all)")
      .option("-m, --model <file>", "model (default: $NEWSGROUPS_MODEL, else the 20 Newsgroups)")
      .option("-k, --top <number>", "most terms of a category", whole, 20)
      .option("--json", "print one JSON object for each category", false)
      .addHelpText(
        "after",
        examples("newsgroups terms rec.sport.hockey", "newsgroups terms --top 5 -m newsgroups.model"),
      ),
    async (io, options: TermsOptions, labels: string[]) =>
      (await import("./commands/terms.js")).termsCommand(io, labels, options),
  );

  add(
    program
      .command("evaluate")
      .description("Compare a model's predictions with the labels of documents.")
      .argument("<corpus...>", "corpora as for train")
      .option("-m, --model <file>", "model (default: $NEWSGROUPS_MODEL, else the 20 Newsgroups)")
      .option("--subset <path>", "folder inside an archive to read, where it holds several corpora")
      .option("--json", "print one JSON object, with the confusion matrix", false)
      .addOption(
        new Option("--strip <part,...>", "remove parts of each message first")
          .choices(STRIPPABLE)
          .argParser(strippable),
      )
      .option("--report <file>", "HTML page to write: figures with charts, mistakes and their reasons")
      .option("--counts <file...>", "counts that the model was made of, to find documents that it was trained on")
      .option("--predictions <file>", "NDJSON file to write, with a line for each document")
      .option("--min-accuracy <share>", "exit with 1 if accuracy is below this, 0 to 1", fraction)
      .addHelpText(
        "after",
        examples(
          "newsgroups evaluate 20news-bydate.tar.gz --subset 20news-bydate-test",
          "newsgroups evaluate letters.ndjson -m letters.model --report report.html --min-accuracy 0.85",
        ),
      ),
    async (io, options: EvaluateOptions, corpora: string[]) =>
      (await import("./commands/evaluate.js")).evaluateCommand(io, corpora, options),
  );

  add(
    program
      .command("serve")
      .description('Answer over HTTP: POST /prediction takes {"text": ...} and gives {"category": ...}.')
      .option("-m, --model <file>", "model (default: $NEWSGROUPS_MODEL, else the 20 Newsgroups)")
      .option("--host <name>", "address to listen at", "127.0.0.1")
      .option("--port <number>", "port to listen at, 0 for any", port, 8000)
      .option("--workers <number>", "processes to serve with, one for each core to use", whole, 1)
      .option("--max-bytes <number>", "most bytes of a request's body", maxBytes, DEFAULT_MAX_BODY_BYTES)
      .option("--token-file <file>", "answer only those who send the bearer token in this file")
      .option("--watch", "load the model again when its file changes, as at SIGHUP", false)
      .option("--log", "print a line of JSON for each request (default: unless stdout is a terminal)")
      .option("--no-log", "print none")
      .addHelpText(
        "after",
        `
The first SIGINT or SIGTERM ends it with 0 when what is in flight is answered; SIGHUP loads the model again.
${examples("newsgroups serve", "newsgroups serve -m newsgroups.model --host 0.0.0.0 --token-file token --workers 4")}`,
      ),
    async (io, options: ServeOptions) => (await import("./commands/serve.js")).serveCommand(io, options),
  );

  add(
    program
      .command("fetch")
      .description("Download the 20 Newsgroups, by date: train with --subset 20news-bydate-train.")
      .addArgument(new Argument("[folder]", "where to put it").default("."))
      .option("--url <url>", "where to get it", "https://ndownloader.figshare.com/files/5975967")
      .option(
        "--sha256 <hex>",
        "what it must be",
        sha256,
        "8f1b2514ca22a5ade8fbb9cfa5727df95fa587f4c87b786e15c759fa66d95610",
      )
      .addHelpText(
        "after",
        examples("newsgroups fetch", "newsgroups fetch corpora --url http://mirror.example/20news-bydate.tar.gz"),
      ),
    async (io, options: FetchOptions, folder: string) =>
      (await import("./commands/fetch.js")).fetchCommand(io, folder, options),
  );

  add(
    program
      .command("completion")
      .description("Print a script that completes commands, options and files in a shell.")
      .addArgument(new Argument("<shell>", "shell to complete in").choices(SHELLS))
      .addHelpText(
        "after",
        `
In ~/.bashrc, in ~/.zshrc after compinit, in ~/.config/fish/config.fish:
  source <(newsgroups completion bash)
  source <(newsgroups completion zsh)
  newsgroups completion fish | source
${examples("newsgroups completion bash", "newsgroups completion zsh > ~/.zfunc/_newsgroups")}`,
      ),
    async (io, _options, shell: Shell) =>
      (await import("./commands/completion.js")).completionCommand(io, shell, program),
  );
  return program;
}

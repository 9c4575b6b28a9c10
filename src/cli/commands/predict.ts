/** `newsgroups predict`: texts from the command line, standard input or files → categories. */

import { NewsgroupsError } from "../../core/errors.js";
import type { Classifier } from "../../core/predict/classifier.js";
import { linesOf } from "../../corpus/lines.js";
import { fileError } from "../../files/errors.js";
import { DONE, FAILED, MISUSED } from "../exit-codes.js";
import type { Io } from "../io.js";
import { loadModel } from "../load-model.js";
import { modelPath } from "../model-path.js";
import { type AnswerOptions, Predictor } from "../predictor.js";
import { errorRecord, type Problem, readRecord } from "../records.js";
import { EMPTY, readInput, readTextFile, textOf, tooLong } from "../text-input.js";

export interface PredictOptions extends AnswerOptions {
  readonly model?: string;
  readonly lines?: boolean;
  readonly file?: readonly string[];
  readonly strict: boolean;
  readonly maxBytes: number;
}

/** Runs `predict`. @param help prints the help of the command on stderr. */
export async function predictCommand(
  io: Io,
  words: readonly string[],
  options: PredictOptions,
  help: () => void,
): Promise<number> {
  const elsewhere = options.lines ? "--lines" : options.ndjson ? "--ndjson" : options.file ? "--file" : undefined;
  if (words.length > 0 && elsewhere !== undefined) {
    throw new NewsgroupsError("usage", `give either text arguments or ${elsewhere}, not both`);
  }
  if (options.why && options.lines && !options.json) {
    throw new NewsgroupsError("usage", "--why with --lines needs --json: an explanation takes more than one line");
  }
  if (words.length === 0 && elsewhere === undefined && io.streams.stdin.isTTY) {
    help();
    return MISUSED;
  }
  return predictTexts(io, await loadModel(modelPath(io, options.model)), words, options);
}

/**
 * Predicts all texts with a classifier.
 *
 * @throws NewsgroupsError `usage` if its model cannot do what the options ask for.
 */
export async function predictTexts(
  io: Io,
  classifier: Classifier,
  words: readonly string[],
  options: PredictOptions,
): Promise<number> {
  if (options.minProbability !== undefined && !classifier.hasProbabilities) {
    throw new NewsgroupsError("usage", "--min-probability: this model gives scores, not probabilities");
  }
  const predictor = new Predictor(classifier, options, io.streams);
  const code = await answerAll(io, predictor, words, options);
  const warning = predictor.warning();
  if (warning !== undefined) io.info(warning);
  return code;
}

async function answerAll(
  io: Io,
  predictor: Predictor,
  words: readonly string[],
  options: PredictOptions,
): Promise<number> {
  const { lines, ndjson, file, maxBytes } = options;
  if (words.length > 0) {
    await io.print(await predictor.answer(textOf(Buffer.from(words.join(" ")), maxBytes)));
    return DONE;
  }
  if (file) return answerFiles(io, predictor, file, maxBytes);
  try {
    if (lines || ndjson) return await answerLines(io, predictor, options);
    await io.print(await predictor.answer(await readInput(io.streams.stdin, maxBytes)));
    return DONE;
  } catch (error) {
    throw fileError("read", "standard input", error);
  }
}

/** Answers each file; reports those that cannot be read or classified, and continues. */
async function answerFiles(io: Io, predictor: Predictor, paths: readonly string[], maxBytes: number): Promise<number> {
  let code = DONE;
  for (const path of paths) {
    try {
      await io.print(await predictor.answer(readTextFile(path, maxBytes), path));
    } catch (error) {
      if (!(error instanceof NewsgroupsError) || error.code === "usage") throw error;
      io.error(error.message);
      code = FAILED;
    }
  }
  return code;
}

/** Writes one line per line read: an error record or an empty line for one that cannot be classified. */
async function answerLines(io: Io, predictor: Predictor, options: PredictOptions): Promise<number> {
  const { json, ndjson, maxBytes, strict } = options;
  const answer = (line: string): string | Problem => {
    if (!ndjson) return line.trim() === "" ? { problem: EMPTY } : predictor.answerLine(line);
    const record = readRecord(line);
    return "problem" in record ? record : predictor.answerRecord(record);
  };
  let number = 0;
  let invalid = 0;
  for await (const lines of linesOf(io.streams.stdin, maxBytes)) {
    let block = "";
    for (const line of lines) {
      number++;
      const answered = line === undefined ? { problem: tooLong(maxBytes) } : answer(line);
      if (typeof answered === "string") block += `${answered}\n`;
      else {
        invalid++;
        if (json || ndjson) block += `${errorRecord("input", answered.problem, number)}\n`;
        else {
          block += "\n";
          io.info(`warning: line ${number}: ${answered.problem}`);
        }
      }
    }
    await io.print(block);
  }
  if (invalid === 0 || !strict) return DONE;
  io.error(`standard input: ${invalid} of ${number} lines cannot be classified (--strict)`);
  return FAILED;
}

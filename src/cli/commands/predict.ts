/** `newsgroups predict`: texts from the command line, standard input or files → categories. */

import { NewsgroupsError } from "../../core/errors.js";
import type { Classifier } from "../../core/predict/classifier.js";
import { MISUSED } from "../exit-codes.js";
import type { Io } from "../io.js";
import { loadModel } from "../load-model.js";
import { modelPath } from "../model-path.js";
import { answerLines } from "../predict/lines.js";
import { answerFiles, answerInput, answerWords } from "../predict/texts.js";
import { type AnswerOptions, Predictor } from "../predictor.js";

export interface PredictOptions extends AnswerOptions {
  readonly model?: string;
  readonly lines?: boolean;
  readonly csv?: boolean;
  readonly textField?: string;
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
  const { lines, ndjson, csv, file } = options;
  const elsewhere = lines ? "--lines" : ndjson ? "--ndjson" : csv ? "--csv" : file ? "--file" : undefined;
  if (words.length > 0 && elsewhere !== undefined) {
    throw new NewsgroupsError("usage", `give either text arguments or ${elsewhere}, not both`);
  }
  if (options.why && options.lines && !options.json) {
    throw new NewsgroupsError("usage", "--why with --lines needs --json: an explanation takes more than one line");
  }
  if (options.textField !== undefined && !ndjson && !csv) {
    throw new NewsgroupsError(
      "usage",
      "--text-field: only records and tables have fields; give --ndjson or --csv, too",
    );
  }
  if (words.length === 0 && elsewhere === undefined && io.streams.stdin.isTTY) {
    help();
    return MISUSED;
  }
  return predictTexts(io, await loadModel(modelPath(io.streams.env, options.model)), words, options);
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
  const { lines, ndjson, csv, file, maxBytes } = options;
  if (words.length > 0) return answerWords(io, predictor, words, maxBytes);
  if (file) return answerFiles(io, predictor, file, maxBytes);
  if (csv) return (await import("../predict/table.js")).answerTable(io, predictor, options);
  return lines || ndjson ? answerLines(io, predictor, options) : answerInput(io, predictor, maxBytes);
}

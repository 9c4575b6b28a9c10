/** `newsgroups predict`: texts from the command line, standard input or files → categories. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import type { Classifier, Prediction } from "../../core/predict/classifier.js";
import { type Explanation, MAX_EXPLAINED_TERMS } from "../../core/predict/explanation.js";
import { type RoundedPrediction, rounded } from "../../core/predict/rounded.js";
import { decodeText } from "../../core/text/decode.js";
import { linesOf } from "../../corpus/lines.js";
import { fileError } from "../../files/errors.js";
import { readBytes } from "../../files/read.js";
import { load } from "../../library/load.js";
import { DONE, FAILED, MISUSED } from "../exit-codes.js";
import type { Io } from "../io.js";
import { modelPath } from "../model-path.js";
import { annotated, answerOf, errorRecord, type OutputOptions, type Problem, plain, readRecord } from "../records.js";

export interface PredictOptions extends OutputOptions {
  readonly model?: string;
  readonly why: boolean;
  readonly json: boolean;
  readonly lines?: boolean;
  readonly ndjson?: boolean;
  readonly file?: readonly string[];
  readonly strict: boolean;
  readonly maxBytes: number;
}

/** A prediction as written in JSON. */
type JsonPrediction = Omit<RoundedPrediction, "category"> & {
  readonly category: string | null;
  readonly why?: Explanation | null;
};

/** The default of --top in JSON. */
const JSON_TOP = 3;

/** The default of --max-bytes, 10 MiB. */
export const DEFAULT_MAX_BYTES: number = 10 * 2 ** 20;

const EMPTY = "the text is empty";
const tooLong = (maxBytes: number): string =>
  `the text is longer than ${maxBytes} bytes; shorten it or raise --max-bytes`;

/** Runs `predict`. @param help prints the help of the command on stderr. */
export async function predictCommand(
  io: Io,
  words: readonly string[],
  options: PredictOptions,
  help: () => void,
): Promise<number> {
  const { stdin } = io.streams;
  const elsewhere = options.lines ? "--lines" : options.ndjson ? "--ndjson" : options.file ? "--file" : undefined;
  if (words.length > 0 && elsewhere !== undefined) {
    throw new NewsgroupsError("usage", `give either text arguments or ${elsewhere}, not both`);
  }
  if (options.why && options.lines && !options.json) {
    throw new NewsgroupsError("usage", "--why with --lines needs --json: an explanation takes more than one line");
  }
  if (words.length === 0 && elsewhere === undefined && stdin.isTTY) {
    help();
    return MISUSED;
  }
  const session = new Session(io, load(modelPath(io, options.model)), options);
  const code = await session.run(words);
  session.warnOfGuesses();
  return code;
}

/** One run over any number of texts. */
class Session {
  readonly #io: Io;
  readonly #classifier: Classifier;
  readonly #options: PredictOptions;
  readonly #top: number;
  /** Whether JSON lists more than category and probability. */
  readonly #isLong: boolean;
  #texts = 0;
  #guesses = 0;

  constructor(io: Io, classifier: Classifier, options: PredictOptions) {
    this.#io = io;
    this.#classifier = classifier;
    this.#options = options;
    const { top, minProbability, why, json, ndjson } = options;
    this.#isLong = json || why || (top ?? minProbability) !== undefined;
    this.#top = top ?? (this.#isLong && (json || ndjson) ? JSON_TOP : 1);
  }

  async run(words: readonly string[]): Promise<number> {
    const { lines, ndjson, file } = this.#options;
    if (words.length > 0) return this.#one(Buffer.from(words.join(" ")));
    if (file) return this.#files(file);
    try {
      if (lines) return await this.#stream((line) => this.#line(line));
      if (ndjson) return await this.#stream((line) => this.#record(line));
      return await this.#one(await this.#readInput(), "standard input");
    } catch (error) {
      throw fileError("read", "standard input", error);
    }
  }

  /** Warns of texts without known words. */
  warnOfGuesses(): void {
    if (this.#guesses === 0) return;
    this.#io.info(
      this.#texts === 1
        ? "warning: no known words; this is just the most common category"
        : `warning: ${this.#guesses} of ${this.#texts} texts have no known words; they get just the most common category`,
    );
  }

  async #one(bytes: Uint8Array | undefined, where?: string): Promise<number> {
    const text = this.#decode(bytes, where);
    const prediction = this.#predict(text);
    const answer = this.#options.json
      ? `${JSON.stringify(this.#toJson(text, prediction))}\n`
      : `${plain(prediction, this.#options, "\n")}\n${await this.#reasons(text, prediction)}`;
    await this.#io.print(answer);
    return DONE;
  }

  async #files(paths: readonly string[]): Promise<number> {
    let code = DONE;
    for (const path of paths) {
      try {
        const text = this.#decode(this.#readFile(path), printable(path));
        const prediction = this.#predict(text);
        const answer = this.#options.json
          ? `${JSON.stringify({ file: path, ...this.#toJson(text, prediction) })}\n`
          : `${printable(path)}\t${plain(prediction, this.#options, "\t")}\n${await this.#reasons(text, prediction)}`;
        await this.#io.print(answer);
      } catch (error) {
        if (!(error instanceof NewsgroupsError)) throw error;
        this.#io.error(error.message);
        code = FAILED;
      }
    }
    return code;
  }

  /** Reads standard input; stops and returns undefined if it is too long. */
  async #readInput(): Promise<Uint8Array | undefined> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of this.#io.streams.stdin) {
      size += chunk.length;
      if (size > this.#options.maxBytes) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** Reads a file; returns undefined if it is too long. */
  #readFile(path: string): Uint8Array | undefined {
    try {
      return readBytes(path, this.#options.maxBytes);
    } catch (error) {
      if (error instanceof NewsgroupsError && error.code === "input") return undefined;
      throw error;
    }
  }

  /** Decodes the text of `bytes`, which are undefined if they are too many. */
  #decode(bytes: Uint8Array | undefined, where?: string): string {
    const { maxBytes } = this.#options;
    const fail = (what: string): never => {
      throw new NewsgroupsError("input", where === undefined ? what : `${where}: ${what}`);
    };
    if (bytes === undefined || bytes.length > maxBytes) return fail(tooLong(maxBytes));
    const text = decodeText(bytes);
    return text.trim() === "" ? fail(EMPTY) : text;
  }

  /** Writes one line per line read: an error record or an empty line for one that cannot be classified. */
  async #stream(answer: (line: string) => string | Problem): Promise<number> {
    const { maxBytes, strict } = this.#options;
    let number = 0;
    let invalid = 0;
    for await (const lines of linesOf(this.#io.streams.stdin, maxBytes)) {
      let block = "";
      for (const line of lines) {
        number++;
        const answered = line === undefined ? { problem: tooLong(maxBytes) } : answer(line);
        if (typeof answered !== "string") invalid++;
        block += `${typeof answered === "string" ? answered : this.#placeholder(answered, number)}\n`;
      }
      await this.#io.print(block);
    }
    if (invalid === 0 || !strict) return DONE;
    this.#io.error(`standard input: ${invalid} of ${number} lines cannot be classified (--strict)`);
    return FAILED;
  }

  /** The output for a line that cannot be classified: an error record, or an empty line and a warning. */
  #placeholder({ problem }: Problem, number: number): string {
    if (this.#options.json || this.#options.ndjson) return errorRecord("input", problem, number);
    this.#io.info(`warning: line ${number}: ${problem}`);
    return "";
  }

  #line(line: string): string | Problem {
    if (line.trim() === "") return { problem: EMPTY };
    const prediction = this.#predict(line);
    return this.#options.json ? JSON.stringify(this.#toJson(line, prediction)) : plain(prediction, this.#options, "\t");
  }

  #record(line: string): string | Problem {
    const record = readRecord(line);
    if ("problem" in record) return record;
    const json = this.#toJson(record.text, this.#predict(record.text));
    const { category, probability, score } = json;
    const short = probability === undefined ? { category, score } : { category, probability };
    return annotated(record, this.#isLong ? json : short);
  }

  #predict(text: string): Prediction {
    const prediction = this.#classifier.predict(text, this.#top);
    this.#texts++;
    if (prediction.knownTerms === 0 && answerOf(prediction, this.#options.minProbability) !== null) this.#guesses++;
    return prediction;
  }

  /** A prediction as written in JSON. */
  #toJson(text: string, prediction: Prediction): JsonPrediction {
    const { minProbability, why } = this.#options;
    const json = rounded(prediction);
    if (minProbability === undefined && !why) return json;
    const category = answerOf(prediction, minProbability);
    return { ...json, category, ...(why && { why: this.#classifier.explain(text, MAX_EXPLAINED_TERMS) ?? null }) };
  }

  /** With --why, the explanation below a prediction in plain text. */
  async #reasons(text: string, prediction: Prediction): Promise<string> {
    if (!this.#options.why) return "";
    const { isColoured, reasons } = await import("../explanation-text.js");
    return reasons(this.#classifier, text, prediction, isColoured(this.#io.streams));
  }
}

/** `newsgroups predict`: texts from the command line, standard input or files → categories. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import type { Classifier, Prediction } from "../../core/predict/classifier.js";
import { type Explanation, TOLD_TERMS } from "../../core/predict/explanation.js";
import { rounded } from "../../core/predict/rounded.js";
import { decodeText } from "../../core/text/decode.js";
import { linesOf } from "../../corpus/lines.js";
import { fileError } from "../../files/errors.js";
import { readBytes } from "../../files/read.js";
import { load } from "../../library/load.js";
import { DONE, FAILED, MISUSED } from "../exit-codes.js";
import type { Io } from "../io.js";
import { modelPath } from "../model-path.js";
import { annotated, answerOf, errorRecord, type Problem, plain, readRecord, type Wanted } from "../records.js";

export interface PredictOptions extends Wanted {
  readonly model?: string;
  readonly why: boolean;
  readonly json: boolean;
  readonly lines?: boolean;
  readonly ndjson?: boolean;
  readonly file?: readonly string[];
  readonly strict: boolean;
  readonly maxBytes: number;
}

/** What JSON has of a text. */
type Told = Omit<Prediction, "category"> & { readonly category: string | null; readonly why?: Explanation | null };

/** In JSON so many of the best categories are listed unless --top says otherwise. */
const JSON_TOP = 3;

/** Most bytes of a text unless --max-bytes says otherwise: 10 MiB. */
export const DEFAULT_MAX_BYTES: number = 10 * 2 ** 20;

const EMPTY = "empty; a text expected";
const tooLong = (maxBytes: number): string => `longer than ${maxBytes} bytes; cut it, or allow more with --max-bytes`;

/** @param help prints the help of the command on stderr. */
export async function predictCommand(
  io: Io,
  words: readonly string[],
  options: PredictOptions,
  help: () => void,
): Promise<number> {
  const { stdin } = io.streams;
  const elsewhere = options.lines ? "--lines" : options.ndjson ? "--ndjson" : options.file ? "--file" : undefined;
  if (words.length > 0 && elsewhere !== undefined) {
    throw new NewsgroupsError("usage", `predict: words and ${elsewhere}: one source of texts expected`);
  }
  if (options.why && options.lines && !options.json) {
    throw new NewsgroupsError("usage", "predict: --why and --lines: one line is too short for reasons; add --json");
  }
  if (words.length === 0 && elsewhere === undefined && stdin.isTTY) {
    help();
    return MISUSED;
  }
  const session = new Session(io, load(modelPath(io, options.model)), options);
  const code = await session.run(words);
  session.tellGuesses();
  return code;
}

/** One run over one or many texts. */
class Session {
  readonly #io: Io;
  readonly #classifier: Classifier;
  readonly #options: PredictOptions;
  readonly #top: number;
  /** Whether JSON has more than category and probability. */
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
    if (words.length > 0) return this.#one(Buffer.from(words.join(" ")), "the command line");
    if (file) return this.#files(file);
    try {
      if (lines) return await this.#stream((line) => this.#line(line));
      if (ndjson) return await this.#stream((line) => this.#record(line));
      return await this.#one(await this.#readInput(), "standard input");
    } catch (error) {
      throw fileError("read", "standard input", error);
    }
  }

  /** Tells of answers to texts of which the model knows nothing. */
  tellGuesses(): void {
    if (this.#guesses === 0) return;
    const which = this.#texts === 1 ? "the text has" : `${this.#guesses} of ${this.#texts} texts have`;
    this.#io.tell(`warning: ${which} no word that the model knows; the answer is only its commonest category`);
  }

  async #one(bytes: Uint8Array | undefined, where: string): Promise<number> {
    const text = this.#decode(bytes, where);
    const prediction = this.#predict(text);
    const answer = this.#options.json
      ? `${JSON.stringify(this.#told(text, prediction))}\n`
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
          ? `${JSON.stringify({ file: path, ...this.#told(text, prediction) })}\n`
          : `${printable(path)}\t${plain(prediction, this.#options, "\t")}\n${await this.#reasons(text, prediction)}`;
        await this.#io.print(answer);
      } catch (error) {
        if (!(error instanceof NewsgroupsError)) throw error;
        this.#io.complain(error.message);
        code = FAILED;
      }
    }
    return code;
  }

  /** All of standard input; undefined if it is too long, and then the rest stays unread. */
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

  /** All of a file; undefined if it is too long. */
  #readFile(path: string): Uint8Array | undefined {
    try {
      return readBytes(path, this.#options.maxBytes);
    } catch (error) {
      if (error instanceof NewsgroupsError && error.code === "input") return undefined;
      throw error;
    }
  }

  /** The text of `bytes`, which are undefined where there were too many. */
  #decode(bytes: Uint8Array | undefined, where: string): string {
    const { maxBytes } = this.#options;
    if (bytes === undefined || bytes.length > maxBytes) {
      throw new NewsgroupsError("input", `${where}: ${tooLong(maxBytes)}`);
    }
    const text = decodeText(bytes);
    if (text.trim() === "") throw new NewsgroupsError("input", `${where}: ${EMPTY}`);
    return text;
  }

  /** One line in, one line out, whatever it holds: what is no text is told of in its place, and the stream goes on. */
  async #stream(answer: (line: string) => string | Problem): Promise<number> {
    const { maxBytes, strict } = this.#options;
    let number = 0;
    let bad = 0;
    for await (const lines of linesOf(this.#io.streams.stdin, maxBytes)) {
      let block = "";
      for (const line of lines) {
        number++;
        const answered = line === undefined ? { problem: tooLong(maxBytes) } : answer(line);
        if (typeof answered !== "string") bad++;
        block += `${typeof answered === "string" ? answered : this.#placeholder(answered, number)}\n`;
      }
      await this.#io.print(block);
    }
    if (bad === 0 || !strict) return DONE;
    this.#io.complain(`standard input: ${bad} of ${number} lines are no texts, and --strict was given`);
    return FAILED;
  }

  /** What stands in the place of a line that is no text: an error record, or an empty line and a warning. */
  #placeholder({ problem }: Problem, number: number): string {
    if (this.#options.json || this.#options.ndjson) return errorRecord("input", problem, number);
    this.#io.tell(`warning: line ${number}: ${problem}`);
    return "";
  }

  #line(line: string): string | Problem {
    if (line.trim() === "") return { problem: EMPTY };
    const prediction = this.#predict(line);
    return this.#options.json ? JSON.stringify(this.#told(line, prediction)) : plain(prediction, this.#options, "\t");
  }

  #record(line: string): string | Problem {
    const record = readRecord(line);
    if ("problem" in record) return record;
    const told = this.#told(record.text, this.#predict(record.text));
    const { category, probability } = told;
    return annotated(record, this.#isLong ? told : { category, probability });
  }

  #predict(text: string): Prediction {
    const prediction = this.#classifier.predict(text, this.#top);
    this.#texts++;
    if (prediction.knownTerms === 0 && answerOf(prediction, this.#options.minProbability) !== null) this.#guesses++;
    return prediction;
  }

  /** A prediction as JSON has it. */
  #told(text: string, prediction: Prediction): Told {
    const { minProbability, why } = this.#options;
    const told = rounded(prediction);
    if (minProbability === undefined && !why) return told;
    const category = answerOf(prediction, minProbability);
    return { ...told, category, ...(why && { why: this.#classifier.explain(text, TOLD_TERMS) ?? null }) };
  }

  /** With --why what stands below a prediction in plain text. */
  async #reasons(text: string, prediction: Prediction): Promise<string> {
    if (!this.#options.why) return "";
    const { isColoured, reasons } = await import("../explanation-text.js");
    return reasons(this.#classifier, text, prediction, isColoured(this.#io.streams));
  }
}

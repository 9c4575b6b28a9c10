/** `newsgroups predict`: texts from the command line, standard input or files → categories. */

import type { Classifier, Prediction } from "../classifier/classifier.js";
import { rounded } from "../classifier/rounded.js";
import { decodeText } from "../corpus/decode.js";
import { linesOf } from "../corpus/lines.js";
import { fileError, NewsgroupsError, printable } from "../errors.js";
import { load, readBytes } from "../load.js";
import { DONE, FAILED, MISUSED } from "./exit-codes.js";
import type { Io } from "./io.js";
import { modelPath } from "./model-path.js";
import { annotated, errorRecord, numbered, type Problem, plainLine, readRecord } from "./records.js";

export interface PredictOptions {
  readonly model?: string;
  readonly top?: number;
  readonly json: boolean;
  readonly lines?: boolean;
  readonly ndjson?: boolean;
  readonly file?: readonly string[];
  readonly strict: boolean;
  readonly maxBytes: number;
}

/** With --json, so many of the best categories are listed unless --top says otherwise. */
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
  if (words.length === 0 && !options.file && stdin.isTTY) {
    help();
    return MISUSED;
  }
  const session = new Session(io, load(modelPath(io, options.model)), options);
  const code = await session.run(words);
  session.tellUnknown();
  return code;
}

/** One run over one or many texts. */
class Session {
  readonly #io: Io;
  readonly #classifier: Classifier;
  readonly #options: PredictOptions;
  readonly #top: number;
  #texts = 0;
  #unknown = 0;

  constructor(io: Io, classifier: Classifier, options: PredictOptions) {
    this.#io = io;
    this.#classifier = classifier;
    this.#options = options;
    this.#top = options.top ?? (options.json ? JSON_TOP : 1);
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

  /** Tells of texts of which the model knows nothing: their answers are guesses. */
  tellUnknown(): void {
    if (this.#unknown === 0) return;
    const which = this.#texts === 1 ? "the text has" : `${this.#unknown} of ${this.#texts} texts have`;
    this.#io.tell(`warning: ${which} no term that the model knows; the answer is the likeliest category a priori`);
  }

  async #one(bytes: Uint8Array | undefined, where: string): Promise<number> {
    const prediction = this.#predict(this.#decode(bytes, where));
    if (this.#options.json) await this.#io.print(`${JSON.stringify(rounded(prediction))}\n`);
    else if (this.#options.top === undefined) await this.#io.print(`${prediction.category}\n`);
    else await this.#io.print(prediction.top.map((ranked) => `${numbered(ranked)}\n`).join(""));
    return DONE;
  }

  async #files(paths: readonly string[]): Promise<number> {
    let code = DONE;
    for (const path of paths) {
      try {
        const prediction = this.#predict(this.#decode(this.#readFile(path), printable(path)));
        const line = this.#options.json
          ? JSON.stringify({ file: path, ...rounded(prediction) })
          : `${printable(path)}\t${plainLine(prediction, this.#options.top)}`;
        await this.#io.print(`${line}\n`);
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
    return this.#options.json ? JSON.stringify(rounded(prediction)) : plainLine(prediction, this.#options.top);
  }

  #record(line: string): string | Problem {
    const record = readRecord(line);
    if ("problem" in record) return record;
    const { category, probability, top, knownTerms } = rounded(this.#predict(record.text));
    const isLong = this.#options.json || this.#options.top !== undefined;
    return annotated(record, isLong ? { category, probability, top, knownTerms } : { category, probability });
  }

  #predict(text: string): Prediction {
    const prediction = this.#classifier.predict(text, this.#top);
    this.#texts++;
    if (prediction.knownTerms === 0) this.#unknown++;
    return prediction;
  }
}

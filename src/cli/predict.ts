/** `newsgroups predict`: texts from the command line, standard input or files → categories. */

import type { Classifier, Prediction } from "../classifier/classifier.js";
import { decodeText } from "../corpus/decode.js";
import { linesOf } from "../corpus/lines.js";
import { NewsgroupsError, printable } from "../errors.js";
import { load, readBytes } from "../load.js";
import { DONE, FAILED, MISUSED } from "./exit-codes.js";
import type { Io } from "./io.js";
import { modelPath } from "./model-path.js";
import { annotated, errorRecord, numbered, plainLine, readRecord, rounded } from "./records.js";

export interface PredictOptions {
  readonly model?: string;
  readonly top?: number;
  readonly json: boolean;
  readonly lines?: boolean;
  readonly ndjson?: boolean;
  readonly file?: readonly string[];
}

/** With --json, so many of the best categories are listed unless --top says otherwise. */
const JSON_TOP = 3;

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
    if (words.length > 0) return this.#one(words.join(" "), "the command line");
    if (file) return this.#files(file);
    if (lines) return this.#stream((line, number) => this.#line(line, number));
    if (ndjson) return this.#stream((line, number) => this.#record(line, number));
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#io.streams.stdin) chunks.push(chunk);
    return this.#one(decodeText(Buffer.concat(chunks)), "standard input");
  }

  /** Tells of texts of which the model knows nothing: their answers are guesses. */
  tellUnknown(): void {
    if (this.#unknown === 0) return;
    const which = this.#texts === 1 ? "the text has" : `${this.#unknown} of ${this.#texts} texts have`;
    this.#io.tell(`warning: ${which} no term that the model knows; the answer is the likeliest category a priori`);
  }

  async #one(text: string, where: string): Promise<number> {
    if (text.trim() === "") throw new NewsgroupsError("input", `${where}: empty; a text expected`);
    const prediction = this.#predict(text);
    if (this.#options.json) await this.#io.print(`${JSON.stringify(rounded(prediction))}\n`);
    else if (this.#options.top === undefined) await this.#io.print(`${prediction.category}\n`);
    else await this.#io.print(prediction.top.map((ranked) => `${numbered(ranked)}\n`).join(""));
    return DONE;
  }

  async #files(paths: readonly string[]): Promise<number> {
    let code = DONE;
    for (const path of paths) {
      try {
        const text = this.#readText(path);
        const prediction = this.#predict(text);
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

  #readText(path: string): string {
    const text = decodeText(readBytes(path));
    if (text.trim() === "") throw new NewsgroupsError("input", `${printable(path)}: empty; a text expected`);
    return text;
  }

  async #stream(answer: (line: string, number: number) => string): Promise<number> {
    let number = 0;
    for await (const lines of linesOf(this.#io.streams.stdin)) {
      let block = "";
      for (const line of lines) block += `${answer(line, ++number)}\n`;
      await this.#io.print(block);
    }
    return DONE;
  }

  /** One line in, one line out: a text without words to judge gives an empty line, and the stream goes on. */
  #line(line: string, number: number): string {
    if (line.trim() === "") {
      this.#io.tell(`warning: line ${number}: empty; a text expected`);
      return this.#options.json ? errorRecord("input", "empty; a text expected", number) : "";
    }
    const prediction = this.#predict(line);
    return this.#options.json ? JSON.stringify(rounded(prediction)) : plainLine(prediction, this.#options.top);
  }

  #record(line: string, number: number): string {
    const record = readRecord(line);
    if ("problem" in record) return errorRecord("input", record.problem, number);
    const prediction = rounded(this.#predict(record.text));
    const { category, probability, top, knownTerms } = prediction;
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

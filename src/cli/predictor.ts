/** Predictor: a text → its answer, as the options of predict ask for it. */

import { isUtf8 } from "node:buffer";
import { printable } from "../core/errors.js";
import type { Classifier, Prediction } from "../core/predict/classifier.js";
import { type Explanation, MAX_EXPLAINED_TERMS } from "../core/predict/explanation.js";
import { type RoundedPrediction, round, rounded } from "../core/predict/rounded.js";
import { shareNotUtf8 } from "../core/text/decode.js";
import type { TextReader } from "../mail/read-text.js";
import { readerFor } from "../mail/reader-for.js";
import type { Streams } from "./io.js";
import { annotated, answerOf, type ObjectLine, type OutputOptions, plain, UNKNOWN } from "./records.js";

export interface AnswerOptions extends OutputOptions {
  readonly why: boolean;
  readonly json: boolean;
  readonly ndjson?: boolean;
}

/** A prediction as written in JSON. */
type JsonPrediction = Omit<RoundedPrediction, "category"> & {
  readonly category: string | null;
  readonly why?: Explanation | null;
};

/** A text in a Western language has fewer bytes that are no UTF-8. */
const MUCH_FOREIGN = 0.1;

/** The default of --top in JSON. */
const JSON_TOP = 3;

/** Where a text comes from, and what it was before it was read. */
export interface Source {
  /** The file. */
  readonly path?: string | undefined;
  /** The number of the message in an mbox. */
  readonly message?: number | undefined;
  readonly bytes?: Uint8Array | undefined;
}

/** Answers texts, and counts those without known words. */
export class Predictor {
  /** Reads texts as the classifier wants them. */
  readonly read: TextReader;
  readonly #classifier: Classifier;
  readonly #options: AnswerOptions;
  readonly #streams: Streams;
  readonly #top: number;
  /** Whether JSON lists more than category and probability. */
  readonly #isLong: boolean;
  /** Whether plain text has the category alone. */
  readonly #isBare: boolean;
  #texts = 0;
  #guesses = 0;
  /** Of the bytes that may be to blame for guesses: how many there are, and how many of them are no UTF-8. */
  #bytes = 0;
  #foreignBytes = 0;

  /** @param streams decide whether --why shows colours. */
  constructor(classifier: Classifier, options: AnswerOptions, streams: Streams) {
    this.read = readerFor(classifier);
    this.#classifier = classifier;
    this.#options = options;
    this.#streams = streams;
    const { top, minProbability, why, json, ndjson } = options;
    this.#isLong = json || why || (top ?? minProbability) !== undefined;
    this.#isBare = !why && (top ?? minProbability) === undefined;
    this.#top = top ?? (this.#isLong && (json || ndjson) ? JSON_TOP : 1);
  }

  /** Answers a text that has been read; a promise only where it is explained. */
  answer(text: string, { path, message, bytes }: Source = {}): string | Promise<string> {
    const guesses = this.#guesses;
    const name = message === undefined ? path : [path, message].filter((part) => part !== undefined).join(":");
    let answer: string | Promise<string>;
    if (this.#options.json) {
      const source = { ...(path !== undefined && { file: path }), ...(message !== undefined && { message }) };
      answer = `${JSON.stringify({ ...source, ...this.#toJson(text, this.#predict(text)) })}\n`;
    } else if (this.#isBare) answer = `${name === undefined ? "" : `${printable(name)}\t`}${this.#best(text)}\n`;
    else answer = this.#plain(text, name);
    if (bytes !== undefined && this.#guesses > guesses) this.countForeign(bytes);
    return answer;
  }

  /** Answers a line of text, without line end. */
  answerLine(line: string): string {
    if (this.#options.json) return JSON.stringify(this.#toJson(line, this.#predict(line)));
    return this.#isBare ? this.#best(line) : plain(this.#predict(line), this.#options, "\t");
  }

  /** Adds the answer to a record. @param text its text, read. */
  answerRecord(record: ObjectLine, text: string): string {
    const json = this.#toJson(text, this.#predict(text));
    const { category, probability, score } = json;
    const short = probability === undefined ? { category, score } : { category, probability };
    return annotated(record, this.#isLong ? json : short);
  }

  /** What the number of an answer is called. */
  get numberName(): "probability" | "score" {
    return this.#classifier.hasProbabilities ? "probability" : "score";
  }

  /** The category of a text, and its probability or score. */
  answerRow(text: string): readonly [category: string, number: string] {
    const prediction = this.#predict(text);
    const number = round(prediction.probability ?? prediction.score);
    return [answerOf(prediction, this.#options.minProbability) ?? UNKNOWN, String(number)];
  }

  /** Counts bytes of texts that are no UTF-8, for the warning. */
  countForeign(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (!isUtf8(bytes)) this.#foreignBytes += shareNotUtf8(bytes) * bytes.length;
  }

  /** A warning about texts without known words; undefined if there were none. */
  warning(): string | undefined {
    if (this.#guesses === 0) return undefined;
    const share = this.#foreignBytes / this.#bytes;
    const isForeign = share > MUCH_FOREIGN;
    const bytes = `${Math.round(100 * share)} % of the bytes are no UTF-8`;
    return this.#texts === 1
      ? `warning: no known words; ${isForeign ? `${bytes}: is the text in another encoding?` : "all such texts get this answer"}`
      : `warning: ${this.#guesses} of ${this.#texts} texts have no known words; they all get the same answer` +
          (isForeign ? `; ${bytes}: are the texts in another encoding?` : "");
  }

  /** The answer in plain text, and why. */
  #plain(text: string, name: string | undefined): string | Promise<string> {
    const prediction = this.#predict(text);
    const answer =
      name === undefined
        ? plain(prediction, this.#options, "\n")
        : `${printable(name)}\t${plain(prediction, this.#options, "\t")}`;
    if (!this.#options.why) return `${answer}\n`;
    return this.#explanation(text, prediction).then((explanation) => `${answer}\n${explanation}`);
  }

  #predict(text: string): Prediction {
    const prediction = this.#classifier.predict(text, this.#top);
    this.#count(prediction.knownTerms === 0 && answerOf(prediction, this.#options.minProbability) !== null);
    return prediction;
  }

  /** The category of a text. Its probability takes a tenth of the time of a short text, and nobody would see it. */
  #best(text: string): string {
    const { category, knownTerms } = this.#classifier.best(text);
    this.#count(knownTerms === 0);
    return category;
  }

  #count(isGuess: boolean): void {
    this.#texts++;
    if (isGuess) this.#guesses++;
  }

  #toJson(text: string, prediction: Prediction): JsonPrediction {
    const { minProbability, why } = this.#options;
    const json = rounded(prediction);
    if (minProbability === undefined && !why) return json;
    const category = answerOf(prediction, minProbability);
    return { ...json, category, ...(why && { why: this.#classifier.explain(text, MAX_EXPLAINED_TERMS) ?? null }) };
  }

  async #explanation(text: string, prediction: Prediction): Promise<string> {
    const { isColoured, reasons } = await import("./explanation-text.js");
    return reasons(this.#classifier, text, prediction, isColoured(this.#streams));
  }
}

/** `predict` of whole texts: arguments, standard input and files → an answer for each text and message. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { fileError } from "../../files/errors.js";
import { FileReader } from "../../files/file-reader.js";
import { DONE, FAILED } from "../exit-codes.js";
import type { Io } from "../io.js";
import type { Predictor } from "../predictor.js";
import { type FoundText, textOf, textsInFile, textsInStream } from "../text-input.js";

/** Stands for standard input among the files. */
const STDIN = "-";
/** What messages call it. */
const INPUT = "standard input";

/** Answers the words of a command line as one text. */
export async function answerWords(
  io: Io,
  predictor: Predictor,
  words: readonly string[],
  maxBytes: number,
): Promise<number> {
  const text = words.join(" ");
  const content = Buffer.byteLength(text) > maxBytes ? undefined : text;
  await io.print(await predictor.answer(await textOf(content, maxBytes, predictor.read)));
  return DONE;
}

/** Answers standard input. */
export async function answerInput(io: Io, predictor: Predictor, maxBytes: number): Promise<number> {
  const answering = new Answering(io, predictor, maxBytes);
  await answering.answerInput(undefined);
  return answering.code;
}

/** Files that hold many texts, by the ending of their name, and the option that reads them from standard input. */
const MANY: readonly (readonly [ending: RegExp, option: string])[] = [
  [/\.[ct]sv(\.gz)?$/i, "--csv"],
  [/\.(ndjson|jsonl)(\.gz)?$/i, "--ndjson"],
];

/** Answers each file; reports those that cannot be read or classified, and continues. */
export async function answerFiles(
  io: Io,
  predictor: Predictor,
  paths: readonly string[],
  maxBytes: number,
): Promise<number> {
  const answering = new Answering(io, predictor, maxBytes);
  for (const path of paths) {
    const option = MANY.find(([ending]) => ending.test(path))?.[1];
    if (option !== undefined) {
      const name = printable(path);
      io.info(`warning: ${name}: read as one text; predict ${option} < ${name} classifies each of its texts`);
    }
    await (path === STDIN ? answering.answerInput(path) : answering.answerFile(path));
  }
  await answering.print();
  return answering.code;
}

/** Characters of answers that are printed together, and how long the first of them waits at most while others come. */
const BLOCK = 1 << 16;
const WAIT_MS = 50;

/** Answers texts, and prints the answers in blocks: to print each by itself takes longer than to find it. */
class Answering {
  /** {@link FAILED} once a text could not be classified. */
  code: number = DONE;
  readonly #io: Io;
  readonly #predictor: Predictor;
  readonly #maxBytes: number;
  readonly #reader = new FileReader();
  #block = "";
  #printBy = performance.now() + WAIT_MS;

  constructor(io: Io, predictor: Predictor, maxBytes: number) {
    this.#io = io;
    this.#predictor = predictor;
    this.#maxBytes = maxBytes;
  }

  /** Prints the answers that have not been printed. */
  async print(): Promise<void> {
    const block = this.#block;
    this.#block = "";
    if (block !== "") await this.#io.print(block);
    this.#printBy = performance.now() + WAIT_MS;
  }

  /** Answers the texts of standard input, each as soon as it is there. @param path what an answer calls it, if anything. */
  async answerInput(path: string | undefined): Promise<void> {
    await this.print();
    const { stdin } = this.#io.streams;
    try {
      for await (const found of textsInStream(stdin, this.#maxBytes, INPUT)) {
        await this.#answer(found, path, INPUT);
        await this.print();
      }
    } catch (error) {
      await this.#report(fileError("read", INPUT, error));
    }
  }

  /** Answers the texts of a file. */
  async answerFile(path: string): Promise<void> {
    const where = printable(path);
    try {
      const texts = textsInFile(path, this.#reader, this.#maxBytes);
      if (Symbol.iterator in texts) for (const found of texts) await this.#answer(found, path, where);
      else for await (const found of texts) await this.#answer(found, path, where);
    } catch (error) {
      await this.#report(fileError("read", where, error));
    }
    // Who writes to a pipe may wait for the answer.
    if (this.#reader.isPipe) await this.print();
  }

  async #answer({ bytes, message }: FoundText, path: string | undefined, where: string): Promise<void> {
    const here = message === undefined ? where : `${where}:${message}`;
    try {
      const text = textOf(bytes, this.#maxBytes, this.#predictor.read, here);
      const answer = this.#predictor.answer(typeof text === "string" ? text : await text, { path, message, bytes });
      this.#block += typeof answer === "string" ? answer : await answer;
    } catch (error) {
      await this.#report(error);
    }
    if (this.#block.length >= BLOCK || performance.now() >= this.#printBy) await this.print();
  }

  /** Reports a text that cannot be classified, behind the answers before it. */
  async #report(error: unknown): Promise<void> {
    if (!(error instanceof NewsgroupsError) || error.code === "usage") throw error;
    await this.print();
    this.#io.error(error.message);
    this.code = FAILED;
  }
}

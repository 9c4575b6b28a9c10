/** `predict` of whole texts: arguments, standard input and files → an answer for each text and message. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { fileError } from "../../files/errors.js";
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
  return answerEach(io, predictor, () => textsInStream(io.streams.stdin, maxBytes, INPUT), undefined, maxBytes);
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
  let code = DONE;
  for (const path of paths) {
    const option = MANY.find(([ending]) => ending.test(path))?.[1];
    if (option !== undefined) {
      io.info(
        `warning: ${printable(path)}: read as one text; predict ${option} < ${printable(path)} classifies each of its texts`,
      );
    }
    const open = (): Texts =>
      path === STDIN ? textsInStream(io.streams.stdin, maxBytes, INPUT) : textsInFile(path, maxBytes);
    if ((await answerEach(io, predictor, open, path, maxBytes)) !== DONE) code = FAILED;
  }
  return code;
}

type Texts = Iterable<FoundText> | AsyncIterable<FoundText>;

/** Answers the texts of one input; reports those that cannot be classified, and continues. */
async function answerEach(
  io: Io,
  predictor: Predictor,
  open: () => Texts,
  path: string | undefined,
  maxBytes: number,
): Promise<number> {
  const where = path === undefined || path === STDIN ? INPUT : printable(path);
  let code = DONE;
  const report = (error: unknown): void => {
    if (!(error instanceof NewsgroupsError) || error.code === "usage") throw error;
    io.error(error.message);
    code = FAILED;
  };
  try {
    for await (const { bytes, message } of open()) {
      const here = message === undefined ? where : `${where}:${message}`;
      let answer: string;
      try {
        answer = await predictor.answer(await textOf(bytes, maxBytes, predictor.read, here), { path, message, bytes });
      } catch (error) {
        report(error);
        continue;
      }
      await io.print(answer);
    }
  } catch (error) {
    report(fileError("read", where, error));
  }
  return code;
}

/** `predict` of standard input line by line: --lines and --ndjson → one line for each. */

import { NewsgroupsError } from "../../core/errors.js";
import { linesOf } from "../../corpus/lines/lines.js";
import { fileError } from "../../files/errors.js";
import { DONE, FAILED } from "../exit-codes.js";
import type { Io } from "../io.js";
import type { AnswerOptions, Predictor } from "../predictor.js";
import { errorRecord, type Problem, readRecord } from "../records.js";
import { EMPTY, tooLong } from "../text-input.js";
import { observed } from "./observed.js";
import { unpacked } from "./unpacked.js";

const STDIN = "standard input";

export interface LineOptions extends AnswerOptions {
  readonly textField?: string;
  readonly strict: boolean;
  readonly maxBytes: number;
}

type Answer = string | Problem;

/** Writes one line per line read: an error record or an empty line for one that cannot be classified. */
export async function answerLines(io: Io, predictor: Predictor, options: LineOptions): Promise<number> {
  const { json, ndjson, textField, maxBytes, strict } = options;
  let number = 0;
  let invalid = 0;
  try {
    for await (const lines of linesOf(observed(unpacked(io.streams.stdin, STDIN), predictor), maxBytes)) {
      let block = "";
      for (const line of lines) {
        number++;
        const given =
          line === undefined
            ? { problem: tooLong(maxBytes) }
            : ndjson
              ? answerRecord(predictor, line, textField)
              : answerLine(predictor, line);
        // Few need a promise, and one for each line would take longer than a short line itself.
        const answer = given instanceof Promise ? await given : given;
        if (typeof answer === "string") block += `${answer}\n`;
        else {
          invalid++;
          if (json || ndjson) block += `${errorRecord(answer, number)}\n`;
          else {
            block += "\n";
            io.info(`warning: line ${number}: ${answer.problem}`);
          }
        }
      }
      await io.print(block);
    }
  } catch (error) {
    throw fileError("read", STDIN, error);
  }
  if (invalid === 0 || !strict) return DONE;
  io.error(`${STDIN}: ${invalid} of ${number} lines cannot be classified (--strict)`);
  return FAILED;
}

/** A line is no message, and nothing to decode. */
function answerLine(predictor: Predictor, line: string): Answer {
  if (line.includes("\0")) return { problem: "the text is binary data (NUL characters), not text" };
  return line.trim() === "" ? { problem: EMPTY } : predictor.answerLine(line);
}

function answerRecord(predictor: Predictor, line: string, textField: string | undefined): Answer | Promise<Answer> {
  const record = readRecord(line, textField);
  if ("problem" in record) return record;
  const fail = (error: unknown): Problem => {
    if (!(error instanceof NewsgroupsError) || error.code === "usage") throw error;
    return { problem: `the text ${error.message}`, object: record };
  };
  try {
    const text = predictor.read(record.text);
    if (typeof text === "string") return predictor.answerRecord(record, text);
    return text.then((decoded) => predictor.answerRecord(record, decoded)).catch(fail);
  } catch (error) {
    return fail(error);
  }
}

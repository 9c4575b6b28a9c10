/** Records: how predictions are written, as lines and as JSON. */

import { isRecord } from "../core/container/header.js";
import type { ErrorCode } from "../core/errors.js";
import type { Prediction, Ranked } from "../core/predict/classifier.js";

const PLAIN_PLACES = 4;
/** Decimal places of a term's share in plain text. */
export const SHARE_PLACES = 4;

/** `category<TAB>probability`. */
function numbered({ category, probability }: Ranked): string {
  return `${category}\t${probability.toFixed(PLAIN_PLACES)}`;
}

/** The answer of which nobody is sure enough, in plain text; in JSON it is null. */
const UNKNOWN = "unknown";

/** The answer; null if it is less probable than it must be. */
export function answerOf({ category, probability }: Prediction, minProbability = 0): string | null {
  return probability < minProbability ? null : category;
}

/** What is to be written of a prediction. */
export interface Wanted {
  readonly top?: number;
  readonly minProbability?: number;
}

/**
 * A prediction in plain text: the answer alone, or with `top` as many pairs as were asked for. These tell what is likeliest
 * whether it is the answer or not, so with `minProbability` the answer stands before them.
 */
export function plain(prediction: Prediction, { top, minProbability }: Wanted, separator: string): string {
  const answer = answerOf(prediction, minProbability) ?? UNKNOWN;
  if (top === undefined) return answer;
  const pairs = prediction.top.map(numbered);
  return (minProbability === undefined ? pairs : [answer, ...pairs]).join(separator);
}

/** What stands in the place of a record that cannot be used, so that every line in has its line out. */
export function errorRecord(code: ErrorCode, message: string, line: number): string {
  return JSON.stringify({ error: { code, message }, line });
}

/** A record read: its text, the line itself, and the names of its fields. */
export interface TextRecord {
  readonly line: string;
  readonly text: string;
  readonly record: Readonly<Record<string, unknown>>;
}

/** What is wrong with a line. */
export interface Problem {
  readonly problem: string;
}

/** Reads a line `{"text": ..., ...}`, or says what is wrong with it. */
export function readRecord(line: string): TextRecord | Problem {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return { problem: 'not JSON; {"text": "..."} expected' };
  }
  if (!isRecord(record)) return { problem: 'not an object; {"text": "..."} expected' };
  const text = Object.hasOwn(record, "text") ? record["text"] : undefined;
  if (typeof text !== "string") {
    return { problem: `"text" is ${text === undefined ? "missing" : "not a string"}; {"text": "..."} expected` };
  }
  if (text.trim() === "") return { problem: '"text" is empty; a text expected' };
  return { line, text, record };
}

/**
 * The record with `fields` added, or set where it has them. Everything else of the line is kept as it was written, for
 * reading and writing it anew would change what JavaScript cannot hold, such as an id of 64 bits.
 */
export function annotated({ line, record }: TextRecord, fields: Readonly<Record<string, unknown>>): string {
  let out = "";
  let from = 0;
  for (const { name, start, end } of Object.keys(fields).some((key) => Object.hasOwn(record, key))
    ? membersOf(line)
    : []) {
    if (!Object.hasOwn(fields, name)) continue;
    out += line.slice(from, start) + JSON.stringify(fields[name]);
    from = end;
  }
  const close = line.lastIndexOf("}");
  const added = Object.entries(fields).filter(([name]) => !Object.hasOwn(record, name));
  out += line.slice(from, close);
  for (const [name, value] of added) out += `,${JSON.stringify(name)}:${JSON.stringify(value)}`;
  return `${out}}`;
}

/** The members of a JSON object and where the value of each starts and ends in its text, which is known to be JSON. */
function* membersOf(line: string): Generator<{ readonly name: string; readonly start: number; readonly end: number }> {
  let depth = 0;
  let text = "";
  let start = -1;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === '"') {
      const begin = at;
      for (at++; line[at] !== '"'; at++) if (line[at] === "\\") at++;
      if (depth === 1 && start < 0) text = line.slice(begin, at + 1);
    } else if (character === ":" && depth === 1) start = at + 1;
    else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]" || character === ",") {
      if (depth === 1 && start >= 0) {
        yield { name: JSON.parse(text) as string, start, end: at };
        start = -1;
      }
      if (character !== ",") depth--;
    }
  }
}

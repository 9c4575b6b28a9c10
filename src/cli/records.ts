/** Records: predictions as lines of text, and as JSON. */

import { isRecord } from "../core/container/header.js";
import { type ErrorCode, NewsgroupsError, printable } from "../core/errors.js";
import type { Prediction, RankedCategory } from "../core/predict/classifier.js";
import { findText } from "../corpus/fields.js";

const PLAIN_PLACES = 4;
/** Decimal places of a term's share in plain text. */
export const SHARE_PLACES = 4;

/** A term on one line: in quotation marks if a blank at its edge would not be seen. */
export function termText(term: string): string {
  return term.trim() === term && term !== "" ? printable(term) : printable(JSON.stringify(term));
}

/** `category<TAB>probability`, or the score where there are no probabilities. */
function numbered({ category, score, probability }: RankedCategory): string {
  return `${category}\t${(probability ?? score).toFixed(PLAIN_PLACES)}`;
}

/** The answer below --min-probability in plain text and tables; in JSON it is null. */
export const UNKNOWN = "unknown";

/**
 * Returns the predicted category. With `minProbability`, null if it is less probable than that, or if nothing of the text is known: then its
 * probability is that of any text.
 */
export function answerOf({ category, probability, knownTerms }: Prediction, minProbability?: number): string | null {
  if (minProbability === undefined) return category;
  return knownTerms === 0 || (probability !== undefined && probability < minProbability) ? null : category;
}

/** How many words of a text are known where none is: `0 of 3 words known`. */
export function noWordsKnown({ words = 0 }: Prediction): string {
  return words === 0 ? "the text has no words" : `0 of ${words} ${words === 1 ? "word" : "words"} known`;
}

/** The options that select what is written of a prediction. */
export interface OutputOptions {
  readonly top?: number;
  readonly minProbability?: number;
}

/**
 * A prediction in plain text: the answer alone or, with `top`, the best categories and their probabilities. With
 * `minProbability` these come after the answer, because the best category may not be the answer.
 */
export function plain(prediction: Prediction, { top, minProbability }: OutputOptions, separator: string): string {
  const answer = answerOf(prediction, minProbability) ?? UNKNOWN;
  if (top === undefined) return answer;
  const pairs = prediction.top.map(numbered);
  return (minProbability === undefined ? pairs : [answer, ...pairs]).join(separator);
}

/** A line with a JSON object: the line, and its parsed fields. */
export interface ObjectLine {
  readonly line: string;
  readonly record: Readonly<Record<string, unknown>>;
}

/** A valid record. */
export interface TextRecord extends ObjectLine {
  readonly text: string;
}

/** An invalid line. */
export interface Problem {
  readonly problem: string;
  /** If it has fields. */
  readonly object?: ObjectLine;
}

/** The output for an invalid line, so that each input line has an output line. Fields that it has are kept. */
export function errorRecord({ problem, object }: Problem, line: number): string {
  const error = { code: "input" satisfies ErrorCode, message: problem };
  return object === undefined ? JSON.stringify({ error, line }) : annotated(object, { error, line });
}

/**
 * Parses a line `{"text": ..., ...}`.
 *
 * @param given the field of the text, or several with commas between them; default `text`, or the one that has a usual name.
 */
export function readRecord(line: string, given?: string): TextRecord | Problem {
  const expected = `expected {${quoted(given ?? "text")}: "..."}`;
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return { problem: `not JSON; ${expected}` };
  }
  if (Array.isArray(record)) {
    return { problem: "not an object, but an array; put each of its objects on a line: jq -c '.[]'" };
  }
  if (!isRecord(record)) return { problem: `not an object; ${expected}` };
  const object = { line, record };
  const names = fieldsOf(record, given);
  if (typeof names === "string") return { problem: names, object };
  const texts: string[] = [];
  for (const name of names) {
    const text = Object.hasOwn(record, name) ? record[name] : undefined;
    if (typeof text !== "string") {
      return { problem: `${quoted(name)} is ${text === undefined ? "missing" : "not a string"}; ${expected}`, object };
    }
    texts.push(text);
  }
  const text = texts.join("\n");
  return text.trim() === "" ? { problem: `${names.map(quoted).join(", ")} is empty`, object } : { ...object, text };
}

const quoted = (name: string): string => printable(JSON.stringify(name));

/** The names of the fields of the text; or, in one string, what is wrong. */
function fieldsOf(record: Readonly<Record<string, unknown>>, given: string | undefined): readonly string[] | string {
  if (given !== undefined) return Object.hasOwn(record, given) ? [given] : given.split(",").map((name) => name.trim());
  if (Object.hasOwn(record, "text")) return ["text"];
  try {
    return findText(Object.keys(record), undefined, "the record") ?? ["text"];
  } catch (error) {
    if (error instanceof NewsgroupsError) return error.message;
    throw error;
  }
}

/**
 * Returns the record's line with `fields` added or replaced. The rest of the line stays as it was, because parsing and
 * rewriting it would change values that JavaScript cannot hold, such as 64-bit ids.
 */
export function annotated({ line, record }: ObjectLine, fields: Readonly<Record<string, unknown>>): string {
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
  let comma = Object.keys(record).length === 0 ? "" : ",";
  for (const [name, value] of added) {
    out += `${comma}${JSON.stringify(name)}:${JSON.stringify(value)}`;
    comma = ",";
  }
  return `${out}}`;
}

/** Yields the members of a JSON object, and the offsets of their values in its text, which must be valid JSON. */
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

/** Records: how predictions are written, as lines and as JSON. */

import type { Prediction, Ranked } from "../classifier/classifier.js";
import { isRecord } from "../counts/labels.js";
import type { ErrorCode } from "../errors.js";

const JSON_DIGITS = 6;
const PLAIN_PLACES = 4;

/** A prediction with its probabilities as they are written in JSON: to six digits. */
export function rounded(prediction: Prediction): Prediction {
  const round = (p: number): number => Number(p.toPrecision(JSON_DIGITS));
  return {
    category: prediction.category,
    probability: round(prediction.probability),
    top: prediction.top.map(({ category, probability }) => ({ category, probability: round(probability) })),
    knownTerms: prediction.knownTerms,
  };
}

/** `category<TAB>probability`. */
export function numbered({ category, probability }: Ranked): string {
  return `${category}\t${probability.toFixed(PLAIN_PLACES)}`;
}

/** A prediction on one line: the category alone, or with `top` as many pairs as were asked for. */
export function plainLine(prediction: Prediction, top: number | undefined): string {
  return top === undefined ? prediction.category : prediction.top.map(numbered).join("\t");
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

/** Reads a line `{"text": ..., ...}`, or says what is wrong with it. */
export function readRecord(line: string): TextRecord | { readonly problem: string } {
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
 * The record with `fields` added. The line itself is kept as it was written, for reading and writing it anew would
 * change what JavaScript cannot hold, such as an id of 64 bits; unless it has such a field already.
 */
export function annotated({ line, record }: TextRecord, fields: Readonly<Record<string, unknown>>): string {
  const added = JSON.stringify(fields);
  if (Object.keys(fields).some((name) => Object.hasOwn(record, name))) return JSON.stringify({ ...record, ...fields });
  return `${line.slice(0, line.lastIndexOf("}"))},${added.slice(1)}`;
}

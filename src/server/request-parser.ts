/** Request parser: the body and query of a prediction request → texts and options, or a {@link ValidationError}. */

import { isUtf8 } from "node:buffer";
import type { FastifyInstance } from "fastify";
import { isRecord } from "../core/container/header.js";
import { MAX_TEXTS } from "./limits.js";
import {
  BELOW_ONE,
  EMPTY,
  MISSING,
  NOT_BOOLEAN,
  NOT_INTEGER,
  NOT_LIST,
  NOT_OBJECT,
  NOT_STRING,
  NULL,
  notJson,
  tooMany,
  ValidationError,
} from "./validation-errors.js";

/** What a client requests besides the category. */
export interface PredictionOptions {
  /** How many categories to rank, with their probabilities; undefined: the category alone. */
  readonly top: number | undefined;
  /** Whether to include the terms that drove the answer. */
  readonly why: boolean;
}

/** Parses bodies of JSON; answers 415 to other types. */
export function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = (_: unknown, body: Buffer, done: (error: Error | null, value?: unknown) => void): void => {
    try {
      const value = parseJson(body);
      if (value instanceof Promise) value.catch(done);
      else done(null, value);
    } catch (error) {
      done(error as Error);
    }
  };
  for (const type of ["application/json", /^application\/[\w.-]+\+json/]) {
    app.addContentTypeParser(type, { parseAs: "buffer" }, parse);
  }
  app.addContentTypeParser("*", { parseAs: "buffer" }, (request, body: Buffer, done) => {
    // FastAPI takes a body without a type as JSON.
    if (request.headers["content-type"] === undefined) parse(request, body, done);
    else done(Object.assign(new Error("Unsupported Media Type"), { statusCode: 415 }));
  });
}

const BYTE_ORDER_MARK = 0xfeff;

/** The value of a body; or, because locating a syntax error takes a while, a promise that rejects. */
function parseJson(body: Buffer): unknown {
  // Python's client and server treat an empty body as missing.
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new ValidationError(notJson("the body is not UTF-8"), "body");
  const text = body.toString();
  try {
    return JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text);
  } catch (error) {
    return rejectSyntax(text, (error as SyntaxError).message);
  }
}

/** Rejects with the position of the first syntax error, which V8's own message often lacks. */
async function rejectSyntax(text: string, what: string): Promise<never> {
  const { default: jsonc } = await import("jsonc-parser");
  const offsets: number[] = [];
  try {
    jsonc.visit(text, { onError: (_, offset) => void offsets.push(offset) }, { disallowComments: true });
  } catch {
    // It recurses for each level of nesting, and this text has more levels than the stack holds.
  }
  throw new ValidationError(notJson(what), "body", offsets[0] ?? text.length);
}

/**
 * The text of a body `{"text": "..."}`.
 *
 * @throws ValidationError
 */
export function readTextField(body: unknown): string {
  const text = readField(body, "text");
  if (text === null) throw new ValidationError(NULL, "body", "text");
  if (typeof text !== "string") throw new ValidationError(NOT_STRING, "body", "text");
  if (!NOT_BLANK.test(text)) throw new ValidationError(EMPTY, "body", "text");
  return text;
}

/**
 * The items of a body `{"texts": ["...", ...]}`, {@link MAX_TEXTS} at most. One that is no text spoils no other.
 *
 * @throws ValidationError
 */
export function readTextItems(body: unknown): readonly unknown[] {
  const texts = readField(body, "texts");
  if (texts === null) throw new ValidationError(NULL, "body", "texts");
  if (!Array.isArray(texts)) throw new ValidationError(NOT_LIST, "body", "texts");
  if (texts.length > MAX_TEXTS) throw new ValidationError(tooMany(MAX_TEXTS), "body", "texts");
  return texts;
}

function readField(body: unknown, name: string): unknown {
  if (body === undefined || body === null) throw new ValidationError(MISSING, "body");
  if (!isRecord(body)) throw new ValidationError(NOT_OBJECT, "body");
  // Own properties only: `constructor` is not a field.
  if (!Object.hasOwn(body, name)) throw new ValidationError(MISSING, "body", name);
  return body[name];
}

/** Matches what is not blank. */
export const NOT_BLANK: RegExp = /\S/;

const DEFAULTS: PredictionOptions = { top: undefined, why: false };

/**
 * The options in the query parameters `top` and `why`.
 *
 * @throws ValidationError
 */
export function readQuery(query: Readonly<Record<string, unknown>>): PredictionOptions {
  // As in FastAPI, the last one counts if a parameter is given twice.
  const last = (name: string): unknown => (Array.isArray(query[name]) ? query[name].at(-1) : query[name]);
  const [top, why] = [last("top"), last("why")];
  if (top === undefined && why === undefined) return DEFAULTS;
  return { top: top === undefined ? undefined : readTop(top), why: why !== undefined && readWhy(why) };
}

function readTop(value: unknown): number {
  if (typeof value !== "string" || !/^\s*[+-]?\d+\s*$/.test(value)) {
    throw new ValidationError(NOT_INTEGER, "query", "top");
  }
  const top = Number(value);
  if (top < 1) throw new ValidationError(BELOW_ONE, "query", "top");
  return Math.min(top, Number.MAX_SAFE_INTEGER);
}

// The spellings that pydantic accepts.
const [YES, NO] = [/^(?:1|true|t|on|yes|y)$/i, /^(?:0|false|f|off|no|n)$/i];

function readWhy(value: unknown): boolean {
  if (typeof value === "string") {
    if (YES.test(value)) return true;
    if (NO.test(value)) return false;
  }
  throw new ValidationError(NOT_BOOLEAN, "query", "why");
}

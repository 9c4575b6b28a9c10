/** Requests for predictions: bytes of a body and a query → texts and what is asked of them, or why they are none. */

import { isUtf8 } from "node:buffer";
import { isRecord } from "../core/container/header.js";
import {
  BELOW_ONE,
  EMPTY,
  MISSING,
  NO_BOOLEAN,
  NO_INTEGER,
  NO_LIST,
  NO_OBJECT,
  NO_STRING,
  NULL,
  noJson,
  refuse,
  tooMany,
} from "./unprocessable.js";

/** Most texts of one request. */
export const MOST_TEXTS = 1000;

/** What a client wants to be told besides the category. */
export interface Asked {
  /** So many of the best categories with their probabilities; undefined: the category alone. */
  readonly top: number | undefined;
  /** Which terms spoke for the category. */
  readonly why: boolean;
}

const BYTE_ORDER_MARK = 0xfeff;

/**
 * Reads a body as JSON.
 *
 * @returns the value; or a promise that is rejected with {@link Unprocessable}, for finding where it is none takes a while.
 */
export function parseBody(body: Buffer): unknown {
  // Python's client and server pass a body of no bytes for one that is missing.
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) refuse(noJson("the body is not UTF-8"), "body");
  const text = body.toString();
  try {
    return JSON.parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text);
  } catch (error) {
    return refuseMistake(text, (error as SyntaxError).message);
  }
}

/** Refuses a text that is no JSON, with the place of its first mistake, which V8 tells of some mistakes alone. */
async function refuseMistake(text: string, what: string): Promise<never> {
  const { default: jsonc } = await import("jsonc-parser");
  const places: number[] = [];
  try {
    jsonc.visit(text, { onError: (_, offset) => void places.push(offset) }, { disallowComments: true });
  } catch {
    // It calls itself for each level, and this text has more of them than fit the stack.
  }
  return refuse(noJson(what), "body", places[0] ?? text.length);
}

/**
 * The text of a body `{"text": "..."}`.
 *
 * @throws Unprocessable
 */
export function readText(body: unknown): string {
  return checkText(readField(body, "text"), "text");
}

/**
 * The texts of a body `{"texts": ["...", ...]}`, {@link MOST_TEXTS} at most.
 *
 * @throws Unprocessable
 */
export function readTexts(body: unknown): readonly string[] {
  const texts = readField(body, "texts");
  if (texts === null) refuse(NULL, "body", "texts");
  if (!Array.isArray(texts)) refuse(NO_LIST, "body", "texts");
  if (texts.length > MOST_TEXTS) refuse(tooMany(MOST_TEXTS), "body", "texts");
  return texts.map((text, i) => checkText(text, "texts", i));
}

function readField(body: unknown, name: string): unknown {
  if (body === undefined || body === null) refuse(MISSING, "body");
  if (!isRecord(body)) refuse(NO_OBJECT, "body");
  // Of its own: a name such as "constructor" is only a word here.
  if (!Object.hasOwn(body, name)) refuse(MISSING, "body", name);
  return body[name];
}

function checkText(text: unknown, ...loc: readonly (string | number)[]): string {
  if (text === null) refuse(NULL, "body", ...loc);
  if (typeof text !== "string") refuse(NO_STRING, "body", ...loc);
  if (!SPEAKING.test(text)) refuse(EMPTY, "body", ...loc);
  return text;
}

/** Matches every text that is not blank. */
export const SPEAKING: RegExp = /\S/;

const NOTHING: Asked = { top: undefined, why: false };

/**
 * What the query `top` and `why` ask for.
 *
 * @throws Unprocessable
 */
export function readQuery(query: Readonly<Record<string, unknown>>): Asked {
  // Of a name given twice the last counts, as in FastAPI.
  const last = (name: string): unknown => (Array.isArray(query[name]) ? query[name].at(-1) : query[name]);
  const [top, why] = [last("top"), last("why")];
  if (top === undefined && why === undefined) return NOTHING;
  return { top: top === undefined ? undefined : readTop(top), why: why !== undefined && readWhy(why) };
}

function readTop(value: unknown): number {
  if (typeof value !== "string" || !/^\s*[+-]?\d+\s*$/.test(value)) refuse(NO_INTEGER, "query", "top");
  const top = Number(value);
  if (top < 1) refuse(BELOW_ONE, "query", "top");
  return Math.min(top, Number.MAX_SAFE_INTEGER);
}

// As pydantic takes them.
const [YES, NO] = [/^(?:1|true|t|on|yes|y)$/i, /^(?:0|false|f|off|no|n)$/i];

function readWhy(value: unknown): boolean {
  if (typeof value === "string") {
    if (YES.test(value)) return true;
    if (NO.test(value)) return false;
  }
  return refuse(NO_BOOLEAN, "query", "why");
}

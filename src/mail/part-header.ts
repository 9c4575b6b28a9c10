/** The header of a message or of one of its parts → what it says of the content (RFC 2045, 2183, 2231). */

import { nameOf } from "../core/text/header.js";
import { walkFields } from "../core/text/message.js";

/** What a header says of the content behind it. */
export interface PartHeader {
  /** In lower case, as `text/plain`; "" if nothing is said. */
  readonly type: string;
  readonly charset: string;
  readonly boundary: string;
  readonly encoding: string;
  /** Whether a blank at the end of a line is where a word has been broken (RFC 3676, `DelSp`). */
  readonly isBroken: boolean;
  readonly isAttachment: boolean;
  /** Whether the content has the name of a file. */
  readonly isNamed: boolean;
  /** Values of the Subject fields, as they are written. */
  readonly subjects: readonly string[];
}

/** Characters of a field that are read for its parameters. */
const MAX_FIELD = 10_000;

/** What is said where there is no header. */
const NOTHING: PartHeader = {
  type: "",
  charset: "",
  boundary: "",
  encoding: "",
  isBroken: false,
  isAttachment: false,
  isNamed: false,
  subjects: [],
};

/** Reads the fields between two offsets. The first of each kind counts. */
export function readPartHeader(text: string, from: number, to: number): PartHeader {
  if (from === to) return NOTHING;
  let type: string | undefined;
  let disposition: string | undefined;
  let encoding: string | undefined;
  const subjects: string[] = [];
  walkFields(text, from, to, (start, colon, end) => {
    const name = colon - start > MAX_NAME ? "" : nameOf(text, start, colon);
    const value = (): string => text.slice(colon + 1, Math.min(end, colon + MAX_FIELD));
    if (name === "content-type") type ??= value();
    else if (name === "content-disposition") disposition ??= value();
    else if (name === "content-transfer-encoding") encoding ??= value();
    else if (name === "subject") subjects.push(text.slice(colon + 1, end));
  });
  const parameters = type === undefined ? NONE : parametersOf(type);
  const placed = disposition === undefined ? NONE : parametersOf(disposition);
  return {
    type: parameters.get("") ?? "",
    charset: parameters.get("charset") ?? "",
    boundary: parameters.get("boundary") ?? "",
    encoding: encoding?.trim() ?? "",
    isBroken: /^yes$/i.test(parameters.get("delsp") ?? ""),
    isAttachment: placed.get("") === "attachment",
    isNamed: parameters.has("name") || placed.has("filename"),
    subjects,
  };
}

/** Longer than any name that is asked for. */
const MAX_NAME = 40;
const NONE: ReadonlyMap<string, string> = new Map();
const PARAMETER = /;\s*([^\s=;*]+)(?:\*(\d*)\*?)?\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"?|([^\s;]*))/g;
const COMMENT = /\s\([^()]*\)/g;

/**
 * Returns the parameters of a field by name in lower case, and its value under "". The parts of a long one (`boundary*0=…; boundary*1=…`) are
 * put together in the order in which they are written.
 */
function parametersOf(field: string): Map<string, string> {
  const parameters = new Map<string, string>();
  const value = field.replace(COMMENT, " ");
  for (const [, name, part, quoted, token] of value.matchAll(PARAMETER)) {
    const key = name!.toLowerCase();
    const before = parameters.get(key);
    if (before !== undefined && !part) continue;
    parameters.set(key, (before ?? "") + (quoted?.replace(/\\([\s\S])/g, "$1") ?? token!));
  }
  parameters.set(
    "",
    value
      .trimStart()
      .split(/[\s;(]/, 1)[0]!
      .toLowerCase(),
  );
  return parameters;
}

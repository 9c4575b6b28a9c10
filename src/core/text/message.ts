/** Messages: text → subject, body and header fields of a Usenet article or e-mail (RFC 1036, RFC 5322). */

import { colonOf, endOfLine, findHeader, type Header, isBlank, isEnvelope, withLineFeeds } from "./header.js";

/** The parts of a message that are classified. A text that does not begin with a message header is all body. */
export interface Message {
  /** Value of the Subject field with all its lines; several are joined by a line break; "" if there is none. */
  readonly subject: string;
  readonly body: string;
}

/** A text to classify; a {@link Message} where its parts are known, so that no header is looked for in them. */
export type Text = string | Message;

/** All characters of a text, for models to which a message is nothing else; its body where its parts are known. */
export function charactersOf(text: Text): string {
  return typeof text === "string" ? text : text.body;
}

/** Divides a message behind its header; see {@link findHeader}. */
export function parseMessage(text: string): Message {
  const header = findHeader(text);
  if (!header) return { subject: "", body: text };
  return { subject: subjectOf(text, header), body: text.slice(header.body) };
}

/** Returns the value of the Subject field with all its lines; several are joined by a line break; "" if there is none. */
function subjectOf(text: string, { subjects }: Header): string {
  if (subjects.length === 1) return text.slice(subjects[0]!.colon + 1, subjects[0]!.end);
  return subjects.map(({ colon, end }) => text.slice(colon + 1, end)).join("\n");
}

/**
 * Visits the fields of a message header.
 *
 * @param visit receives the offsets of a field: where its name starts, its colon, and where its value ends, after its last continuation.
 * @returns where the body starts; -1 if the text is not a message: nothing is visited then.
 */
export function walkHeader(text: string, visit: (start: number, colon: number, end: number) => void): number {
  const header = findHeader(text);
  if (!header) return -1;
  walkFields(withLineFeeds(text), header.start, header.end, visit);
  return header.body;
}

/** Visits the fields between two offsets, as {@link walkHeader} does: what is no field continues the one before it. */
export function walkFields(
  text: string,
  from: number,
  to: number,
  visit: (start: number, colon: number, end: number) => void,
): void {
  let name = -1;
  let colon = -1;
  let valueEnd = from;
  for (let start = from; start < to; ) {
    const newline = text.indexOf("\n", start);
    const next = newline < 0 || newline >= to ? to : newline + 1;
    const end = endOfLine(text, start, next);
    const at = isBlank(text, start) ? -1 : colonOf(text, start, end);
    if (at >= 0) {
      if (colon >= 0) visit(name, colon, valueEnd);
      name = start;
      colon = at;
    }
    if (at >= 0 || !isEnvelope(text, start)) valueEnd = end;
    start = next;
  }
  if (colon >= 0) visit(name, colon, valueEnd);
}

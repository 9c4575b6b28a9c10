/** Headers: text → where the header of a message stands in it, as mail readers see it. */

import { isMailField } from "./mail-fields.js";

const TAB = 0x09;
const FEED = 0x0a;
const RETURN = 0x0d;
const BLANK = 0x20;
const COLON = 0x3a;
const BYTE_ORDER_MARK = 0xfeff;
/** Characters in which the date of an envelope is looked for. */
const MAX_ENVELOPE = 1000;

/** Where the header of a message stands in its text, as offsets. */
export interface Header {
  /** Where its first field starts. */
  readonly start: number;
  /** Behind its last line. */
  readonly end: number;
  /** Where the body starts. */
  readonly body: number;
  /** The Subject fields: each one's colon, and where its value ends. */
  readonly subjects: readonly Span[];
  /** Whether its content may be encoded: a field says what it is (`Content-Type`, say), or a subject has an encoded word. */
  readonly isMime: boolean;
}

interface Span {
  readonly colon: number;
  end: number;
}

/** What has been read of a header. */
interface Reading {
  fields: number;
  /** Fields with a name that mail uses. */
  known: number;
  /** Lines between fields that are neither a field nor the continuation of one. */
  strays: number;
  /** The same behind the last field, where the body may begin with them. */
  trailing: number;
  /** Whether a field of {@link SIGNS} is there. */
  hasSign: boolean;
  /** Whether a field says what the body is. */
  hasContent: boolean;
  readonly subjects: readonly Span[];
  end: number;
  body: number;
}

/** Fields of which a message has one, if it has no subject. */
const SIGNS: ReadonlySet<string> = new Set(["from", "message-id", "mime-version", "return-path"]);
/** Stray lines for each field of a header, at most. */
const STRAY_SHARE = 1 / 3;
/** So many fields with a name that mail uses are a header, whatever follows. */
const SURE = 3;
/** So many stray lines in a row, and as many as there are fields, are no part of a header: a note need not be read to its end. */
const MAX_TRAILING = 8;

/**
 * Finds the header of a message, as mail readers do.
 *
 * A header ends at the first empty line. Its lines are fields (`Name: value`), or begin with a blank and continue the field before them, as
 * a line of blanks alone does. Before it may stand a byte order mark, empty lines, the line `From …` of an mbox, and the rest of a field
 * that was cut off; within it `>From …`, and some stray lines that are nothing of all this. Where no empty line ends it, a line of blanks
 * alone does, or the first of the stray lines behind its last field.
 *
 * A text that merely looks like one is no header. A subject or one of {@link SIGNS} must be there, and most fields must have a name that
 * mail uses. If no body follows, all must, and there must be a subject: a note of lines such as `Problem: keyboard broken` is all body.
 *
 * @returns undefined if the text does not begin with a header.
 */
export function findHeader(characters: string): Header | undefined {
  const text = withLineFeeds(characters);
  // Most texts are no messages, and their first word shows it.
  const start = firstField(text);
  if (start < 0) return undefined;
  const isCut = start > 1 && isBlank(text, text.lastIndexOf("\n", start - 2) + 1);
  const [atEmpty, atBlank] = readHeader(text, start);
  // Stray lines behind a line of blanks, or no body, make it likely that this was the end.
  const isEarlier = atBlank && (atEmpty.strays > atBlank.strays || !hasText(text, atEmpty.body, text.length));
  const readings = isEarlier ? [atBlank, atEmpty] : [atEmpty, atBlank];
  const found = readings.find((reading) => reading && isHeader(text, reading, isCut));
  if (!found) return undefined;
  const { end, body, subjects } = found;
  const isMime = found.hasContent || subjects.some((span) => mayHaveEncodedWord(text, span));
  return { start, end, body, subjects, isMime };
}

/** Makes the line ends of old Macs, CR alone, those of all others; offsets stay. */
export function withLineFeeds(text: string): string {
  const hasNone = text.indexOf("\n") < 0 && text.indexOf("\r") >= 0;
  return hasNone ? text.replaceAll("\r", "\n") : text;
}

/** Whether a field may have an encoded word (RFC 2047). */
function mayHaveEncodedWord(text: string, { colon, end }: Span): boolean {
  // Within the field alone: a hostile header has 100,000 of them.
  return text.slice(colon, end).includes("=?");
}

/** Returns where the first line stands that may be a field, if those before it may stand before a header; or -1. */
function firstField(text: string): number {
  let isCut = false;
  for (let start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0; start < text.length; ) {
    const isLine = text.charCodeAt(start) <= BLANK;
    if (!isLine && !isEnvelope(text, start)) return colonOf(text, start, text.length) < 0 ? -1 : start;
    const newline = text.indexOf("\n", start);
    if (newline < 0) return -1;
    const hasWords = isLine && hasText(text, start, newline);
    // A paragraph that is indented is no rest of a field.
    if (isCut && isLine && !hasWords) return -1;
    isCut ||= hasWords;
    start = newline + 1;
  }
  return -1;
}

/** Reads up to the first empty line; also tells what had been read at the first line of blanks alone. */
function readHeader(text: string, from: number): [atEmpty: Reading, atBlank: Reading | undefined] {
  const subjects: Span[] = [];
  const reading = {
    fields: 0,
    known: 0,
    strays: 0,
    trailing: 0,
    hasSign: false,
    hasContent: false,
    subjects,
    end: from,
    body: -1,
  };
  let atBlank: Reading | undefined;
  let subject: Span | undefined;
  let trailingStart = 0;
  // Line by line in place: a header may have a million fields.
  for (let start = from, before = from; reading.body < 0; ) {
    const newline = text.indexOf("\n", start);
    const next = newline < 0 ? text.length : newline + 1;
    const end = endOfLine(text, start, next);
    if (end === start) {
      reading.body = next;
    } else if (isBlank(text, start)) {
      if (!atBlank && !hasText(text, start, end)) {
        atBlank = { ...reading, subjects: subjects.map((span) => ({ ...span })), body: next };
      }
      if (reading.trailing === 0) {
        reading.end = next;
        if (subject) subject.end = end;
      }
    } else {
      const colon = colonOf(text, start, end);
      if (colon >= 0) {
        // Stray lines are continuations that have lost their blank.
        if (subject && reading.trailing > 0) subject.end = before;
        reading.strays += reading.trailing;
        reading.trailing = 0;
        reading.fields++;
        reading.end = next;
        const name = nameOf(text, start, colon);
        if (isMailField(name)) reading.known++;
        if (SIGNS.has(name)) reading.hasSign = true;
        else if (name.startsWith("content-")) reading.hasContent = true;
        subject = name === "subject" ? { colon, end } : undefined;
        if (subject) subjects.push(subject);
      } else if (!isEnvelope(text, start)) {
        if (reading.trailing++ === 0) trailingStart = start;
        if (reading.trailing > MAX_TRAILING + reading.fields) reading.body = trailingStart;
      }
    }
    if (next === text.length && reading.body < 0) reading.body = next;
    before = end;
    start = next;
  }
  if (reading.trailing > 0) reading.body = trailingStart;
  return [reading, atBlank];
}

function isHeader(text: string, reading: Reading, isCut: boolean): boolean {
  const { fields, known, trailing, hasSign, subjects, body } = reading;
  if (!hasSign && subjects.length === 0) return false;
  if (known <= fields - known || (isCut && known < 2)) return false;
  const strays = known < SURE ? reading.strays + trailing : reading.strays;
  if (strays > STRAY_SHARE * fields) return false;
  if (hasText(text, body, text.length)) return true;
  return known === fields && subjects.some(({ colon, end }) => hasText(text, colon + 1, end));
}

/** Returns the name of a field in lower case. */
export function nameOf(text: string, start: number, colon: number): string {
  let end = colon;
  while (isBlank(text, end - 1)) end--;
  return text.slice(start, end).toLowerCase();
}

/** Returns where the colon of a field stands that starts at an offset: behind its name, and blanks; -1 if the line is no field. */
export function colonOf(text: string, start: number, end: number): number {
  let at = start;
  for (; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === COLON || unit <= BLANK || unit > 0x7e) break;
  }
  if (at === start) return -1;
  while (at < end && isBlank(text, at)) at++;
  return at < end && text.charCodeAt(at) === COLON ? at : -1;
}

/** Whether a line is the envelope of an mbox, `From pat@example.com Mon Apr 5 1993`, or one that mail transport has quoted. */
export function isEnvelope(text: string, start: number): boolean {
  if (!text.startsWith("From ", start) && !text.startsWith(">From ", start)) return false;
  const newline = text.indexOf("\n", start);
  const end = Math.min(newline < 0 ? text.length : newline, start + MAX_ENVELOPE);
  return /\d\d/.test(text.slice(start, end));
}

/** Returns where a line ends, before LF, CR LF or CR CR LF. */
export function endOfLine(text: string, start: number, next: number): number {
  let end = next;
  if (end > start && text.charCodeAt(end - 1) === FEED) end--;
  while (end > start && text.charCodeAt(end - 1) === RETURN) end--;
  return end;
}

export function isBlank(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === BLANK || unit === TAB;
}

/** Whether there is anything but white space between two offsets. */
function hasText(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text.charCodeAt(at) > BLANK) return true;
  return false;
}

/** Dividing: the characters of a message → the tree of its parts (RFC 2046). */

import { colonOf, isEnvelope } from "../core/text/header.js";
import { type PartHeader, readPartHeader } from "./part-header.js";

/** A part of a message. */
export interface Part {
  readonly header: PartHeader;
  /** What its content is taken for, in lower case, as `text/plain`; "" if nothing is said. */
  readonly type: string;
  /** Where its content starts and ends, as offsets. */
  readonly start: number;
  end: number;
  /** Those of a multipart; the message that is the content of a part with one. Undefined if there are none. */
  children: Part[] | undefined;
}

/** Parts within parts; what is deeper is not read. */
const MAX_DEPTH = 100;
/** Characters of a line that may be a boundary, which has 70 at most by RFC 2046. */
const MAX_LINE = 1000;

/**
 * Divides a message into its parts. Any text can be divided: a part without a last boundary ends where an outer part ends, or the message.
 * Time grows with the length alone, however deep and however many the parts.
 *
 * @param from where the header starts.
 * @param to where it ends.
 * @param body where the body starts.
 */
export function divide(text: string, from: number, to: number, body: number): Part {
  const divider = new Divider(text);
  const header = readPartHeader(text, from, to);
  const isDivided = !header.type.startsWith("multipart/") || hasBoundary(text, body, header.boundary);
  const root = divider.open(
    isDivided ? header : { ...header, boundary: likelyBoundary(text, body) },
    header.type,
    body,
  );
  // From the line end before the body, so that its first line is one like the others.
  for (let at = text.indexOf("\n--", body - 1); at >= 0; at = text.indexOf("\n--", at + 1)) divider.line(at + 1);
  divider.close(0, text.length);
  return root;
}

function hasBoundary(text: string, body: number, boundary: string): boolean {
  return boundary !== "" && text.indexOf(`\n--${boundary}`, body - 1) >= 0;
}

/** Returns what stands where a boundary would, if the one that is declared does not occur. */
function likelyBoundary(text: string, body: number): string {
  LIKELY.lastIndex = body - 1;
  const [, line = ""] = LIKELY.exec(text) ?? [];
  return line.trimEnd();
}

/** Not a rule of hyphens. */
const LIKELY = /\n--(?!-*\s)(\S[^\n]{0,100})\nContent-/gi;

/** Takes the lines that may be boundaries, in their order. */
class Divider {
  readonly #text: string;
  /** The parts that are open, each within the one before it. */
  readonly #open: Part[] = [];
  /** Boundary → where in {@link #open} its part is. */
  readonly #boundaries = new Map<string, number>();
  /** Up to here lines have been read as headers. */
  #read = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Takes a line that begins with two hyphens: the boundary of an open part, its last one, or any other. */
  line(start: number): void {
    if (start < this.#read) return;
    const text = this.#text;
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    if (end - start > MAX_LINE) return;
    const line = text.slice(start + 2, end).trimEnd();
    const next = this.#boundaries.get(line);
    const index = next ?? (line.endsWith("--") ? this.#boundaries.get(line.slice(0, -2)) : undefined);
    if (index === undefined) return;
    // The line end before a boundary belongs to it.
    this.close(index + 1, start - 1);
    if (next !== undefined) this.#begin(Math.min(end + 1, text.length), this.#open[index]!);
  }

  /** Ends the open parts from an index on. */
  close(index: number, end: number): void {
    while (this.#open.length > index) {
      const part = this.#open.pop()!;
      part.end = Math.max(part.start, end);
      if (this.#boundaries.get(part.header.boundary) === this.#open.length)
        this.#boundaries.delete(part.header.boundary);
    }
  }

  /** Opens a part, and the message that it may hold. */
  open(header: PartHeader, said: string, start: number): Part {
    const depth = this.#open.length;
    const type = depth < MAX_DEPTH ? said : "application/octet-stream";
    const part: Part = { header, type, start, end: start, children: undefined };
    this.#open.push(part);
    if (type.startsWith("multipart/") && header.boundary !== "" && !this.#boundaries.has(header.boundary)) {
      this.#boundaries.set(header.boundary, depth);
    } else if (isMessage(type) && !/base64|quoted/i.test(header.encoding)) {
      this.#begin(start, part);
    }
    return part;
  }

  #begin(from: number, parent: Part): void {
    const { to, body } = headerOf(this.#text, from);
    this.#read = body;
    const header = readPartHeader(this.#text, from, to);
    const type = header.type === "" && parent.type === "multipart/digest" ? "message/rfc822" : header.type;
    const part = this.open(header, type, body);
    if (parent.children) parent.children.push(part);
    else parent.children = [part];
  }
}

/** Whether content of a type is a message. */
export function isMessage(type: string): boolean {
  return type === "message/rfc822" || type === "message/global" || type === "message/news";
}

/** Finds the header of a part, or of a message in one: its fields up to the first empty line, or the first line that is no field. */
export function headerOf(text: string, from: number): { to: number; body: number } {
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const next = newline < 0 ? text.length : newline + 1;
    const unit = text[start]!;
    if (unit === "\n" || (unit === "\r" && /^\r*$/.test(text.slice(start, newline < 0 ? next : newline)))) {
      return { to: start, body: next };
    }
    const isContinued = start > from && (unit === " " || unit === "\t");
    if (!isContinued && colonOf(text, start, next) < 0 && !isEnvelope(text, start)) return { to: start, body: start };
    start = next;
  }
  return { to: text.length, body: text.length };
}

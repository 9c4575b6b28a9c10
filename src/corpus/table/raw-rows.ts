/** Raw rows: the bytes of a table → its rows as they are written, so that `predict --csv` can write them again with more fields. */

import { NewsgroupsError } from "../../core/errors.js";
import { type Dialect, withoutQuotes } from "./rows.js";

const QUOTE = '"';

/** A field of a row. Offsets are in {@link RawRow.raw}. */
interface RawField {
  readonly start: number;
  /** Behind its last character, quotes and blanks around it included. */
  readonly end: number;
  /** Offsets of what is in its quotes; undefined if it has none, or they are not closed as they must be. */
  readonly inner: readonly [start: number, end: number] | undefined;
}

/** A row as it is written, in Latin-1: each character is a byte. */
export class RawRow {
  readonly raw: string;
  readonly fields: readonly RawField[];
  /** The line in which it begins, from 1. */
  readonly line: number;
  readonly #dialect: Dialect;

  constructor(raw: string, fields: readonly RawField[], line: number, dialect: Dialect) {
    this.raw = raw;
    this.fields = fields;
    this.line = line;
    this.#dialect = dialect;
  }

  /** Whether the row is an empty line. */
  get isEmptyLine(): boolean {
    return this.fields.length === 1 && this.fields[0]!.end === 0;
  }

  /** The line end; "" if the last row has none. */
  get lineEnd(): string {
    return this.raw.slice(this.fields.at(-1)!.end);
  }

  /** What a field holds, in Latin-1. */
  valueOf(index: number): string {
    const { start, end, inner } = this.fields[index]!;
    const { isQuoted, escapeBy } = this.#dialect;
    if (inner) return this.raw.slice(...inner).replaceAll(escapeBy + QUOTE, QUOTE);
    const field = this.raw.slice(start, end);
    return isQuoted ? field : withoutQuotes(field);
  }
}

/**
 * Parts the bytes of a table into rows. Linear in their number.
 *
 * @param newline the last character of a line end: LF, or CR in tables that have no LF.
 * @param maxBytes limit of a row. No more than this and one chunk is ever in memory. A quote that is not closed within it is a
 * character like any other.
 * @param where names the table in messages.
 * @yields the rows that a chunk completed, together.
 * @throws NewsgroupsError `input` for a row over the limit.
 */
export async function* rawRowsOf(
  chunks: AsyncIterable<Uint8Array>,
  dialect: Dialect,
  newline: "\n" | "\r",
  maxBytes: number,
  where: string,
): AsyncGenerator<readonly RawRow[]> {
  let text = "";
  let line = 1;
  // A row that a chunk did not complete is looked at again when it has doubled: it may come byte by byte.
  let awaited = 0;
  const take = (isAll: boolean): readonly RawRow[] => {
    const rows: RawRow[] = [];
    const scan = new RowScan(text, dialect, newline, isAll, maxBytes);
    let start = 0;
    while (start < text.length) {
      const end = scan.row(start);
      if (end === undefined) break;
      const row = new RawRow(text.slice(start, end), scan.fields, line, dialect);
      rows.push(row);
      line += linesIn(row.raw, newline);
      start = end;
    }
    text = text.slice(start);
    return rows;
  };
  for await (const chunk of chunks) {
    text += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString("latin1");
    if (text.length < awaited) continue;
    const rows = take(false);
    awaited = 2 * text.length;
    if (rows.length > 0) yield rows;
    if (text.length > maxBytes) {
      throw new NewsgroupsError(
        "input",
        `${where}:${line}: the row is longer than ${maxBytes} bytes; shorten it or raise --max-bytes`,
      );
    }
  }
  const rest = take(true);
  if (rest.length > 0) yield rest;
}

function linesIn(text: string, newline: string): number {
  let lines = 0;
  for (let at = text.indexOf(newline); at >= 0; at = text.indexOf(newline, at + 1)) lines++;
  return lines;
}

/** What a field in quotes is while its end is still to come. */
const INCOMPLETE = "incomplete";

/** Scans rows. */
class RowScan {
  /** The fields of the last row; their offsets count from its start. */
  fields: RawField[] = [];
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #newline: string;
  readonly #isAll: boolean;
  readonly #maxBytes: number;
  /** Finds the end of a field without quotes. */
  readonly #stops: RegExp;

  /** @param isAll whether no text follows. */
  constructor(text: string, dialect: Dialect, newline: string, isAll: boolean, maxBytes: number) {
    this.#text = text;
    this.#dialect = dialect;
    this.#newline = newline;
    this.#isAll = isAll;
    this.#maxBytes = maxBytes;
    this.#stops = new RegExp(`[${dialect.delimiter}${newline}]`, "g");
  }

  /** Returns where the row that begins at an offset ends, behind its line end; undefined if it is not complete. */
  row(start: number): number | undefined {
    const text = this.#text;
    this.fields = [];
    for (let at = start; ; ) {
      const quoted = this.#quoted(at, start);
      if (quoted === INCOMPLETE) return undefined;
      const stop = quoted?.stop ?? this.#stopFrom(at);
      if (stop === text.length && !this.#isAll) return undefined;
      const isLast = text[stop] !== this.#dialect.delimiter;
      const end = isLast && stop > at && this.#isReturn(stop - 1) ? stop - 1 : stop;
      const inner = quoted?.inner;
      this.fields.push({ start: at - start, end: end - start, inner: inner && [inner[0] - start, inner[1] - start] });
      if (isLast) return Math.min(stop + 1, text.length);
      at = stop + 1;
    }
  }

  /** A field that opens with a quote: what is inside, and the offset of what ends it. Undefined if it is no such field. */
  #quoted(
    at: number,
    rowStart: number,
  ): { readonly stop: number; readonly inner?: readonly [number, number] } | typeof INCOMPLETE | undefined {
    const text = this.#text;
    const start = this.#behindBlanks(at);
    if (!this.#dialect.isQuoted || text[start] !== QUOTE) return undefined;
    const missing = this.#isAll ? undefined : INCOMPLETE;
    for (let from = start + 1; ; ) {
      const quote = text.indexOf(QUOTE, from);
      // A quote that nothing closes is a character.
      if (quote < 0) return text.length - rowStart > this.#maxBytes ? undefined : missing;
      if (this.#isEscape(quote, from)) from = quote + 1;
      else if (this.#dialect.escapeBy === QUOTE && text[quote + 1] === QUOTE) from = quote + 2;
      else {
        const behind = this.#behindBlanks(quote + 1);
        const stop = this.#isReturn(behind) ? behind + 1 : behind;
        if (stop >= text.length) return missing ?? { stop: text.length, inner: [start + 1, quote] };
        if (text[stop] === this.#dialect.delimiter || text[stop] === this.#newline)
          return { stop, inner: [start + 1, quote] };
        return { stop: this.#stopFrom(behind) };
      }
    }
  }

  /** Whether a backslash makes a quote a character: an odd number of them does. */
  #isEscape(quote: number, from: number): boolean {
    if (this.#dialect.escapeBy === QUOTE) return false;
    let backslashes = 0;
    while (quote - backslashes > from && this.#text[quote - backslashes - 1] === "\\") backslashes++;
    return backslashes % 2 === 1;
  }

  #stopFrom(at: number): number {
    this.#stops.lastIndex = at;
    return this.#stops.exec(this.#text)?.index ?? this.#text.length;
  }

  /** Blanks around quotes are no part of a field, unless tabs part the fields. */
  #behindBlanks(at: number): number {
    let behind = at;
    if (this.#dialect.delimiter !== "\t") while (this.#text[behind] === " ") behind++;
    return behind;
  }

  /** Whether a CR is there that belongs to a line end. */
  #isReturn(at: number): boolean {
    if (this.#newline !== "\n" || this.#text[at] !== "\r") return false;
    return at + 1 === this.#text.length || this.#text[at + 1] === "\n";
  }
}

/** Rows of the start of a table: how a dialect would read it, so that the dialect can be chosen. */

/** How a table is written. */
export interface Dialect {
  readonly delimiter: string;
  /** Whether quotes around a field allow delimiters and line ends in it. If not, each line is a row. */
  readonly isQuoted: boolean;
  /** What stands before a quote inside quotes: another quote, or a backslash. */
  readonly escapeBy: '"' | "\\";
}

/** What a dialect makes of the start of a table. */
export interface Rows {
  readonly rows: readonly (readonly string[])[];
  /** Whether every quote that opens a field is closed before the next delimiter or line end. */
  readonly isWellFormed: boolean;
  /** Whether a field without quotes around it has one inside. */
  readonly hasInnerQuotes: boolean;
}

const QUOTE = '"';
/** So many rows tell enough; and so many with blank ones. */
const MAX_ROWS = 1000;
const MAX_ROWS_WITH_BLANK = 10_000;
/** No table has as many columns. */
const MAX_FIELDS = 10_000;

/**
 * Parts text into rows, without blank ones. In time that is linear in the text's length.
 *
 * @param isWhole whether the text is all of the table; if not, its last row may be cut off, and is left out.
 */
export function rowsOf(text: string, dialect: Dialect, isWhole: boolean): Rows {
  const scan = new Scan(text, dialect);
  const rows: (readonly string[])[] = [];
  for (let i = 0; i < MAX_ROWS_WITH_BLANK && rows.length < MAX_ROWS && !scan.isAtEnd; i++) {
    const row = scan.row();
    if (scan.isAtEnd && !isWhole) break;
    if (row.some((field) => field.trim() !== "")) rows.push(row);
  }
  return { rows, isWellFormed: scan.isWellFormed, hasInnerQuotes: scan.hasInnerQuotes };
}

/** A field of a table whose quotes have no meaning: without those around it, if it has them. */
export function withoutQuotes(given: string): string {
  const field = given.trimEnd();
  const inner = field.slice(1, -1);
  const isWhole = field.length > 1 && field.startsWith(QUOTE) && field.endsWith(QUOTE);
  return isWhole && !/(?<!")(?:"")*"(?!")/.test(inner) ? inner.replaceAll('""', QUOTE) : given;
}

class Scan {
  isWellFormed = true;
  hasInnerQuotes = false;
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #end: RegExp;
  #at = 0;

  constructor(text: string, dialect: Dialect) {
    this.#text = text;
    this.#dialect = dialect;
    this.#end = dialect.delimiter === "|" ? /[|\r\n]/g : new RegExp(`[${dialect.delimiter}\r\n]`, "g");
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The fields of the next row. */
  row(): string[] {
    const text = this.#text;
    const fields: string[] = [];
    for (;;) {
      fields.push(this.#field());
      const end = text[this.#at++];
      if (end === "\r" && text[this.#at] === "\n") this.#at++;
      if (fields.length > MAX_FIELDS) this.#at = text.length;
      if (end !== this.#dialect.delimiter || fields.length > MAX_FIELDS) return fields;
    }
  }

  #field(): string {
    const text = this.#text;
    let start = this.#at;
    if (this.#dialect.delimiter !== "\t") while (text[start] === " ") start++;
    if (this.#dialect.isQuoted && text[start] === QUOTE) {
      const quoted = this.#quoted(start + 1);
      if (quoted !== undefined) return quoted;
    }
    this.#end.lastIndex = start;
    const end = this.#end.exec(text)?.index ?? text.length;
    this.#at = end;
    const field = text.slice(start, end);
    this.hasInnerQuotes ||= field.includes(QUOTE);
    return this.#dialect.isQuoted ? field : withoutQuotes(field);
  }

  /** A field in quotes; undefined if they are not closed as they must be. */
  #quoted(start: number): string | undefined {
    const text = this.#text;
    const { escapeBy, delimiter } = this.#dialect;
    const fieldTo = (end: number): string => text.slice(start, end).replaceAll(`${escapeBy}${QUOTE}`, QUOTE);
    for (let from = start; ; ) {
      const quote = text.indexOf(QUOTE, from);
      if (quote < 0) {
        // The rest is one field: what is behind was looked at, and must not be again.
        this.isWellFormed = false;
        this.#at = text.length;
        return fieldTo(text.length);
      }
      if (escapeBy === "\\" && isEscaped(text, quote, from)) from = quote + 1;
      else if (escapeBy === QUOTE && text[quote + 1] === QUOTE) from = quote + 2;
      else {
        const field = fieldTo(quote);
        const after = quote + 1;
        this.#at = after;
        const next = text[after];
        if (next === undefined || next === delimiter || next === "\n" || next === "\r") return field;
        this.isWellFormed = false;
        this.#end.lastIndex = after;
        this.#at = this.#end.exec(text)?.index ?? text.length;
        return `${field}${QUOTE}${text.slice(after, this.#at)}`;
      }
    }
  }
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(text: string, at: number, from: number): boolean {
  let backslashes = 0;
  while (at - backslashes > from && text[at - backslashes - 1] === "\\") backslashes++;
  return backslashes % 2 === 1;
}

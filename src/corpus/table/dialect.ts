/** The dialect of a table: its start → the delimiter and what quotes mean in it. */

import { isFieldName } from "../fields.js";
import { type Dialect, type Rows, rowsOf } from "./rows.js";

/** A table as far as it is known. */
export interface SniffedTable {
  readonly dialect: Dialect;
  /** Its first rows. */
  readonly rows: readonly (readonly string[])[];
  /** Lines before the first row: Excel's `sep=;` is one. */
  readonly skippedLines: number;
  /** Whether its quotes keep to the rules as far as it is known. If not, a quote may be a mere character. */
  readonly isStrict: boolean;
  /** Whether lines end in LF, after a CR or not; if not, in a CR alone. */
  readonly hasNewlines: boolean;
  /** The share of the first rows that have as many fields as the first, 0 to 1. */
  readonly evenness: number;
}

/** Delimiters, those first that are rarer in texts. */
const DELIMITERS = ["\t", "|", ";", ","];

/** The line by which Excel is told the delimiter. */
const EXCEL_LINE = /^sep=([,;|\t])\r?\n/i;

/** Tables with fewer even rows are not taken for one unless they are said to be. */
const MIN_EVENNESS = 0.8;

/**
 * Chooses the dialect under which rows have the same number of fields, two or more.
 *
 * @param text the start of the table.
 * @param isWhole whether that is all of it.
 * @param delimiter the delimiter, if it is known.
 */
export function sniff(text: string, isWhole: boolean, delimiter?: string): SniffedTable {
  const excel = EXCEL_LINE.exec(text);
  const table = excel ? text.slice(excel[0].length) : text;
  const given = delimiter ?? excel?.[1];
  const found = (given === undefined ? DELIMITERS : [given]).map((candidate) => best(table, isWhole, candidate));
  const even = found.filter(({ rows, evenness }) => evenness >= MIN_EVENNESS && rows[0]!.length > 1);
  const chosen = even.find(({ evenness }) => evenness === 1) ?? even.sort((a, b) => b.evenness - a.evenness)[0];
  const likeliest = chosen ?? found.find(({ rows }) => (rows[0]?.length ?? 0) > 1) ?? found.at(-1)!;
  return { ...likeliest, skippedLines: excel ? 1 : 0, hasNewlines: text.includes("\n") };
}

type Candidate = Omit<SniffedTable, "skippedLines" | "hasNewlines">;

/**
 * What a delimiter makes of a table, with and without quotes. Where fields are tabbed, quotes are often mere characters:
 * lines that are even without them are rows, unless the very first field is in quotes.
 */
function best(text: string, isWhole: boolean, delimiter: string): Candidate {
  const candidateOf = (dialect: Dialect): Candidate & Rows => {
    const read = rowsOf(text, dialect, isWhole);
    const isStrict = read.isWellFormed && !read.hasInnerQuotes;
    return { ...read, dialect, isStrict, evenness: evennessOf(read.rows) };
  };
  const quoted = candidateOf({ delimiter, isQuoted: true, escapeBy: '"' });
  if (!text.includes('"')) return quoted;
  const lines = candidateOf({ delimiter, isQuoted: false, escapeBy: '"' });
  const isEven = ({ rows, evenness }: Candidate): boolean => evenness === 1 && rows[0]!.length > 1;
  const isSound = isEven(quoted) && quoted.isWellFormed;
  if (isSound && text.startsWith('"')) return quoted;
  if (delimiter === "\t" && isEven(lines) && lines.rows.length >= quoted.rows.length) return lines;
  if (isSound) return quoted;
  if (text.includes('\\"')) {
    const escaped = candidateOf({ delimiter, isQuoted: true, escapeBy: "\\" });
    if (isEven(escaped) && escaped.isWellFormed) return escaped;
  }
  return isEven(lines) ? lines : quoted;
}

function evennessOf(rows: readonly (readonly string[])[]): number {
  const width = rows[0]?.length ?? 0;
  return rows.length === 0 ? 0 : rows.filter(({ length }) => length === width).length / rows.length;
}

/** So many even rows are no coincidence. */
const MIN_EVEN_ROWS = 20;

/** Whether text that may be anything is a table: all rows are as wide, and it has a header, tabs, quotes or many rows. */
export function isTable(text: string, isWhole: boolean): boolean {
  const { dialect, rows, evenness, skippedLines } = sniff(text, isWhole);
  const [first] = rows;
  if (first === undefined || first.length < 2 || evenness < 1) return false;
  const isMarked = /[\t|]/.test(dialect.delimiter) || skippedLines > 0 || /(?:^|[,;])"/m.test(text);
  return isMarked || first.some(isFieldName) || rows.length >= MIN_EVEN_ROWS;
}

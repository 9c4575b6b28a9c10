/** Tables: `.csv` and `.tsv` → documents. Only this module imports the CSV reader. */

import { isUtf8 } from "node:buffer";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { decodeText } from "../../core/text/decode.js";
import { type Document, MAX_DOCUMENT_BYTES, TOO_LARGE } from "../document.js";
import { listed } from "../fields.js";
import type { Reading } from "../reading.js";
import { type Source, textChunks, textStart } from "../source.js";
import { withBackslashes, withLineEnds } from "./backslashes.js";
import { type Columns, columnsOf } from "./columns.js";
import { type SniffedTable, sniff } from "./dialect.js";
import { withoutQuotes } from "./rows.js";

const TAB = "\t";
const LF = 0x0a;
const CR = 0x0d;

/** Reads a table whose delimiter is guessed among tab, `|`, `;` and `,`. */
export function readCsv(source: Source, reading: Reading): AsyncGenerator<Document> {
  return readTable(source, reading, undefined);
}

/** Reads a table with tabs, in which quotes have no meaning except around a whole field. */
export function readTsv(source: Source, reading: Reading): AsyncGenerator<Document> {
  return readTable(source, reading, TAB);
}

async function* readTable(source: Source, reading: Reading, delimiter: string | undefined): AsyncGenerator<Document> {
  const start = decodeText(await textStart(source));
  if (start.trim() === "") return;
  const table = sniff(start, source.isWhole, delimiter);
  const columns = columnsOf(table.rows, reading.options, source.id);
  if (!columns.isPlain) reading.note("read-as", source.id, describe(columns, table));
  const width = table.rows[0]!.length;
  const { text, label } = columns;
  let isFirst = columns.hasHeader;
  for await (const { line, fields, bytes } of recordsOf(source, table)) {
    if (isFirst) {
      isFirst = false;
      continue;
    }
    const id = `${source.id}:${line}`;
    const row = evened(fields, width, columns, table, id);
    const document = await reading.document(id, row[label]!, text.map((i) => row[i]!).join("\n"), bytes);
    if (document) yield document;
  }
}

function describe({ hasHeader, text, label }: Columns, { rows }: SniffedTable): string {
  const nameOf = (i: number): string => (hasHeader ? listed([rows[0]![i]!]) : `column ${i + 1}`);
  return `text in ${text.map(nameOf).join(" and ")}, label in ${nameOf(label)}${hasHeader ? "" : "; no header"}`;
}

/** A record as the CSV reader gives it. */
interface Parsed {
  readonly info: { readonly empty_lines: number };
  readonly record: readonly Buffer[];
}

interface TableRecord {
  /** The line in which it begins. */
  readonly line: number;
  readonly fields: readonly string[];
  readonly bytes: number;
}

/** The records of a table that are not blank, decoded. */
async function* recordsOf(source: Source, table: SniffedTable): AsyncGenerator<TableRecord> {
  const { delimiter, isQuoted, escapeBy } = table.dialect;
  const isTabbed = delimiter === TAB;
  const hasBackslashes = escapeBy === "\\";
  const parser = parse({
    delimiter,
    quote: isQuoted ? '"' : null,
    escape: escapeBy,
    // A CR may stand within a field where lines end otherwise.
    record_delimiter: table.hasNewlines ? ["\r\n", "\n"] : ["\r"],
    // Fields are decoded one by one, as texts are.
    encoding: null,
    ltrim: !isTabbed,
    relax_quotes: !table.isStrict,
    relax_column_count: true,
    skip_empty_lines: true,
    from_line: 1 + table.skippedLines,
    max_record_size: MAX_DOCUMENT_BYTES,
    info: true,
  });
  let failure: { readonly error: unknown } | undefined;
  const chunks = textChunks(source);
  const fed = pipeline(hasBackslashes ? withBackslashes(chunks) : chunks, parser).catch((error: unknown) => {
    failure ??= { error };
  });
  let line = 1 + table.skippedLines;
  let emptyLines = 0;
  try {
    for await (const { info, record } of parser as AsyncIterable<Parsed>) {
      line += info.empty_lines - emptyLines;
      emptyLines = info.empty_lines;
      const decoded = record.map((field) => (isUtf8(field) ? field.toString("utf8") : decodeText(field)));
      const fields = hasBackslashes ? decoded.map(withLineEnds) : decoded;
      const bytes = record.reduce((sum, { length }) => sum + length, 0);
      if (isQuoted && !table.isStrict) requireClosed(fields, `${source.id}:${line}`);
      if (bytes > MAX_DOCUMENT_BYTES)
        throw new NewsgroupsError("input", `${printable(source.id)}:${line}: ${TOO_LARGE}`);
      if (fields.some((field) => field.trim() !== "")) {
        yield { line, fields: table.isStrict && isQuoted ? fields : fields.map(withoutQuotes), bytes };
      }
      // What the reader says of lines is wrong for CR LF in quotes.
      line += 1 + record.reduce((sum, field) => sum + count(field, table.hasNewlines ? LF : CR), 0);
    }
    await fed;
    if (failure) throw failure.error;
  } catch (error) {
    throw explained(failure?.error ?? error, source.id, line);
  } finally {
    parser.destroy();
    await fed;
  }
}

const NOT_CLOSED =
  "a quote that opens a field is not closed; close it, or write a quote that is meant as two within quotes";

const INSIDE = "a quote inside a field; put the field in quotes, and write the quote twice";
const FAULTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: NOT_CLOSED,
  CSV_INVALID_CLOSING_QUOTE: INSIDE,
  INVALID_OPENING_QUOTE: INSIDE,
  CSV_MAX_RECORD_SIZE: TOO_LARGE,
};

/** A quote that was not closed has taken the lines up to the next one. */
function requireClosed(fields: readonly string[], where: string): void {
  if (fields.some((field) => field.startsWith('"') && field.includes("\n"))) {
    throw new NewsgroupsError("input", `${printable(where)}: ${NOT_CLOSED}`);
  }
}

function explained(error: unknown, file: string, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  const what = FAULTS[error.code] ?? error.message;
  return new NewsgroupsError("input", `${printable(file)}:${line}: ${what}`, { cause: error });
}

/**
 * A row with as many fields as the first one. Further ones may be blank; behind a tab, they belong to the text of a line
 * that begins with its label.
 *
 * @throws NewsgroupsError `input` for any other row.
 */
function evened(
  fields: readonly string[],
  width: number,
  { hasHeader, label }: Columns,
  { dialect }: SniffedTable,
  id: string,
): readonly string[] {
  if (fields.length === width) return fields;
  if (fields.length > width) {
    if (fields.slice(width).every((field) => field.trim() === "")) return fields.slice(0, width);
    if (!hasHeader && width === 2 && label === 0 && dialect.delimiter === TAB) {
      return [fields[0]!, fields.slice(1).join(TAB)];
    }
  }
  throw new NewsgroupsError(
    "input",
    `${printable(id)}: ${fields.length} field${fields.length === 1 ? "" : "s"}, the first row has ${width}; ` +
      `put a text with ${dialect.delimiter === TAB ? "a tab" : JSON.stringify(dialect.delimiter)} or a line end in it in quotes`,
  );
}

function count(bytes: Buffer, byte: number): number {
  let found = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) found++;
  return found;
}

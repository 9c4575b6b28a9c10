/** Records of a table: its bytes → the fields of each record, with its line. Only this module imports the CSV reader. */

import { isUtf8 } from "node:buffer";
import { CsvError, parse } from "csv-parse";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { decodeText } from "../../core/text/decode.js";
import { MAX_DOCUMENT_BYTES, TOO_LARGE } from "../document.js";
import { withBackslashes, withLineEnds } from "./backslashes.js";
import type { SniffedTable } from "./dialect.js";
import { withoutQuotes } from "./rows.js";

/** A row of a table that is not blank. */
export interface TableRecord {
  /** The line in which it begins. */
  readonly line: number;
  readonly fields: readonly string[];
  /** Size of its fields before decoding. */
  readonly bytes: number;
}

const LF = 0x0a;
const CR = 0x0d;

/**
 * Yields the records of a table, some at a time, each field decoded by itself.
 *
 * @param id what messages call the table.
 * @throws NewsgroupsError `input` for quotes that do not fit each other, and for a record of more than 64 MiB.
 */
export async function* recordsOf(
  id: string,
  chunks: AsyncIterable<Uint8Array>,
  table: SniffedTable,
): AsyncGenerator<readonly TableRecord[]> {
  const { isQuoted, escapeBy } = table.dialect;
  const hasBackslashes = escapeBy === "\\";
  const areQuotesOver = isQuoted && table.isStrict;
  let line = 1 + table.skippedLines;
  let emptyLines = 0;
  const recordOf = ({ fields: read, emptyLines: passed }: Parsed): TableRecord => {
    line += passed - emptyLines;
    emptyLines = passed;
    const start = line;
    // What the reader says of lines is wrong for CR LF in quotes.
    line += 1 + read.reduce((sum, field) => sum + count(field, table.hasNewlines ? LF : CR), 0);
    const decoded = read.map((field) => (isUtf8(field) ? field.toString("utf8") : decodeText(field)));
    const fields = hasBackslashes ? decoded.map(withLineEnds) : decoded;
    if (isQuoted && !table.isStrict) requireClosed(fields, `${id}:${start}`);
    const bytes = read.reduce((sum, { length }) => sum + length, 0);
    return { line: start, fields: areQuotesOver ? fields : fields.map(withoutQuotes), bytes };
  };
  try {
    for await (const parsed of parsedBy(hasBackslashes ? withBackslashes(chunks) : chunks, table)) {
      yield parsed.map(recordOf).filter(({ fields }) => fields.some((field) => field.trim() !== ""));
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new NewsgroupsError("input", `${printable(id)}:${line}: ${FAULTS[error.code] ?? error.message}`, {
      cause: error,
    });
  }
}

/** A record as the CSV reader gives it. */
interface Parsed {
  readonly fields: readonly Buffer[];
  /** Number of empty lines before it in the table. */
  readonly emptyLines: number;
}

/** What is parsed at a time, so that few records wait. */
const PIECE_BYTES = 1 << 14;

/**
 * Yields the records of chunks, those of a piece together. Not by way of the stream that the reader is: one that fails drops what it has not been asked
 * for, and then the line of the fault could not be told.
 */
async function* parsedBy(chunks: AsyncIterable<Uint8Array>, table: SniffedTable): AsyncGenerator<readonly Parsed[]> {
  const { delimiter, isQuoted, escapeBy } = table.dialect;
  let read: Parsed[] = [];
  const parser = parse({
    delimiter,
    quote: isQuoted ? '"' : null,
    escape: escapeBy,
    // A CR may stand within a field where lines end otherwise.
    record_delimiter: table.hasNewlines ? ["\r\n", "\n"] : ["\r"],
    encoding: null,
    ltrim: delimiter !== "\t",
    relax_quotes: !table.isStrict,
    relax_column_count: true,
    skip_empty_lines: true,
    from_line: 1 + table.skippedLines,
    max_record_size: MAX_DOCUMENT_BYTES,
  });
  // For each record that is longer or shorter than the first, the reader makes an error with a copy of the record and throws it
  // away (findings/csv-parse-relaxed-errors.sh): a table of such records would take minutes. This says that all are as long as they should be.
  const { state } = parser as unknown as { readonly state: { readonly record: readonly unknown[] } };
  Object.defineProperty(state, "expectedRecordLength", { get: () => state.record.length, set: () => {} });
  // Takes records before they get into the stream; `on_record` takes three times as long.
  const { push } = parser;
  parser.push = (fields: readonly Buffer[] | null): boolean => {
    if (fields === null) return push.call(parser, null);
    read.push({ fields, emptyLines: parser.info.empty_lines });
    return true;
  };
  let failure: Error | undefined;
  parser.on("error", (error) => {
    failure ??= error;
  });
  const taken = (): readonly Parsed[] => {
    const records = read;
    read = [];
    return records;
  };
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        await new Promise<unknown>((done) => parser.write(chunk.subarray(at, at + PIECE_BYTES), done));
        yield taken();
        if (failure) throw failure;
      }
    }
    await new Promise<unknown>((done) => parser.once("close", done).end().resume());
    yield taken();
    if (failure) throw failure;
  } finally {
    parser.destroy();
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

function count(bytes: Buffer, byte: number): number {
  let found = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) found++;
  return found;
}

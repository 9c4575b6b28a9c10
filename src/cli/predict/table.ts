/** `predict --csv`: a table from standard input → the table with a category in each row. Loaded when it is asked for. */

import { isUtf8 } from "node:buffer";
import { NewsgroupsError } from "../../core/errors.js";
import { decodeText, markedEncoding } from "../../core/text/decode.js";
import { nameBinary } from "../../core/text/not-text.js";
import { sourceOf, textChunks, textStart } from "../../corpus/source.js";
import { sniff } from "../../corpus/table/dialect.js";
import { type RawRow, rawRowsOf } from "../../corpus/table/raw-rows.js";
import { textColumnsOf } from "../../corpus/table/text-columns.js";
import { fileError } from "../../files/errors.js";
import { DONE, FAILED } from "../exit-codes.js";
import type { Io } from "../io.js";
import type { Predictor } from "../predictor.js";
import type { Problem } from "../records.js";
import { EMPTY } from "../text-input.js";
import { AddedColumns } from "./added-columns.js";
import { observed } from "./observed.js";

export interface TableOptions {
  readonly textField?: string;
  readonly strict: boolean;
  readonly maxBytes: number;
}

const STDIN = "standard input";
const MARK = "\ufeff";
const NEWLINE = 0x0a;
/** So many bytes behind a line end may be part of what tells the kind of a file. */
const MAGIC_BYTES = 8;

/**
 * Writes each row as it was, with the category and its probability in columns of these names. They are empty in a row that
 * cannot be classified. UTF-16 comes out as UTF-8.
 *
 * @throws NewsgroupsError `input` if it cannot be told where the text is.
 */
export async function answerTable(io: Io, predictor: Predictor, options: TableOptions): Promise<number> {
  const { textField, maxBytes, strict } = options;
  let number = 0;
  let invalid = 0;
  try {
    const source = await sourceOf(STDIN, STDIN, io.streams.stdin);
    // One row may hold what is not a text, but not the first.
    const binary = nameBinary(source.start.subarray(0, source.start.indexOf(NEWLINE) + MAGIC_BYTES));
    if (binary !== undefined) throw new NewsgroupsError("input", `${STDIN}: is ${binary}, expected a table of text`);
    const start = await textStart(source);
    const table = sniff(decodeText(start), source.isWhole);
    const [first] = table.rows;
    if (first === undefined) return DONE;
    const { columns, hasHeader } = textColumnsOf(table.rows, textField, STDIN);
    const names = ["category", predictor.numberName];
    // The last line may end within a character.
    const lines = source.isWhole ? start : start.subarray(0, start.lastIndexOf(NEWLINE));
    const added = new AddedColumns(names, table, hasHeader ? first : [], isUtf8(lines) ? "utf8" : "latin1");
    const nothing = names.map(() => "");
    let isBeforeHeader = hasHeader;
    if (markedEncoding(source.start) !== undefined) await io.print(MARK);
    const newline = start.includes("\n") ? "\n" : "\r";
    const chunks = textChunks({ ...source, chunks: observed(source.chunks, predictor) });
    for await (const rows of rawRowsOf(chunks, table.dialect, newline, maxBytes, STDIN)) {
      let block = "";
      for (const row of rows) {
        if (row.line <= table.skippedLines || row.isEmptyLine) block += row.raw;
        else if (isBlank(row)) block += isBeforeHeader ? row.raw : added.row(row, nothing);
        else if (isBeforeHeader) {
          isBeforeHeader = false;
          block += added.header(row);
        } else {
          number++;
          const given = answerRow(predictor, row, columns, added.width);
          const answer = given instanceof Promise ? await given : given;
          if ("problem" in answer) {
            invalid++;
            io.info(`warning: line ${row.line}: ${answer.problem}`);
            block += added.row(row, nothing);
          } else block += added.row(row, answer);
        }
      }
      await io.print(Buffer.from(block, "latin1"));
    }
  } catch (error) {
    throw fileError("read", STDIN, error);
  }
  if (invalid === 0 || !strict) return DONE;
  io.error(`${STDIN}: ${invalid} of ${number} rows cannot be classified (--strict)`);
  return FAILED;
}

type Answer = readonly string[] | Problem;

/** The values of the columns for a row. */
function answerRow(
  predictor: Predictor,
  row: RawRow,
  columns: readonly number[],
  width: number,
): Answer | Promise<Answer> {
  const { length } = row.fields;
  const isLong = length > width && row.fields.some((_, i) => i >= width && row.valueOf(i).trim() !== "");
  if (isLong || columns.every((column) => column >= length)) {
    return { problem: `${length} field${length === 1 ? "" : "s"}, but the first row has ${width}` };
  }
  const values = columns.filter((column) => column < length).map((column) => row.valueOf(column));
  const bytes = Buffer.from(values.join("\n"), "latin1");
  const fail = (error: unknown): Problem => {
    if (!(error instanceof NewsgroupsError) || error.code === "usage") throw error;
    return { problem: `the text ${error.message}` };
  };
  const answer = (text: string): Answer => (text.trim() === "" ? { problem: EMPTY } : predictor.answerRow(text));
  try {
    const text = predictor.read(bytes);
    return typeof text === "string" ? answer(text) : text.then(answer).catch(fail);
  } catch (error) {
    return fail(error);
  }
}

const isBlank = (row: RawRow): boolean => row.fields.every((_, i) => row.valueOf(i).trim() === "");

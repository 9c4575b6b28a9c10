/** The columns of texts that are to be classified: the first row of a table → where the text is. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { findText, isFieldName, listed } from "../fields.js";

/** Where the text of a row is. */
export interface TextColumns {
  /** Index of each column of the text. */
  readonly columns: readonly number[];
  /** Whether the first row names the columns. */
  readonly hasHeader: boolean;
}

const NUMBERS = /^[1-9]\d{0,5}(?:,[1-9]\d{0,5})*$/;

/**
 * Finds the columns of the text: by name or number, or by the names that they usually have.
 *
 * @param rows the first rows, at least one.
 * @param given the names or numbers, with commas between them.
 * @param where what an error names.
 * @throws NewsgroupsError `input` if they cannot be told; it lists the columns.
 */
export function textColumnsOf(
  rows: readonly (readonly string[])[],
  given: string | undefined,
  where: string,
): TextColumns {
  const first = rows[0]!;
  const names = first.map((name) => name.trim());
  const hasUsualName = names.some(isFieldName);
  // Without a header, a number may be in the first row as well.
  if (given !== undefined && NUMBERS.test(given) && !(hasUsualName && names.includes(given))) {
    const columns = given.split(",").map((number) => Number(number) - 1);
    const missing = columns.find((column) => column >= first.length);
    if (missing === undefined) return { columns, hasHeader: hasUsualName || hasNames(rows, columns) };
    throw new NewsgroupsError(
      "input",
      `${printable(where)}: no column ${missing + 1}; its columns are ${numbered(first)}`,
    );
  }
  const found = given === undefined && !hasUsualName ? undefined : findText(names, given, where);
  if (found === undefined) {
    throw new NewsgroupsError(
      "input",
      `${printable(where)}: cannot tell which column is the text: ${numbered(first)}; give --text-field: ` +
        "its name, or its number if the first row has no names",
    );
  }
  return { columns: found.map((name) => names.indexOf(name)), hasHeader: true };
}

const BLANK = /\S\s+\S/;
const DIGIT = /\d/;

/** Whether the first row seems to hold names: single words, where most texts have several. */
function hasNames([first, ...others]: readonly (readonly string[])[], columns: readonly number[]): boolean {
  const isText = (row: readonly string[]): boolean => columns.some((column) => BLANK.test(row[column] ?? ""));
  const isNamed = first!.every((name) => name.trim() !== "" && !DIGIT.test(name)) && !isText(first!);
  return isNamed && others.length > 0 && others.filter(isText).length >= MOST * others.length;
}

const MOST = 0.8;

/** The columns with their numbers and what the first row has in them. */
function numbered(first: readonly string[]): string {
  return first.map((field, i) => `${i + 1} ${listed([field])}`).join(", ");
}

/** Added columns: a row as it is written and the answer to it → the row with the answer, all else byte for byte. */

import type { SniffedTable } from "../../corpus/table/dialect.js";
import type { RawRow } from "../../corpus/table/raw-rows.js";

/** Writes values into columns: those that have their names already, or new ones behind the last. */
export class AddedColumns {
  /** Number of columns of the table. */
  readonly width: number;
  readonly #names: readonly string[];
  /** Index of the column of each name; -1 if it is new. */
  readonly #places: readonly number[];
  readonly #delimiter: string;
  readonly #escapedQuote: string;
  readonly #encoding: BufferEncoding;

  /**
   * @param names names of the columns.
   * @param header the names of the table's columns, if it has any.
   * @param encoding how values are written: as the table is.
   */
  constructor(
    names: readonly string[],
    { rows, dialect }: SniffedTable,
    header: readonly string[],
    encoding: "utf8" | "latin1",
  ) {
    this.width = rows[0]!.length;
    this.#names = names;
    this.#places = names.map((name) => header.findIndex((other) => other.trim() === name));
    this.#delimiter = dialect.delimiter;
    this.#escapedQuote = `${dialect.escapeBy}"`;
    this.#encoding = encoding;
  }

  /** Returns the row with the names of new columns, in Latin-1. */
  header(row: RawRow): string {
    return this.#written(row, this.#names, true);
  }

  /** Returns the row with a value in each of the columns, in Latin-1. */
  row(row: RawRow, values: readonly string[]): string {
    return this.#written(row, values, false);
  }

  #written(row: RawRow, values: readonly string[], isHeader: boolean): string {
    const cells = row.fields.map(({ start, end }) => row.raw.slice(start, end));
    // So that a row that is cut short has its values below their names.
    while (cells.length < this.width) cells.push("");
    const added: string[] = [];
    for (const [i, value] of values.entries()) {
      const place = this.#places[i]!;
      if (place < 0) added.push(this.#cell(value));
      else if (!isHeader) cells[place] = this.#cell(value);
    }
    cells.splice(this.width, 0, ...added);
    return cells.join(this.#delimiter) + row.lineEnd;
  }

  /** A value as it is written: in quotes if it has to be. */
  #cell(value: string): string {
    const isPlain = value.trim() === value && !value.includes(this.#delimiter) && !/["\r\n]/.test(value);
    const cell = isPlain ? value : `"${value.replaceAll('"', this.#escapedQuote)}"`;
    // What Latin-1 cannot write is better read in UTF-8 than not at all.
    return Buffer.from(cell, /[^\0-\xff]/.test(cell) ? "utf8" : this.#encoding).toString("latin1");
  }
}

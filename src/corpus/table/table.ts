/** Tables: `.csv` and `.tsv` → documents. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { decodeText } from "../../core/text/decode.js";
import type { Document } from "../document.js";
import { listed } from "../fields.js";
import type { Reading } from "../reading.js";
import { type Source, textChunks, textStart } from "../source.js";
import { type Columns, columnsOf } from "./columns.js";
import { recordsOf } from "./csv-records.js";
import { type SniffedTable, sniff } from "./dialect.js";

const TAB = "\t";

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
  for await (const records of recordsOf(source.id, textChunks(source), table)) {
    for (const { line, fields, bytes } of records) {
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
}

function describe({ hasHeader, text, label }: Columns, { rows }: SniffedTable): string {
  const nameOf = (i: number): string => (hasHeader ? listed([rows[0]![i]!]) : `column ${i + 1}`);
  return `text in ${text.map(nameOf).join(" and ")}, label in ${nameOf(label)}${hasHeader ? "" : "; no header"}`;
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

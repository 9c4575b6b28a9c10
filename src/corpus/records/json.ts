/** JSON corpora: one array of `{"text": "...", "label": "..."}`. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { decodeText } from "../../core/text/decode.js";
import type { Document } from "../document.js";
import { listed } from "../fields.js";
import type { Reading } from "../reading.js";
import { type Source, textChunks, wholeOf } from "../source.js";
import { listRemedy } from "./json-remedy.js";
import { RecordReader } from "./records.js";

/** An array is read whole, and V8 holds no string of twice this length. */
const MAX_BYTES = 1 << 28;

/**
 * Reads a file of JSON that is one array of documents.
 *
 * @throws NewsgroupsError `input` if it is something else, larger than 256 MiB, or has an item that is no document.
 */
export async function* readJson(source: Source, reading: Reading): AsyncGenerator<Document> {
  const file = printable(source.id);
  const bytes = await wholeOf(
    { ...source, chunks: textChunks(source) },
    MAX_BYTES,
    "make it one document per line: jq -c '.[]' file > corpus.ndjson",
  );
  const items = parsed(decodeText(bytes), file);
  const records = new RecordReader(reading, source.id);
  for (const [i, item] of items.entries()) {
    const id = `${source.id}[${i}]`;
    const { text, label } = records.read(item, id);
    const document = await reading.document(id, label, text, Buffer.byteLength(text));
    if (document) yield document;
  }
}

function parsed(text: string, file: string): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const remedy = /^\s*\{/.test(text) ? "; of objects one after another make lines: jq -c . file > corpus.ndjson" : "";
    throw new NewsgroupsError("input", `${file}: not JSON; expected [{"text": "...", "label": "..."}, ...]${remedy}`);
  }
  if (Array.isArray(value)) return value;
  throw new NewsgroupsError(
    "input",
    `${file}: expected an array of documents, got ${typeof value === "object" && value ? `an object with ${listed(Object.keys(value))}` : "a single value"}; ` +
      (listRemedy(value) ?? COLUMNS_REMEDY),
  );
}

/** What pandas makes of columns, which it writes as an object. */
const COLUMNS_REMEDY = "make one document per line, in pandas with to_json(file, orient='records', lines=True)";

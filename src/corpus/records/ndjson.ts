/** NDJSON corpora: one `{"text": "...", "label": "..."}` per line. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { type Document, MAX_DOCUMENT_BYTES } from "../document.js";
import { numberedLines } from "../lines/numbered-lines.js";
import type { Reading } from "../reading.js";
import type { Source } from "../source.js";
import { RecordReader } from "./records.js";

/**
 * Reads an NDJSON file line by line, skipping blank lines.
 *
 * @throws NewsgroupsError `input` for a line that is not a document or exceeds 64 MiB.
 */
export async function* readNdjson(source: Source, reading: Reading): AsyncGenerator<Document> {
  const records = new RecordReader(reading, source.id);
  for await (const { id, line } of numberedLines(source, MAX_DOCUMENT_BYTES)) {
    const { text, label } = records.read(parsed(line, id), id);
    const document = await reading.document(id, label, text, Buffer.byteLength(line));
    if (document) yield document;
  }
}

function parsed(line: string, id: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new NewsgroupsError(
      "input",
      `${printable(id)}: not JSON; expected {"text": "...", "label": "..."}${remedyFor(line.trim())}`,
    );
  }
}

/** What to do with lines of the usual kinds that are no JSON. */
function remedyFor(line: string): string {
  if (line.endsWith(",")) return "; remove the commas between lines: sed 's/,[[:space:]]*$//' file > corpus.ndjson";
  if (/:\s*-?(?:NaN|Infinity)\b/.test(line)) return "; NaN is not JSON: write null, or leave such documents out";
  return line === "{" ? "; of objects over several lines make one each: jq -c . file > corpus.ndjson" : "";
}

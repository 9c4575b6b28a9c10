/** NDJSON corpora: one `{"text": "...", "label": "..."}` per line. */

import { createReadStream } from "node:fs";
import { NewsgroupsError, printable } from "../core/errors.js";
import { fileError } from "../files/errors.js";
import { type Document, MAX_DOCUMENT_BYTES, TOO_LARGE } from "./document.js";
import { linesOf } from "./lines.js";

/**
 * Reads an NDJSON file line by line, skipping blank lines.
 *
 * @throws NewsgroupsError `file` if the file cannot be read, `input` for a line that is not a document or exceeds 64 MiB.
 */
export async function* readNdjson(path: string): AsyncGenerator<Document> {
  let number = 0;
  try {
    for await (const lines of linesOf(createReadStream(path), MAX_DOCUMENT_BYTES)) {
      for (const line of lines) {
        const id = `${path}:${++number}`;
        if (line === undefined) throw new NewsgroupsError("input", `${printable(id)}: ${TOO_LARGE}`);
        if (line.trim() !== "") yield { ...parseLine(line, id), bytes: Buffer.byteLength(line) };
      }
    }
  } catch (error) {
    throw fileError("read", path, error);
  }
}

function parseLine(line: string, id: string): Omit<Document, "bytes"> {
  const fail = (what: string): never => {
    throw new NewsgroupsError("input", `${printable(id)}: ${what}; expected {"text": "...", "label": "..."}`);
  };
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return fail("not JSON");
  }
  const { text, label } = (record ?? {}) as { text?: unknown; label?: unknown };
  if (typeof text !== "string") return fail(`"text" is ${text === undefined ? "missing" : "not a string"}`);
  if (typeof label !== "string") return fail(`"label" is ${label === undefined ? "missing" : "not a string"}`);
  return { id, label, text };
}

/** NDJSON corpora: lines `{"text": "...", "label": "..."}`. */

import { createReadStream } from "node:fs";
import { fileError, NewsgroupsError, printable } from "../errors.js";
import type { Document } from "./document.js";
import { linesOf } from "./lines.js";

/** Reads an NDJSON file line by line; blank lines are passed over. */
export async function* readNdjson(path: string): AsyncGenerator<Document> {
  let number = 0;
  try {
    for await (const lines of linesOf(createReadStream(path))) {
      for (const line of lines) {
        number++;
        if (line.trim() !== "") {
          yield { ...parseLine(line, `${path}:${number}`), bytes: Buffer.byteLength(line) };
        }
      }
    }
  } catch (error) {
    throw fileError("read", path, error);
  }
}

function parseLine(line: string, id: string): Omit<Document, "bytes"> {
  const bad = (what: string): never => {
    throw new NewsgroupsError("input", `${printable(id)}: ${what}; expected {"text": "...", "label": "..."}`);
  };
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return bad("not JSON");
  }
  const { text, label } = (record ?? {}) as { text?: unknown; label?: unknown };
  if (typeof text !== "string") return bad(`"text" is ${text === undefined ? "missing" : "not a string"}`);
  if (typeof label !== "string") return bad(`"label" is ${label === undefined ? "missing" : "not a string"}`);
  return { id, label, text };
}

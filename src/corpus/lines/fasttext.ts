/** Lines of fastText: `__label__x text`. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { type Document, MAX_DOCUMENT_BYTES } from "../document.js";
import type { Reading } from "../reading.js";
import { severalLabels } from "../records/records.js";
import type { Source } from "../source.js";
import { numberedLines } from "./numbered-lines.js";

const PREFIX = "__label__";
/** What fastText parts words at. */
const BLANK = /[ \t\v\f\0]+/g;

/**
 * Reads lines that begin with a label, as fastText does for `supervised`.
 *
 * @throws NewsgroupsError `input` for a line that has no label, or several.
 */
export async function* readFastText(source: Source, reading: Reading): AsyncGenerator<Document> {
  for await (const { id, line } of numberedLines(source, MAX_DOCUMENT_BYTES)) {
    const { label, text } = parsed(line, id);
    const document = await reading.document(id, label, text, Buffer.byteLength(line));
    if (document) yield document;
  }
}

/** fastText takes a word with the prefix as a label wherever it is. */
function parsed(line: string, id: string): { readonly label: string; readonly text: string } {
  if (!line.includes(PREFIX)) {
    throw new NewsgroupsError("input", `${printable(id)}: no label; expected ${PREFIX}name and the text`);
  }
  const words = line.split(BLANK);
  const labels = words.filter((word) => word.startsWith(PREFIX)).map((word) => word.slice(PREFIX.length));
  if (labels.length > 1) throw severalLabels(labels, id);
  const text = words.filter((word) => !word.startsWith(PREFIX)).join(" ");
  return { label: labels[0] ?? "", text: text.trim() };
}

/** Lines of the TREC questions: `LOC:city What is the capital of Chile ?`. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { type Document, MAX_DOCUMENT_BYTES } from "../document.js";
import type { Reading } from "../reading.js";
import type { Source } from "../source.js";
import { numberedLines } from "./numbered-lines.js";

/** A label without blanks, a blank, and the text. */
const LINE = /^\s*(\S+)[ \t]+(.*)$/s;

/**
 * Reads lines of a label and a text with a blank between them.
 *
 * @throws NewsgroupsError `input` for a line of one word.
 */
export async function* readTrec(source: Source, reading: Reading): AsyncGenerator<Document> {
  for await (const { id, line } of numberedLines(source, MAX_DOCUMENT_BYTES)) {
    const [, label, text] = LINE.exec(line) ?? [];
    if (label === undefined || text === undefined) {
      throw new NewsgroupsError("input", `${printable(id)}: one word; expected a label, a blank and the text`);
    }
    const document = await reading.document(id, label, text, Buffer.byteLength(line));
    if (document) yield document;
  }
}

/** An mbox as a corpus: its messages are the documents of one category, which has the name of the file. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { type Document, MAX_DOCUMENT_BYTES, TOO_LARGE } from "../document.js";
import type { Reading } from "../reading.js";
import type { Source } from "../source.js";
import { messagesOf } from "./mbox.js";

/** Reads an mbox by itself, and notes what its category is. */
export function readSingleMbox(source: Source, reading: Reading): AsyncGenerator<Document> {
  const what = `an mbox, all of one category, ${labelOf(source.fileName)}; a folder of mboxes has one for each`;
  reading.note("read-as", source.id, what);
  return readMbox(source, reading);
}

/** The category of an mbox: its name without the usual endings. */
const labelOf = (fileName: string): string => fileName.replace(/\.(?:mbox|mbx)$/i, "") || "mbox";

/**
 * Reads the messages of an mbox of a folder.
 *
 * @throws NewsgroupsError `input` for a message that exceeds 64 MiB.
 */
export async function* readMbox(source: Source, reading: Reading): AsyncGenerator<Document> {
  const label = labelOf(source.fileName);
  let number = 0;
  for await (const message of messagesOf(source.chunks, MAX_DOCUMENT_BYTES)) {
    const id = `${source.id}:${++number}`;
    if (message === undefined) throw new NewsgroupsError("input", `${printable(id)}: ${TOO_LARGE}`);
    const document = await reading.document(id, label, message, message.length);
    if (document) yield document;
  }
}

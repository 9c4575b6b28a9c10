/** Reading: what the readers of all formats share, from a document's bytes and label to the document. */

import { normalLabel } from "../core/container/labels.js";
import { NewsgroupsError, printable } from "../core/errors.js";
import { type Content, readText, type TextReader } from "../mail/read-text.js";
import type { Document } from "./document.js";
import { beginsMbox, messagesIn } from "./mbox.js";
import type { CorpusNote, CorpusOptions } from "./options.js";

/** One reading of a corpus. */
export class Reading {
  readonly options: CorpusOptions;
  readonly #readText: TextReader;

  constructor(options: CorpusOptions) {
    this.options = options;
    this.#readText = options.readText ?? readText;
  }

  /** Tells the caller; what the caller throws passes through. */
  note(kind: CorpusNote["kind"], id: string, message: string): void {
    this.options.onNote?.({ kind, id, message });
  }

  /**
   * Makes a document of its content; undefined if that is no text.
   *
   * @throws NewsgroupsError `input` if the label is blank.
   */
  async document(id: string, label: string, content: Content, bytes: number): Promise<Document | undefined> {
    let text: string;
    try {
      const read = this.#readText(content);
      text = typeof read === "string" ? read : await read;
    } catch (error) {
      if (!(error instanceof NewsgroupsError && error.code === "input")) throw error;
      this.note("no-text", id, error.message);
      return undefined;
    }
    const name = normalLabel(label);
    if (name === "") throw new NewsgroupsError("input", `${printable(id)}: its label is blank; give it a name`);
    return { id, label: name, text, bytes };
  }

  /** Yields the document that a file holds; several if it is an mbox of several messages. */
  async *documents(id: string, label: string, bytes: Uint8Array): AsyncGenerator<Document> {
    const messages = messagesIfSeveral(bytes);
    if (messages === undefined) {
      const document = await this.document(id, label, bytes, bytes.length);
      if (document) yield document;
      return;
    }
    for (const [i, message] of messages.entries()) {
      const document = await this.document(`${id}:${i + 1}`, label, message, message.length);
      if (document) yield document;
    }
  }
}

/** The messages of an mbox; undefined if bytes are something else, or an mbox of one message, which is read as it is. */
export function messagesIfSeveral(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  if (!beginsMbox(bytes)) return undefined;
  const messages = [...messagesIn(bytes)];
  return messages.length > 1 ? messages : undefined;
}

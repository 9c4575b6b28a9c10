/** Reading: what the readers of all formats share, from a document's bytes and label to the document. */

import { normalLabel } from "../core/container/labels.js";
import { NewsgroupsError, printable } from "../core/errors.js";
import { type Content, readText, type TextReader } from "../mail/read-text.js";
import type { Document } from "./document.js";
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
   * Makes a document of its content; undefined if that is no text. Gives a promise only where reading the text does: a promise
   * for each would be a good part of what reading a small file takes.
   *
   * @throws NewsgroupsError `input` if the label is blank.
   */
  document(
    id: string,
    label: string,
    content: Content,
    bytes: number,
  ): Document | undefined | Promise<Document | undefined> {
    let read: string | Promise<string>;
    try {
      read = this.#readText(content);
    } catch (error) {
      this.#passOver(id, error);
      return undefined;
    }
    if (!(read instanceof Promise)) return documentOf(id, label, read, bytes);
    return read.then(
      (text) => documentOf(id, label, text, bytes),
      (error: unknown) => {
        this.#passOver(id, error);
        return undefined;
      },
    );
  }

  /** Yields the messages of an mbox as documents. */
  async *messages(id: string, label: string, messages: readonly Uint8Array[]): AsyncGenerator<Document> {
    for (const [i, message] of messages.entries()) {
      const document = await this.document(`${id}:${i + 1}`, label, message, message.length);
      if (document) yield document;
    }
  }

  /** Notes a document that is no text; throws any other error. */
  #passOver(id: string, error: unknown): void {
    if (!(error instanceof NewsgroupsError && error.code === "input")) throw error;
    this.note("no-text", id, error.message);
  }
}

function documentOf(id: string, label: string, text: string, bytes: number): Document {
  const name = normalLabel(label);
  if (name === "") throw new NewsgroupsError("input", `${printable(id)}: its label is blank; give it a name`);
  return { id, label: name, text, bytes };
}

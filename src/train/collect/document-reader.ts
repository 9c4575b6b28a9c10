/** The document reader: a text → the numbers of its words, in their order. */

import type { Text } from "../../core/text/message.js";
import { partsOf } from "../../core/text/terms.js";
import type { DocumentTokens } from "../documents/document-walk.js";
import type { WordReader } from "./word-reader.js";

/** Reads one document at a time, and gives its new words their numbers. */
export class DocumentReader implements DocumentTokens {
  subject = 0;
  readonly #words: WordReader;

  constructor(words: WordReader) {
    this.#words = words;
  }

  get tokens(): Uint32Array {
    return this.#words.tokens;
  }

  get size(): number {
    return this.#words.count;
  }

  /** Reads the words of the document that was opened last; they are in the reader until the next call. */
  readOpened(): void {
    this.subject = this.#words.readOpened();
  }

  /** Reads the words of any document; they are in the reader until the next call. */
  read(text: Text): void {
    const [subject, body] = partsOf(text);
    this.#words.clear();
    this.#words.read(subject.text);
    this.subject = this.#words.count;
    this.#words.read(body.text);
  }
}

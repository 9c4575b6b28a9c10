/** The document reader: a text → the numbers of its words, in their order. */

import { Lexer } from "../../core/text/lexer.js";
import type { Text } from "../../core/text/message.js";
import { partsOf } from "../../core/text/terms.js";
import type { DocumentTokens } from "../documents/document-walk.js";
import { doubled } from "../tables/growing.js";
import type { VocabularyBuilder } from "./vocabulary-builder.js";

/** Reads one document at a time, and gives its new words their numbers. */
export class DocumentReader implements DocumentTokens {
  tokens: Uint32Array = new Uint32Array(1 << 10);
  size = 0;
  subject = 0;
  readonly #vocabulary: VocabularyBuilder;
  readonly #lexer = new Lexer();

  constructor(vocabulary: VocabularyBuilder) {
    this.#vocabulary = vocabulary;
  }

  /** Reads the words of a document; they are in the reader until the next call. */
  read(text: Text): void {
    this.size = 0;
    const [subject, body] = partsOf(text);
    this.#readPart(subject.text);
    this.subject = this.size;
    this.#readPart(body.text);
  }

  #readPart(text: string): void {
    const lexer = this.#lexer;
    lexer.open(text);
    while (lexer.next()) {
      if (this.size === this.tokens.length) this.tokens = doubled(this.tokens);
      // UNKNOWN_WORD + 1 is 0, a gap.
      this.tokens[this.size++] = 1 + this.#vocabulary.find(lexer);
    }
  }
}

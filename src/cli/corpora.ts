/** Corpora of a command: paths and options → documents; what was passed over → stderr. */

import { NewsgroupsError, printable } from "../core/errors.js";
import { readCorpus } from "../corpus/corpus.js";
import type { Document } from "../corpus/document.js";
import type { CorpusFormat } from "../corpus/format-names.js";
import type { CorpusNote } from "../corpus/options.js";
import type { Content, TextReader } from "../mail/read-text.js";
import type { Io } from "./io.js";

/** The options of the commands that read corpora. */
export interface CorpusChoices {
  readonly subset?: string;
  readonly corpusFormat?: CorpusFormat;
  readonly textField?: string;
  readonly labelField?: string;
  readonly depth?: number;
}

/** What stands for standard input among corpora. */
const STDIN = "-";

/** So many documents that are no text are named; of the rest, only the number is told. */
const MAX_NAMED = 20;

/** Reads the corpora of a command one after the other. */
export class Corpora {
  readonly #io: Io;
  readonly #isStrict: boolean;
  #leftOvers = 0;
  #unreadable = 0;

  /** @param isStrict whether a document that cannot be read is an error. */
  constructor(io: Io, isStrict: boolean) {
    this.#io = io;
    this.#isStrict = isStrict;
  }

  /** @param readText makes a text of the content of a document, or whatever the caller takes for one. */
  async *documents<T>(
    corpora: readonly string[],
    { corpusFormat, ...choices }: CorpusChoices,
    readText: (content: Content) => T | Promise<T>,
  ): AsyncGenerator<Omit<Document, "text"> & { readonly text: T }> {
    if (corpora.indexOf(STDIN) !== corpora.lastIndexOf(STDIN)) {
      throw new NewsgroupsError("usage", "-: standard input can be read once only");
    }
    // No reader of corpora looks at what it is.
    const options = { ...choices, readText: readText as TextReader, onNote: (note: CorpusNote) => this.#tell(note) };
    for (const path of corpora) {
      const corpus = path === STDIN ? (this.#io.streams.stdin as AsyncIterable<Uint8Array>) : path;
      const documents = readCorpus(corpus, corpusFormat === undefined ? options : { ...options, format: corpusFormat });
      yield* documents as AsyncGenerator<Document & { readonly text: T }>;
    }
    this.#tellNumbers();
  }

  #tell({ kind, id, message }: CorpusNote): void {
    const isUnreadable = kind === "no-text" || kind === "link";
    if (isUnreadable && this.#isStrict) {
      throw new NewsgroupsError("input", `${printable(id)}: ${message}, or leave out --strict`);
    }
    if (kind === "read-as") this.#io.info(`${id}: ${message}`);
    else if (kind === "left-over") this.#leftOvers++;
    else if (!isUnreadable || ++this.#unreadable <= MAX_NAMED) this.#io.info(`warning: passed over ${id}: ${message}`);
  }

  #tellNumbers(): void {
    if (this.#unreadable > MAX_NAMED) {
      this.#io.info(`warning: ${this.#unreadable} documents in all could not be read and were passed over`);
    }
    if (this.#leftOvers > 0) {
      const files = `${this.#leftOvers} file${this.#leftOvers === 1 ? "" : "s"}`;
      this.#io.info(`${files} that macOS or Windows left, such as .DS_Store, passed over`);
    }
  }
}

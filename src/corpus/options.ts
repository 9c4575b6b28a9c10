/** What a caller says about a corpus, and what a reader says to the caller. */

import type { TextReader } from "../mail/read-text.js";
import type { CorpusFormat } from "./format-names.js";

/** How a corpus is read. */
export interface CorpusOptions {
  /** Path of what to read inside a folder or an archive: a folder of categories, or one file; default all of it. */
  readonly subset?: string;
  /** The format of a file; default: told by its content and its name. */
  readonly format?: CorpusFormat;
  /** Where the text is: the name of a field or column, or the number of a column from 1; several are joined, with commas between them. */
  readonly textField?: string;
  /** Where the label is: the name of a field or column, or the number of a column from 1. */
  readonly labelField?: string;
  /**
   * How many folders make a label: with 2, `topic/subtopic`. Documents may lie deeper then. Default: one, and a folder inside it
   * is an error. An archive needs {@link subset}, too.
   */
  readonly depth?: number;
  /**
   * Makes a text of the bytes or characters of a document; default `readText`, which reads mail as its reader sees it. The bytes are
   * overwritten when the next document is read.
   */
  readonly readText?: TextReader;
  /** Is called with what was passed over or decided. What it throws ends the reading. Default: nothing. */
  readonly onNote?: (note: CorpusNote) => void;
}

/** Something that a reader did and that its user should know. */
export interface CorpusNote {
  /**
   * - `left-over`: a file that macOS or Windows left was passed over.
   * - `link`: a link that leads nowhere was passed over.
   * - `no-text`: a document that is no text was passed over.
   * - `beside`: a file that is in no category was passed over, and might have been meant: an mbox beside folders, say.
   * - `read-as`: where a file does not say it, which fields or columns were taken for text and label, or what is the category.
   */
  readonly kind: "left-over" | "link" | "no-text" | "beside" | "read-as";
  /** What it is about: the id of a document, or a path. */
  readonly id: string;
  /** What was found, as a part of a sentence. */
  readonly message: string;
}

/** Documents: what every kind of corpus is read as. */

/** One labelled text of a corpus. */
export interface Document {
  /** Where it comes from, for messages: a path, an archive's member, a line of a file. */
  readonly id: string;
  /** Its given category. */
  readonly label: string;
  readonly text: string;
  /** Size in bytes as it was read. */
  readonly bytes: number;
}

/**
 * Most bytes of one document, 64 MiB: far more than a text that people wrote has, and little enough to hold. What is
 * larger is no text, or is many in one file.
 */
export const MAX_DOCUMENT_BYTES: number = 64 << 20;

/** What to say of a document over {@link MAX_DOCUMENT_BYTES}. */
export const TOO_LARGE: string = `larger than ${MAX_DOCUMENT_BYTES >> 20} MiB; divide it or leave it out`;

/** A document: what every corpus reader yields. */

/** One labelled text of a corpus. */
export interface Document {
  /** Its origin, for messages: a path, a member of an archive, or a line of a file. */
  readonly id: string;
  /** Its category. */
  readonly label: string;
  readonly text: string;
  /** Size in bytes, before decoding. */
  readonly bytes: number;
}

/**
 * The size limit of one document, 64 MiB: far more than any text that a person wrote, and small enough to hold in memory.
 * A larger file is not a text, or holds many.
 */
export const MAX_DOCUMENT_BYTES: number = 64 << 20;

/** The message for a document over {@link MAX_DOCUMENT_BYTES}. */
export const TOO_LARGE: string = `larger than ${MAX_DOCUMENT_BYTES >> 20} MiB; split it or leave it out`;

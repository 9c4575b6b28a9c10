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

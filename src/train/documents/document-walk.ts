/** A walk over the kept documents: the sequence of words of each. */

/** A walk over the kept documents of counts, in the order of their document set. */
export interface DocumentWalk {
  /** Moves to the next document; false at the end. */
  next(): boolean;
  /**
   * The document's tokens: 1 + index of each word among the words of the counts, 0 for a gap (a form too long for a word). The subject comes
   * first, then the body. Valid until the next call; only the first {@link size} items count.
   */
  readonly tokens: Uint32Array;
  readonly size: number;
  /** How many of the tokens are of the subject. */
  readonly subject: number;
}

/** Spools: bytes that are written once, in order, before they are read once, in order. */

export interface Spool {
  /** Number of bytes so far. */
  readonly length: number;
  /** Takes bytes; they are copied or written before it returns. */
  write(bytes: Uint8Array): void;
  /** Everything that was written. */
  pieces(): Iterable<Uint8Array>;
}

/** A spool in memory. */
export class MemorySpool implements Spool {
  readonly #pieces: Uint8Array[] = [];
  length = 0;

  write(bytes: Uint8Array): void {
    this.#pieces.push(bytes.slice());
    this.length += bytes.length;
  }

  pieces(): Iterable<Uint8Array> {
    return this.#pieces;
  }
}

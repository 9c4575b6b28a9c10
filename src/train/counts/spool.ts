/** Spools: bytes that are written once, in order, before they are read. */

import { piecesOf, type Source } from "../../core/container/source.js";
import { ByteWriter } from "./varint.js";

export interface Spool extends Source {
  /** Takes bytes; they are copied or written before it returns. */
  write(bytes: Uint8Array): void;
  /** Everything that was written. */
  pieces(): Iterable<Uint8Array>;
}

/** Makes an empty spool. */
export type NewSpool = () => Spool;

/** A spool in memory. */
export class MemorySpool implements Spool {
  readonly #writer = new ByteWriter();

  get length(): number {
    return this.#writer.length;
  }

  write(bytes: Uint8Array): void {
    this.#writer.bytes(bytes);
  }

  view(start: number, end: number): Uint8Array {
    return this.#writer.written().subarray(start, end);
  }

  pieces(): Iterable<Uint8Array> {
    return piecesOf(this, 0, this.length);
  }
}

/** Makes a spool in memory. */
export const inMemory: NewSpool = () => new MemorySpool();

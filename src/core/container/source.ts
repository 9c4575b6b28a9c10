/** Sources: bytes to read, in memory or in a file that may be larger than memory. */

export interface Source {
  /** Number of bytes. */
  readonly length: number;
  /**
   * The bytes from `start` to `end`, within the source; nothing writes to them later.
   *
   * @param room bytes that nobody needs any more, for a source that is not in memory. Default: new ones.
   */
  view(start: number, end: number, room?: Uint8Array): Uint8Array;
}

/** Bytes in memory; views of them are no copies. */
export function sourceOf(bytes: Uint8Array): Source {
  return { length: bytes.length, view: (start, end) => bytes.subarray(start, end) };
}

/** The part of a source from `start` to `end`. */
export function partOf(source: Source, start: number, end: number): Source {
  return { length: end - start, view: (from, to, room) => source.view(start + from, start + to, room) };
}

/** Bytes of a piece, where a source is read from front to back. */
const PIECE_BYTES = 1 << 20;

/** The bytes from `start` to `end`, piece by piece. */
export function* piecesOf(source: Source, start: number, end: number): Generator<Uint8Array> {
  for (let at = start; at < end; at += PIECE_BYTES) yield source.view(at, Math.min(at + PIECE_BYTES, end));
}

/** So many bytes: the start of some, or new ones. */
export function roomFor(length: number, room?: Uint8Array): Uint8Array {
  return room && room.length >= length ? room.subarray(0, length) : new Uint8Array(length);
}

/**
 * The format that counts files and artifacts share: one buffer of magic, version, JSON header, aligned sections and a
 * SHA-256 of everything before it.
 */

/** One of the two kinds of file: their magic numbers differ, the rest of the container does not. */
export interface Kind {
  /** What messages call it, with its article. */
  readonly name: string;
  /** First 8 bytes of the file, as ASCII. */
  readonly magic: string;
  /** Versions of the format that this package reads, ascending; it writes the last. */
  readonly versions: readonly number[];
  /** The command that makes such a file, for the remedy in messages. */
  readonly madeBy: string;
}

/** What a container must hold: exactly these, in this order. */
export interface Outline {
  /** Keys of the header, without the last one, `sections`. */
  readonly keys: readonly string[];
  /** Names of the sections. */
  readonly sections: readonly string[];
}

/** The JSON header without its table of sections; its values are still to be checked. */
export type Header = Readonly<Record<string, unknown>>;

/** Starts a SHA-256: Node has one, and where there is no Node a library does it. */
export type Digest = () => {
  update(bytes: Uint8Array): unknown;
  /** The 32 bytes; called once, last. */
  digest(): Uint8Array;
};

/** Bytes of magic, version and length of the header. */
export const PREFIX_BYTES = 16;
export const DIGEST_BYTES = 32;
/** A header holds names and settings, never data: 2 MiB is enough for 65,535 targets of twenty letters. */
export const MAX_HEADER_BYTES: number = 1 << 21;

const ALIGNMENT = 8;

/** The next multiple of 8, where a section may start. */
export const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

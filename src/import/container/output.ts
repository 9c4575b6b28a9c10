/** What a compressed file unpacks to, as far as it is unpacked: one buffer that grows within the limit. */

import { expansionRefusal, likelyUnpackedBytes, maxUnpackedBytes } from "./expansion.js";

/** Up to this size the buffer grows to the limit at once: memory that is not written to costs nothing, and copies do. */
const SMALL_BYTES = 2 ** 26;

/** A buffer of bytes that grows. */
export class Output {
  /** The buffer; its bytes beyond {@link length} are to be written. */
  bytes: Uint8Array;
  /** Number of bytes that are written. */
  length = 0;
  readonly #fileBytes: number;
  readonly #maxBytes: number;

  /** @param fileBytes size of the compressed file. */
  constructor(fileBytes: number) {
    this.#fileBytes = fileBytes;
    this.#maxBytes = maxUnpackedBytes(fileBytes);
    this.bytes = new Uint8Array(likelyUnpackedBytes(fileBytes));
  }

  /**
   * Makes room, and returns the buffer, which may be another than before.
   *
   * @param length number of bytes that the buffer must have.
   * @throws Refusal `limit`
   */
  reserve(length: number): Uint8Array {
    if (length <= this.bytes.length) return this.bytes;
    if (length > this.#maxBytes) throw expansionRefusal(this.#fileBytes);
    const next = Math.max(2 * this.bytes.length, length, SMALL_BYTES);
    const larger = new Uint8Array(Math.min(next, this.#maxBytes));
    larger.set(this.bytes);
    this.bytes = larger;
    return larger;
  }

  /** Everything that is written. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

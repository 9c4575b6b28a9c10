/** The allowance: how much memory the values of a dump may take, so that a small file cannot take all there is. */

import { Refusal } from "./refusal.js";

const MIB = 2 ** 20;

/** What any dump may take. Together with what it unpacks to, 64 KiB stay below 64 MiB. */
const FREE_BYTES = 4 * MIB;

/**
 * What a byte of the file may take on top. A term with a scalar of numpy counts for about 600 bytes, and an xz file of sorted terms has
 * three bytes or more of it; a file that is not compressed has thirty.
 */
const BYTES_PER_BYTE = 200;

/** A number of bytes that is used up by what is built from a file. Amounts are estimates, rather too high than too low. */
export class Allowance {
  readonly #total: number;
  #left: number;

  /** @param fileBytes size of the file as it is on disk, compressed or not. */
  constructor(fileBytes: number) {
    this.#total = FREE_BYTES + BYTES_PER_BYTE * fileBytes;
    this.#left = this.#total;
  }

  /**
   * Uses up a part, before it is allocated.
   *
   * @throws Refusal `limit` if less is left.
   */
  take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw this.#exceeded();
  }

  #exceeded(): Refusal {
    const limit = Math.floor(this.#total / MIB);
    return new Refusal(
      "limit",
      `too large: its values take more than ${limit} MiB, the limit for a file of this size; save it again without compression`,
    );
  }
}

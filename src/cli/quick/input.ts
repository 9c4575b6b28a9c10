/** Standard input of the quick answer: what is there already. Who has to wait for input can wait in the program. */

import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

const STDIN = 0;
/** Larger texts take longer than starting the program. */
const MAX_BYTES = 1 << 16;

/** Standard input; what has been read of it can be given back. */
export class QuickInput {
  #read: Uint8Array = new Uint8Array(0);

  /**
   * Reads all of it without waiting: of a file, or of a pipe on Linux, where a pipe can be opened once more in such a way that reading does not
   * wait.
   *
   * @returns undefined if it is something else, or not all of it is there, or there is much of it.
   */
  read(): Uint8Array | undefined {
    const stats = fstatSync(STDIN);
    if (stats.isFile()) return this.#readFrom(STDIN);
    if (!stats.isFIFO() || process.platform !== "linux") return undefined;
    const again = openSync(`/proc/self/fd/${STDIN}`, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return this.#readFrom(again);
    } finally {
      closeSync(again);
    }
  }

  /** Gives back what was read, so that the program reads it. */
  giveBack(): void {
    if (this.#read.length > 0) process.stdin.unshift(this.#read);
  }

  /** @throws Error if there will be more, which is not there yet. */
  #readFrom(descriptor: number): Uint8Array | undefined {
    const buffer = Buffer.allocUnsafeSlow(MAX_BYTES);
    for (let end = 0; end < MAX_BYTES; ) {
      const length = readSync(descriptor, buffer, end, MAX_BYTES - end, null);
      if (length === 0) return this.#read;
      end += length;
      this.#read = buffer.subarray(0, end);
    }
    return undefined;
  }
}

/** The log's stream: gathers lines and writes many at once, for a write takes as long as answering a request. */

import { once } from "node:events";
import { fstatSync } from "node:fs";
import sonicBoom from "sonic-boom";

/** So many characters are written at once. */
const GATHERED = 32_000;
/** What a pipe takes in one piece (POSIX), so that the lines of several processes do not get into each other. */
const PIPE_PIECE = 4_000;
/** No line waits longer, in milliseconds. */
const WAIT_MS = 100;
/** Where nobody reads as fast as lines come, so many bytes wait, and what comes then is lost. */
const MOST_WAITING = 2 ** 24;

/** What waits at the end has so many milliseconds to be written. */
const END_MS = 1_000;

export class LogStream {
  readonly #destination: sonicBoom.SonicBoom;
  readonly #enough: number;
  #lines = "";
  #timer: NodeJS.Timeout | undefined;
  /** Nobody reads it, and the process is to end. */
  #isGivenUp = false;

  /**
   * @param isShared whether other processes write there too.
   * @param onFailure told once, if it cannot be written.
   */
  constructor(descriptor: number, isShared: boolean, onFailure: (error: Error) => void) {
    this.#enough = isShared && fstatSync(descriptor).isFIFO() ? PIPE_PIECE : GATHERED;
    this.#destination = new sonicBoom.SonicBoom({
      fd: descriptor,
      sync: false,
      maxLength: MOST_WAITING,
      // A full pipe is tried again until somebody reads.
      retryEAGAIN: () => !this.#isGivenUp,
    });
    let isTold = false;
    this.#destination.on("error", (error) => {
      if (!isTold && !this.#isGivenUp) onFailure(error);
      isTold = true;
    });
  }

  /** @param line with its line feed. */
  write(line: string): void {
    if (this.#lines.length + line.length > this.#enough) this.#pass();
    this.#lines += line;
    this.#timer ??= setTimeout(() => this.#pass(), WAIT_MS).unref();
  }

  /** Writes what waits, if somebody reads it within a second. */
  async end(): Promise<void> {
    this.#pass();
    const late = AbortSignal.timeout(END_MS);
    const closed = once(this.#destination, "close", { signal: late });
    this.#destination.end();
    await closed.catch(() => {
      this.#isGivenUp = true;
      this.#destination.destroy();
    });
  }

  #pass(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines !== "") this.#destination.write(this.#lines);
    this.#lines = "";
  }
}

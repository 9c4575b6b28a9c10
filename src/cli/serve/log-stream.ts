/** The log's stream: gathers lines and writes many at once, for a write takes as long as answering a request. */

import { fstatSync } from "node:fs";
import { pino } from "pino";

/** So many characters are written at once. */
const GATHERED = 32_000;
/** What a pipe takes in one piece (POSIX), so that the lines of several processes do not get into each other. */
const PIPE_PIECE = 4_000;
/** No line waits longer, in milliseconds. */
const WAIT_MS = 100;
/** Where nobody reads as fast as lines come, so many bytes wait, and what comes then is lost. */
const MOST_WAITING = 2 ** 24;

export class LogStream {
  readonly #destination: ReturnType<typeof pino.destination>;
  readonly #enough: number;
  #lines = "";
  #timer: NodeJS.Timeout | undefined;

  /** @param isShared whether other processes write there too. */
  constructor(descriptor: number, isShared: boolean) {
    this.#enough = isShared && fstatSync(descriptor).isFIFO() ? PIPE_PIECE : GATHERED;
    this.#destination = pino.destination({ dest: descriptor, sync: false, maxLength: MOST_WAITING });
  }

  /** @param line with its line feed. */
  write(line: string): void {
    if (this.#lines.length + line.length > this.#enough) this.#pass();
    this.#lines += line;
    this.#timer ??= setTimeout(() => this.#pass(), WAIT_MS).unref();
  }

  /** Writes what waits. */
  end(): void {
    this.#pass();
    try {
      this.#destination.flushSync();
    } catch {
      // Nobody reads it any more.
    }
  }

  #pass(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines !== "") this.#destination.write(this.#lines);
    this.#lines = "";
  }
}

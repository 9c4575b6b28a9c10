/** Log stream: writes lines in batches, because one write takes as long as answering a request. */

import { once } from "node:events";
import { fstatSync } from "node:fs";
import sonicBoom from "sonic-boom";

/** Characters written at once. */
const BATCH = 32_000;
/** Characters that a pipe takes in one piece (POSIX: 4096 bytes), so that lines of several processes do not mix. */
const ATOMIC_BATCH = 4_000;
/** Milliseconds that a line waits at most. */
const WAIT_MS = 100;
/** Bytes that wait for a slow reader; lines beyond that are lost. */
const MAX_WAITING = 2 ** 24;

/** Milliseconds to write what is left at the end. */
const END_MS = 1_000;

export class LogStream {
  readonly #destination: sonicBoom.SonicBoom;
  readonly #batch: number;
  #lines = "";
  #timer: NodeJS.Timeout | undefined;
  /** Nobody reads the log, and the process must end. */
  #isGivenUp = false;

  /**
   * @param isShared whether other processes write there too.
   * @param onFailure called once if the log cannot be written.
   */
  constructor(descriptor: number, isShared: boolean, onFailure: (error: Error) => void) {
    this.#batch = isShared && fstatSync(descriptor).isFIFO() ? ATOMIC_BATCH : BATCH;
    this.#destination = new sonicBoom.SonicBoom({
      fd: descriptor,
      sync: false,
      maxLength: MAX_WAITING,
      // A full pipe is retried until somebody reads.
      retryEAGAIN: () => !this.#isGivenUp,
    });
    let hasFailed = false;
    this.#destination.on("error", (error) => {
      if (!hasFailed && !this.#isGivenUp) onFailure(error);
      hasFailed = true;
    });
  }

  /** @param line with its line feed. */
  write(line: string): void {
    if (this.#lines.length + line.length > this.#batch) this.#flush();
    this.#lines += line;
    this.#timer ??= setTimeout(() => this.#flush(), WAIT_MS).unref();
  }

  /** Writes what is left, or gives up after a second if nobody reads. */
  async end(): Promise<void> {
    this.#flush();
    const late = AbortSignal.timeout(END_MS);
    const closed = once(this.#destination, "close", { signal: late });
    this.#destination.end();
    await closed.catch(() => {
      this.#isGivenUp = true;
      this.#destination.destroy();
    });
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines !== "") this.#destination.write(this.#lines);
    this.#lines = "";
  }
}

/** Reporter: tells what happens to a server, to people on stderr and to programs in the log on stdout. */

import { type Logger, pino } from "pino";
import type { Io } from "../io.js";

/** What a pipe takes in one piece, so that the lines of several processes do not get into each other. */
const PIPE_BYTES = 4096;
const LOG_FILLING_BYTES = 3072;
/** A line waits so many milliseconds at most until it is written. */
const LOG_DELAY_MS = 100;
/** Where the log cannot be written as fast as it comes, so many bytes wait, and what comes then is lost. */
const MOST_WAITING_BYTES = 2 ** 24;

/** Written on stderr, where there is no log, as soon as it comes. */
const ERRORS_ONLY = { dest: 2, sync: true };

export class Reporter {
  /** Takes a line for each request, if there is a log; and defects in any case. */
  readonly log: Logger;
  readonly #io: Io;
  readonly #isLogged: boolean;
  readonly #destination: ReturnType<typeof pino.destination>;

  constructor(io: Io, isLogged: boolean) {
    this.#io = io;
    this.#isLogged = isLogged;
    this.#destination = pino.destination(
      isLogged
        ? {
            dest: 1,
            sync: false,
            minLength: LOG_FILLING_BYTES,
            maxWrite: PIPE_BYTES,
            periodicFlush: LOG_DELAY_MS,
            maxLength: MOST_WAITING_BYTES,
          }
        : ERRORS_ONLY,
    );
    this.log = pino({ level: isLogged ? "info" : "error", base: { pid: process.pid } }, this.#destination);
  }

  tell(message: string): void {
    this.#io.tell(message);
    if (this.#isLogged) this.log.info(message);
  }

  complain(message: string): void {
    this.#io.complain(message);
    if (this.#isLogged) this.log.error(message);
  }

  /** Writes what waits of the log. */
  end(): void {
    try {
      this.#destination.flushSync();
    } catch {
      // Nobody reads it any more.
    }
  }
}

/** Reporter: tells what happens to a server, to people on stderr and to programs in the log on stdout. */

import { type Logger, pino } from "pino";
import type { Io } from "../io.js";
import { LogStream } from "./log-stream.js";

const [STDOUT, STDERR] = [1, 2];

export class Reporter {
  /** Takes a line for each request, if there is a log; without one only defects, which go to stderr. */
  readonly log: Logger;
  readonly #io: Io;
  readonly #stream: LogStream | undefined;

  /** @param isShared whether other processes write to the same log. */
  constructor(io: Io, isLogged: boolean, isShared: boolean) {
    this.#io = io;
    const onFailure = ({ message }: Error): void => io.complain(`the log cannot be written: ${message}`);
    this.#stream = isLogged ? new LogStream(STDOUT, isShared, onFailure) : undefined;
    const base = { pid: process.pid };
    this.log = this.#stream
      ? pino({ base }, this.#stream)
      : pino({ base, level: "error" }, pino.destination({ dest: STDERR, sync: true }));
  }

  tell(message: string): void {
    this.#io.tell(message);
    if (this.#stream) this.log.info(message);
  }

  complain(message: string): void {
    this.#io.complain(message);
    if (this.#stream) this.log.error(message);
  }

  /** Writes what waits of the log. */
  async end(): Promise<void> {
    await this.#stream?.end();
  }
}

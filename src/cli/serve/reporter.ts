/** Reporter: says what happens to a server, to people on stderr and to programs in the log on stdout. */

import { type Logger, pino } from "pino";
import { NewsgroupsError, printable } from "../../core/errors.js";
import type { Loaded, ServedModel } from "../../server/served-model.js";
import type { Io } from "../io.js";
import { isLoopback } from "./address.js";
import { LogStream } from "./log-stream.js";
import type { ServeSettings } from "./settings.js";

const [STDOUT, STDERR] = [1, 2];

export class Reporter {
  /** Receives a line for each request. Without a log it receives errors only, and writes them to stderr. */
  readonly log: Logger;
  readonly #io: Io;
  readonly #stream: LogStream | undefined;

  /** @param isShared whether other processes write to the same log. */
  constructor(io: Io, isLogged: boolean, isShared: boolean) {
    this.#io = io;
    const onFailure = ({ message }: Error): void => io.error(`cannot write the log: ${message}`);
    this.#stream = isLogged ? new LogStream(STDOUT, isShared, onFailure) : undefined;
    const base = { pid: process.pid };
    this.log = this.#stream
      ? pino({ base }, this.#stream)
      : pino({ base, level: "error" }, pino.destination({ dest: STDERR, sync: true }));
  }

  /** Reports that processes listen at `url`, and who can reach them. */
  listening({ address, token }: ServeSettings, url: string, model: Loaded, processes: number): void {
    const { digest, memory, description } = model;
    const inEach = processes === 1 ? "" : ` in each of ${processes} workers`;
    this.#info(
      `listening at ${url}, ${description.targets.length} categories, model ${digest}, ` +
        `${(memory / 1e6).toFixed(1)} MB of memory${inEach}`,
    );
    if (isLoopback(address.host) || token !== undefined) return;
    const host = printable(address.host);
    this.#info(`note: ${host} accepts requests from other machines without a token; --token-file requires one`);
  }

  /**
   * Replaces the model, and reports the new one or why the current one stays.
   *
   * @param swap replaces it, or throws a NewsgroupsError.
   * @returns whether it was replaced.
   */
  swap(path: string, served: ServedModel, swap: () => void): boolean {
    try {
      swap();
    } catch (error) {
      if (!(error instanceof NewsgroupsError)) throw error;
      this.error(`${error.message}; still serving the current model (${served.current.digest})`);
      return false;
    }
    const { digest, description } = served.current;
    const categories = `${description.targets.length} categories`;
    this.#info(`${printable(path)}: loaded and checked, ${categories}; now serving model ${digest}`);
    return true;
  }

  shuttingDown(): void {
    this.#info("shutting down: no new requests are accepted; requests in flight will be answered");
  }

  /** Reports a problem; even with `--quiet`. */
  error(message: string): void {
    this.#io.error(message);
    if (this.#stream) this.log.error(message);
  }

  /** Writes what is left of the log. */
  async end(): Promise<void> {
    await this.#stream?.end();
  }

  #info(message: string): void {
    this.#io.info(message);
    if (this.#stream) this.log.info(message);
  }
}

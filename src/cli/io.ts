/** Input and output of a command: results to stdout, everything else to stderr. */

import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { fileError } from "../errors.js";

/** The streams and variables that a command works with; `process` is one. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Thrown when the reader of our output has gone (`| head -1`): no error, but nothing is left to do. */
export class ClosedPipe extends Error {}

/** What a command needs of its surroundings. */
export class Io {
  readonly streams: Streams;
  readonly quiet: boolean;
  #failure: NodeJS.ErrnoException | undefined;

  constructor(streams: Streams, quiet: boolean) {
    this.streams = streams;
    this.quiet = quiet;
    streams.stdout.on("error", (error) => {
      this.#failure ??= error;
    });
  }

  /** Writes results, and waits while the reader is slow. */
  async print(text: string): Promise<void> {
    this.#check();
    if (!this.streams.stdout.write(text)) {
      await Promise.race([once(this.streams.stdout, "drain"), once(this.streams.stdout, "close")]).catch(() => {});
    }
    this.#check();
  }

  /** Waits until all results are written. */
  async flush(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.streams.stdout.write("", () => resolve());
    });
    this.#check();
  }

  /** Tells a person something that is no result; not with `--quiet`. */
  tell(line: string): void {
    if (!this.quiet) this.streams.stderr.write(`newsgroups: ${line}\n`);
  }

  /** Tells of an error after which the command goes on; even with `--quiet`. */
  complain(line: string): void {
    this.streams.stderr.write(`newsgroups: ${line}\n`);
  }

  #check(): void {
    if (this.#failure?.code === "EPIPE") throw new ClosedPipe();
    if (this.#failure) throw fileError("write", "standard output", this.#failure);
  }
}

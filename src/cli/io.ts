/** Input and output of commands: results to stdout, messages to stderr, and a clean end on signals. */

import type { Readable, Writable } from "node:stream";
import { printable } from "../core/errors.js";
import { fileError } from "../files/errors.js";
import { ENDED_BY } from "./exit-codes.js";

/** The streams and environment of a command; `process` is one. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Thrown when the reader of stdout is gone (`| head -1`): not an error, but the command ends. */
export class ClosedPipe extends Error {}

/** Whether a signal is ending the process: pending output is being written, and nothing may follow it. */
let isEnding = false;

/** Handles the first signal instead of ending the process. */
let onFirstSignal: (() => void) | undefined;

/** Makes the first SIGINT or SIGTERM call `end` instead of ending the process, for a command that must shut down. */
export function endOtherwise(end: () => void): void {
  onFirstSignal = end;
}

/**
 * Makes SIGINT and SIGTERM end the process, with their exit code, once pending output is written. A second signal ends it
 * at once, because the reader may have stopped reading. A handler never runs within one call of `print`, so each printed
 * block is complete.
 */
export function endOnSignals({ stdout, stderr }: Streams): void {
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    const end = (): never => process.exit(ENDED_BY[name]);
    // Not `once`: ora's own listener kills the process if it is the only one.
    process.on(name, () => {
      if (onFirstSignal) {
        const instead = onFirstSignal;
        onFirstSignal = undefined;
        instead();
        return;
      }
      if (isEnding) end();
      isEnding = true;
      stdout.write("", () => stderr.write("", end));
    });
  }
}

/** How long a command prints before pending signals are handled. */
const TURN_MS = 50;

/** The output of a command. */
export class Io {
  readonly streams: Streams;
  readonly quiet: boolean;
  #failure: NodeJS.ErrnoException | undefined;
  /** Settled when the last message is written or has failed. */
  #messages: Promise<unknown> = Promise.resolve();
  #nextTurn = performance.now() + TURN_MS;

  constructor(streams: Streams, quiet: boolean) {
    this.streams = streams;
    this.quiet = quiet;
    streams.stdout.on("error", (error) => {
      this.#failure ??= error;
    });
  }

  /** Writes results; waits for slow readers of stdout or stderr. */
  async print(text: string | Uint8Array): Promise<void> {
    const { stdout } = this.streams;
    this.#check();
    if (!stdout.destroyed && !stdout.write(text)) await drained(stdout);
    await this.#messages;
    if (performance.now() >= this.#nextTurn) {
      await new Promise(setImmediate);
      this.#nextTurn = performance.now() + TURN_MS;
    }
    if (isEnding) await new Promise(() => {});
    this.#check();
  }

  /** Waits until all results are written. */
  async flush(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.streams.stdout.write("", () => resolve());
    });
    this.#check();
  }

  /** Prints a message on stderr; nothing with `--quiet`. */
  info(line: string): void {
    if (!this.quiet) this.error(line);
  }

  /** Prints an error on stderr, even with `--quiet`; the command continues. */
  error(line: string): void {
    this.#messages = new Promise((resolve) => this.streams.stderr.write(`newsgroups: ${printable(line)}\n`, resolve));
  }

  #check(): void {
    if (this.#failure?.code === "EPIPE") throw new ClosedPipe();
    if (this.#failure) throw fileError("write", "standard output", this.#failure);
  }
}

const DRAINED_EVENTS = ["drain", "error", "close"];

/** Waits until a full stream drains, fails or closes. */
function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of DRAINED_EVENTS) stream.off(event, done);
      resolve();
    };
    for (const event of DRAINED_EVENTS) stream.on(event, done);
  });
}

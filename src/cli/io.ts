/** Input and output of a command: results to stdout, everything else to stderr; and how a signal ends both. */

import type { Readable, Writable } from "node:stream";
import { printable } from "../core/errors.js";
import { fileError } from "../files/errors.js";
import { ENDED_BY } from "./exit-codes.js";

/** The streams and variables that a command works with; `process` is one. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Thrown when the reader of our output has gone (`| head -1`): no error, but nothing is left to do. */
export class ClosedPipe extends Error {}

/** Whether a signal ends the process: what was printed is being written out, and nothing may follow it. */
let isEnding = false;

/** What a signal does instead, the first time. */
let onFirstSignal: (() => void) | undefined;

/** Lets the first SIGINT or SIGTERM only call `end`, for a command that has more to end than what it prints. */
export function endOtherwise(end: () => void): void {
  onFirstSignal = end;
}

/**
 * Lets SIGINT and SIGTERM end the process with their exit code as soon as what was printed is written out; a second one
 * ends it at once, for whoever reads may have stopped reading. A handler runs between two pieces of work, never within
 * one, so that what is printed in one piece comes out whole.
 */
export function endOnSignals({ stdout, stderr }: Streams): void {
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    const end = (): never => process.exit(ENDED_BY[name]);
    // Not once: ora's own listener kills the process if it finds itself alone.
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

/** So many milliseconds a command may print on before signals get a turn. */
const TURN_MS = 50;

/** What a command needs of its surroundings. */
export class Io {
  readonly streams: Streams;
  readonly quiet: boolean;
  #failure: NodeJS.ErrnoException | undefined;
  /** Settled when the last message is written, or cannot be. */
  #told: Promise<unknown> = Promise.resolve();
  #nextTurn = performance.now() + TURN_MS;

  constructor(streams: Streams, quiet: boolean) {
    this.streams = streams;
    this.quiet = quiet;
    streams.stdout.on("error", (error) => {
      this.#failure ??= error;
    });
  }

  /** Writes results, and waits while a reader is slow, be it of results or of messages. */
  async print(text: string): Promise<void> {
    const { stdout } = this.streams;
    this.#check();
    if (!stdout.destroyed && !stdout.write(text)) await relief(stdout);
    await this.#told;
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

  /** Tells a person something that is no result; not with `--quiet`. */
  tell(line: string): void {
    if (!this.quiet) this.complain(line);
  }

  /** Tells of an error after which the command goes on; even with `--quiet`. */
  complain(line: string): void {
    this.#told = new Promise((resolve) => this.streams.stderr.write(`newsgroups: ${printable(line)}\n`, resolve));
  }

  #check(): void {
    if (this.#failure?.code === "EPIPE") throw new ClosedPipe();
    if (this.#failure) throw fileError("write", "standard output", this.#failure);
  }
}

const RELIEVING = ["drain", "error", "close"];

/** Waits until a stream that had enough can take more, or never will. */
function relief(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of RELIEVING) stream.off(event, done);
      resolve();
    };
    for (const event of RELIEVING) stream.on(event, done);
  });
}

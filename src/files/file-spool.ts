/** A spool that overflows into an unnamed temporary file, which disappears with the process. */

import { closeSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { MemorySpool, type Spool } from "../train/counts/spool.js";
import { attempt } from "./errors.js";
import { temporaryPath } from "./temporary-file.js";

/** The limit in memory, 16 MiB. */
const IN_MEMORY = 1 << 24;
const PIECE_BYTES = 1 << 20;

/** A spool in the folder of an output file, whose disk must have room for as much anyway. */
export class FileSpool implements Spool {
  length = 0;
  readonly #output: string;
  readonly #start = new MemorySpool();
  #descriptor: number | undefined;

  /** @param output path of the output file; messages name it. */
  constructor(output: string) {
    this.#output = output;
  }

  /** @throws NewsgroupsError `file` */
  write(bytes: Uint8Array): void {
    this.length += bytes.length;
    if (this.#descriptor === undefined && this.length <= IN_MEMORY) {
      this.#start.write(bytes);
      return;
    }
    attempt("write", this.#output, () => {
      this.#descriptor ??= openNameless(this.#output);
      writeFileSync(this.#descriptor, bytes);
    });
  }

  *pieces(): Generator<Uint8Array> {
    yield* this.#start.pieces();
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return;
    const piece = new Uint8Array(PIECE_BYTES);
    for (let at = 0; ; ) {
      const read = attempt("write", this.#output, () => readSync(descriptor, piece, 0, piece.length, at));
      if (read === 0) return;
      at += read;
      yield piece.subarray(0, read);
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

/** Opens a new file beside another and unlinks it. */
function openNameless(file: string): number {
  const path = temporaryPath(file);
  const descriptor = openSync(path, "wx+", 0o600);
  rmSync(path);
  return descriptor;
}

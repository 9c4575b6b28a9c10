/** A spool that grows into a file without a name: more than memory should hold, and gone with the process. */

import { randomBytes } from "node:crypto";
import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { MemorySpool, type Spool } from "../train/counts/spool.js";
import { attempt } from "./errors.js";

/** So many bytes stay in memory. */
const IN_MEMORY = 1 << 24;
const PIECE_BYTES = 1 << 20;

/** A spool beside a file that is to be written, where there must be room for as much. */
export class FileSpool implements Spool {
  length = 0;
  readonly #beside: string;
  readonly #start = new MemorySpool();
  #descriptor: number | undefined;

  /** @param beside path of the file; messages name it. */
  constructor(beside: string) {
    this.#beside = beside;
  }

  /** @throws NewsgroupsError `file` */
  write(bytes: Uint8Array): void {
    this.length += bytes.length;
    if (this.#descriptor === undefined && this.length <= IN_MEMORY) {
      this.#start.write(bytes);
      return;
    }
    attempt("write", this.#beside, () => {
      this.#descriptor ??= openNameless(dirname(this.#beside));
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at);
    });
  }

  *pieces(): Generator<Uint8Array> {
    yield* this.#start.pieces();
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return;
    const piece = new Uint8Array(PIECE_BYTES);
    for (let at = 0; ; ) {
      const read = attempt("write", this.#beside, () => readSync(descriptor, piece, 0, piece.length, at));
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

/** Opens a new file in a folder and takes its name away. */
function openNameless(folder: string): number {
  const path = join(folder, `.${process.pid}-${randomBytes(4).toString("hex")}.tmp`);
  const descriptor = openSync(path, "wx+", 0o600);
  rmSync(path);
  return descriptor;
}

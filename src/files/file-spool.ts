/** A spool that overflows into an unnamed temporary file, which disappears with the process. */

import { closeSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { piecesOf, roomFor } from "../core/container/source.js";
import { MemorySpool, type Spool } from "../train/counts/spool.js";
import { attempt } from "./errors.js";
import { temporaryPath } from "./temporary-file.js";

/** The limit in memory, 16 MiB. */
const IN_MEMORY = 1 << 24;

/** A spool in the folder of an output file, whose disk must have room for as much anyway. */
export class FileSpool implements Spool {
  length = 0;
  readonly #output: string;
  /** Everything, until it overflows: then all of it is in the file. */
  #start = new MemorySpool();
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
      if (this.#descriptor === undefined) {
        this.#descriptor = openNameless(this.#output);
        for (const piece of this.#start.pieces()) writeFileSync(this.#descriptor, piece);
        this.#start = new MemorySpool();
      }
      writeFileSync(this.#descriptor, bytes);
    });
  }

  /** @throws NewsgroupsError `file` */
  view(start: number, end: number, room?: Uint8Array): Uint8Array {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) return this.#start.view(start, end);
    const bytes = roomFor(end - start, room);
    attempt("write", this.#output, () => {
      for (let at = 0; at < bytes.length; ) {
        const read = readSync(descriptor, bytes, at, bytes.length - at, start + at);
        if (read === 0) throw new Error("its temporary file was cut off");
        at += read;
      }
    });
    return bytes;
  }

  pieces(): Iterable<Uint8Array> {
    return piecesOf(this, 0, this.length);
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

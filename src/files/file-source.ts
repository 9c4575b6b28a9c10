/** Reads parts of a file that need not fit into memory: counts files. */

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { roomFor, type Source } from "../core/container/source.js";
import { NewsgroupsError, printable } from "../core/errors.js";
import { attempt, fileError } from "./errors.js";

/** A regular file as a {@link Source}. */
export class FileSource implements Source {
  readonly length: number;
  readonly #path: string;
  readonly #descriptor: number;

  /** @throws NewsgroupsError `file` if it cannot be opened, `input` for a pipe or a device, which has no offsets. */
  constructor(path: string) {
    this.#path = path;
    this.#descriptor = attempt("read", path, () => openSync(path, "r"));
    const stats = attempt("read", path, () => fstatSync(this.#descriptor));
    this.length = stats.size;
    if (stats.isFile()) return;
    this.close();
    if (stats.isDirectory()) throw fileError("read", path, Object.assign(new Error(), { code: "EISDIR" }));
    throw new NewsgroupsError("input", `${printable(path)}: not a regular file; save it to one first`);
  }

  /** @throws NewsgroupsError `file`, also if the file was truncated since it was opened. */
  view(start: number, end: number, room?: Uint8Array): Uint8Array {
    const bytes = roomFor(end - start, room);
    for (let at = 0; at < bytes.length; ) {
      const read = attempt("read", this.#path, () =>
        readSync(this.#descriptor, bytes, at, bytes.length - at, start + at),
      );
      if (read === 0)
        throw new NewsgroupsError("file", `${printable(this.#path)}: was truncated while it was read; try again`);
      at += read;
    }
    return bytes;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

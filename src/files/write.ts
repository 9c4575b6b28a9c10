/** Writing: bytes → a file that is, at any moment, either the old one or the new one. */

import { accessSync, closeSync, constants, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileError } from "../errors.js";

/**
 * Writes a file whole or not at all: to a temporary file beside the target, synced, then renamed over it. What is no
 * regular file (a device, a pipe) is written to as it is.
 *
 * @throws NewsgroupsError `file`; a file that was there before is untouched then.
 */
export function writeFile(path: string, bytes: Uint8Array): void {
  try {
    const target = existing(path);
    if (target !== undefined && !statSync(target).isFile()) writeAll(openSync(target, "w"), bytes);
    else replace(target ?? path, bytes);
  } catch (error) {
    throw fileError("write", path, error);
  }
}

/**
 * Requires that a file can be written at `path`, before an hour of work is lost on a path that cannot be.
 *
 * @throws NewsgroupsError `file`.
 */
export function requireWritable(path: string): void {
  try {
    const target = existing(path);
    if (target !== undefined && statSync(target).isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    accessSync(target === undefined || statSync(target).isFile() ? dirname(target ?? path) : target, constants.W_OK);
  } catch (error) {
    throw fileError("write", path, error);
  }
}

/** Where `path` leads, links followed; undefined if nothing is there. */
function existing(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function replace(path: string, bytes: Uint8Array): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeAll(openSync(temporary, "w", 0o666), bytes);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  // The rename itself is on disk only when the folder is.
  const folder = openSync(dirname(path), "r");
  fsyncSync(folder);
  closeSync(folder);
}

function writeAll(file: number, bytes: Uint8Array): void {
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    try {
      fsyncSync(file);
    } catch (error) {
      // Devices and pipes have nothing to sync.
      if ((error as NodeJS.ErrnoException).code !== "EINVAL") throw error;
    }
  } finally {
    closeSync(file);
  }
}

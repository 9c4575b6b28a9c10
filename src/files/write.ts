/** Writing: bytes → a file that is, at any moment, either the old one or the new one. */

import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileError } from "../errors.js";

/**
 * Writes a file whole or not at all: to a temporary file beside the target, synced, then renamed over it. What is no
 * regular file (a device, a pipe) is written to as it is.
 *
 * @throws NewsgroupsError `file`; a file that was there before is untouched then.
 */
export async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  await replaceFile(path, [bytes]);
}

/** Tells the temporary files of one process apart; those of two have different process numbers. */
let writes = 0;

/** As {@link writeFile}, with bytes that come bit by bit; what their source throws is thrown on. */
export async function replaceFile(
  path: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const target = attempt(path, () => existing(path));
  if (target !== undefined && !statSync(target).isFile()) {
    await writeAll(path, target, chunks);
    return;
  }
  const place = target ?? path;
  const temporary = join(dirname(place), `.${basename(place)}.${process.pid}-${++writes}.tmp`);
  try {
    await writeAll(path, temporary, chunks);
    attempt(path, () => {
      if (target !== undefined) chmodSync(temporary, statSync(target).mode);
      renameSync(temporary, place);
    });
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  // The rename itself is on disk only when the folder is.
  const folder = openSync(dirname(place), "r");
  fsyncSync(folder);
  closeSync(folder);
}

/**
 * Requires that a file can be written at `path`, before an hour of work is lost on a path that cannot be.
 *
 * @throws NewsgroupsError `file`.
 */
export function requireWritable(path: string): void {
  attempt(path, () => {
    const target = existing(path);
    const isReplaced = target === undefined || statSync(target).isFile();
    if (!isReplaced && statSync(target).isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    accessSync(isReplaced ? dirname(target ?? path) : target, constants.W_OK);
  });
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

/** Writes all chunks to `file` and syncs it; errors name `path`. */
async function writeAll(
  path: string,
  file: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const descriptor = attempt(path, () => openSync(file, "w"));
  try {
    for await (const chunk of chunks) {
      for (let written = 0; written < chunk.length; ) {
        written += attempt(path, () => writeSync(descriptor, chunk, written));
      }
    }
    attempt(path, () => syncIfPossible(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

/** Devices and pipes have nothing to sync. */
function syncIfPossible(descriptor: number): void {
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EINVAL") throw error;
  }
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw fileError("write", path, error);
  }
}

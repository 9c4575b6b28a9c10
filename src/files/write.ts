/** Writing: bytes → a file that is, at any moment, either the old one or the new one. */

import { randomBytes } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { NewsgroupsError, printable } from "../core/errors.js";
import { attempt } from "./errors.js";

/**
 * Writes a file whole or not at all: to a temporary file beside the target, synced, then renamed over it. A symbolic
 * link is followed. What is no regular file (a device, a pipe) is written to as it is.
 *
 * @throws NewsgroupsError `file`; a file that was there before is untouched then.
 */
export async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  await replaceFile(path, [bytes]);
}

/** As {@link writeFile}, with bytes that come bit by bit; what their source throws is thrown on. */
export async function replaceFile(
  path: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const { file, old } = attempt("write", path, () => targetOf(path));
  if (old !== undefined && !old.isFile()) {
    const opened = attempt("write", path, () => openSync(file, "w"));
    await writeAll(path, opened, chunks);
    return;
  }
  const folder = dirname(file);
  const prefix = temporaryPrefix(file);
  const temporary = join(folder, `${prefix}${process.pid}-${randomBytes(4).toString("hex")}.tmp`);
  // "wx": a file or a link that is there under this name is another's, and nothing of it is touched. The mode is set
  // before the content comes, so that what was private is so at any moment.
  const descriptor = attempt("write", path, () =>
    openSync(temporary, "wx", old === undefined ? 0o666 : old.mode & 0o600),
  );
  // A signal ends the process while chunks are waited for.
  const remove = (): void => rmSync(temporary, { force: true });
  process.once("exit", remove);
  try {
    await writeAll(path, descriptor, chunks, old?.mode);
    attempt("write", path, () => renameSync(temporary, file));
  } catch (error) {
    remove();
    throw error;
  } finally {
    process.off("exit", remove);
  }
  attempt("write", path, () => syncFolder(folder));
  removeAbandoned(folder, prefix);
}

/**
 * Requires that a file can be written at `path`, before an hour of work is lost on a path that cannot be, or on what was
 * to be read.
 *
 * @param inputs what is read for it: files or folders that it must not take the place of; default none.
 * @throws NewsgroupsError `file`; `usage` if it is one of the inputs.
 */
export function requireWritable(path: string, inputs: readonly string[] = []): void {
  attempt("write", path, () => {
    const { file, old } = targetOf(path);
    if (old?.isFile()) requireOther(path, old, inputs);
    if (old?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    accessSync(old === undefined || old.isFile() ? dirname(file) : file, constants.W_OK);
  });
}

function requireOther(path: string, { dev, ino }: Stats, inputs: readonly string[]): void {
  for (const input of inputs) {
    const read = unlessMissing(() => statSync(input));
    if (read?.dev !== dev || read.ino !== ino) continue;
    const message = `${printable(path)}: it is read, and what is written there would take its place; write to another file`;
    throw new NewsgroupsError("usage", message);
  }
}

/** Where writing to `path` puts a file, and what is there now. */
interface Target {
  readonly file: string;
  readonly old: Stats | undefined;
}

function targetOf(path: string): Target {
  const old = unlessMissing(() => statSync(path));
  // Only a regular file has a path of its own: that of a pipe behind /dev/stdout leads nowhere.
  if (old !== undefined) return { file: old.isFile() ? realpathSync(path) : path, old };
  // Where a link leads to nothing, its maker meant something else, such as a disk that is not mounted.
  if (unlessMissing(() => lstatSync(path))?.isSymbolicLink()) {
    const message = `${printable(path)}: cannot write it: it is a symbolic link that leads nowhere; remove or mend it`;
    throw new NewsgroupsError("file", message);
  }
  return { file: path, old };
}

function unlessMissing(status: () => Stats): Stats | undefined {
  try {
    return status();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Writes all chunks to an open file, syncs and closes it; errors name `path`. */
async function writeAll(
  path: string,
  descriptor: number,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  mode?: number,
): Promise<void> {
  try {
    if (mode !== undefined) attempt("write", path, () => fchmodSync(descriptor, mode));
    for await (const chunk of chunks) {
      for (let written = 0; written < chunk.length; ) {
        written += attempt("write", path, () => writeSync(descriptor, chunk, written));
      }
    }
    attempt("write", path, () => syncIfPossible(descriptor));
  } finally {
    // Some file systems say only now that the disk is full.
    attempt("write", path, () => closeSync(descriptor));
  }
}

/** The rename itself is on disk only when the folder is. */
function syncFolder(folder: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(folder, "r");
  } catch {
    // A folder that may be written but not read, or a system that opens none: the new file is in place all the same.
    return;
  }
  try {
    syncIfPossible(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Devices, pipes and the folders of some file systems have nothing to sync. */
function syncIfPossible(descriptor: number): void {
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (!["EINVAL", "ENOTSUP", "EPERM"].includes(codeOf(error) ?? "")) throw error;
  }
}

/** What the names of temporary files for `file` begin with; cut, for a name has 255 bytes at the most. */
const temporaryPrefix = (file: string): string => `.${[...basename(file)].slice(0, 50).join("")}.`;
const AFTER_PREFIX = /^(\d{1,9})-[0-9a-f]{8}\.tmp$/;

/** A process on another machine, or in another container, cannot be seen; but its temporary file is seen to grow. */
const UNTOUCHED_MS = 60_000;

/** Removes what writers left that were killed. */
function removeAbandoned(folder: string, prefix: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const pid = name.startsWith(prefix) ? AFTER_PREFIX.exec(name.slice(prefix.length))?.[1] : undefined;
      if (pid === undefined || isOther(Number(pid))) continue;
      const path = join(folder, name);
      if (Date.now() - lstatSync(path).mtimeMs > UNTOUCHED_MS) rmSync(path);
    }
  } catch {
    // The file is written; another write will tidy up.
  }
}

/** Whether another process runs under this number. Our own may be that of one that ran before us in such a container. */
function isOther(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

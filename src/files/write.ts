/** Atomic writing: at any moment the file is either the old one or the new one. */

import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { NewsgroupsError, printable } from "../core/errors.js";
import { attempt } from "./errors.js";
import { removeAbandoned, temporaryPath } from "./temporary-file.js";

/**
 * Writes a file completely or not at all: to a temporary file beside the target, which is synced and renamed. Follows
 * symbolic links. Writes directly to anything but a regular file (a device, a pipe).
 *
 * @throws NewsgroupsError `file`; an existing file is unchanged then.
 */
export async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  await replaceFile(path, [bytes]);
}

/** As {@link writeFile}, for bytes that arrive in chunks; passes on what their source throws. */
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
  const temporary = temporaryPath(file);
  // "wx" fails if the name is taken. The mode is set before the content arrives, so that a private file stays private.
  const descriptor = attempt("write", path, () =>
    openSync(temporary, "wx", old === undefined ? 0o666 : old.mode & 0o600),
  );
  // A signal may end the process while it waits for chunks.
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
  attempt("write", path, () => syncFolder(dirname(file)));
  removeAbandoned(file);
}

/**
 * Checks that a file can be written at `path`, and is not an input, before an hour of work is lost.
 *
 * @param inputs files or folders that must not be overwritten; default none.
 * @throws NewsgroupsError `file` if it cannot be written; `usage` if it is one of the inputs.
 */
export function requireWritable(path: string, inputs: readonly string[] = []): void {
  attempt("write", path, () => {
    const { file, old } = targetOf(path);
    if (old?.isFile()) requireNoInput(path, old, inputs);
    if (old?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    accessSync(old === undefined || old.isFile() ? dirname(file) : file, constants.W_OK);
  });
}

function requireNoInput(path: string, { dev, ino }: Stats, inputs: readonly string[]): void {
  for (const input of inputs) {
    const stats = unlessMissing(() => statSync(input));
    if (stats?.dev !== dev || stats.ino !== ino) continue;
    const message = `${printable(path)}: is an input file, and would be overwritten; write to another file`;
    throw new NewsgroupsError("usage", message);
  }
}

/** Returns the file that a write to `path` replaces, and its current state. */
function targetOf(path: string): { readonly file: string; readonly old: Stats | undefined } {
  const old = unlessMissing(() => statSync(path));
  // Only a regular file has a real path; a pipe behind /dev/stdout has none.
  if (old !== undefined) return { file: old.isFile() ? realpathSync(path) : path, old };
  // A dangling link is a mistake or an unmounted disk: do not create its target.
  if (unlessMissing(() => lstatSync(path))?.isSymbolicLink()) {
    const message = `${printable(path)}: cannot write: dangling symbolic link; remove or fix it`;
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

/** Writes all chunks to an open file, syncs it and closes it; errors name `path`. */
async function writeAll(
  path: string,
  descriptor: number,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  mode?: number,
): Promise<void> {
  try {
    if (mode !== undefined) attempt("write", path, () => fchmodSync(descriptor, mode));
    for await (const chunk of chunks) attempt("write", path, () => writeFileSync(descriptor, chunk));
    attempt("write", path, () => syncIfPossible(descriptor));
  } finally {
    // Some file systems report a full disk only now.
    attempt("write", path, () => closeSync(descriptor));
  }
}

/** Syncs a folder: the rename is on disk only then. */
function syncFolder(folder: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(folder, "r");
  } catch {
    // The folder cannot be read, or the system cannot open folders: the new file is in place anyway.
    return;
  }
  try {
    syncIfPossible(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Syncs, except for devices, pipes and some file systems' folders, which have nothing to sync. */
function syncIfPossible(descriptor: number): void {
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (!["EINVAL", "ENOTSUP", "EPERM"].includes(codeOf(error) ?? "")) throw error;
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

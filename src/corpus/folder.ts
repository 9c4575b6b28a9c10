/** Folder corpora: one sub-folder per category, one file per document. */

import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { NewsgroupsError, printable } from "../core/errors.js";
import { decodeText } from "../core/text/decode.js";
import { attempt } from "../files/errors.js";
import { type Document, MAX_DOCUMENT_BYTES, TOO_LARGE } from "./document.js";

/**
 * Reads the documents of a folder, ordered by name. Skips hidden files and folders, and files beside the category folders
 * (a README, say). Follows symbolic links anywhere: an untrusted corpus can turn your own files into documents.
 *
 * Reads synchronously, which takes a third of the time for thousands of small files.
 *
 * @throws NewsgroupsError `file` if a file cannot be read; `input` if there is no sub-folder, or if a sub-folder holds
 * anything but files (folders, pipes and devices are not opened) or a file larger than 64 MiB.
 */
export function* readFolder(path: string): Generator<Document> {
  const categories = visible(path).filter(({ name }) => statOf(join(path, name)).isDirectory());
  if (categories.length === 0) {
    throw new NewsgroupsError(
      "input",
      `${printable(path)}: no sub-folders; give a folder with one sub-folder per category`,
    );
  }
  for (const { name: label } of categories) {
    for (const entry of visible(join(path, label))) {
      const id = join(path, label, entry.name);
      // Merely opening a device can have an effect. A regular file needs no second check.
      if (!entry.isFile()) requireFile(id, statOf(id));
      const bytes = readDocument(id);
      yield { id, label, text: decodeText(bytes), bytes: bytes.length };
    }
  }
}

function visible(path: string): Dirent[] {
  const entries: Dirent[] = attempt("read", path, () => readdirSync(path, { withFileTypes: true }));
  return entries.filter(({ name }) => !name.startsWith(".")).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function statOf(path: string): Stats {
  return attempt("read", path, () => statSync(path));
}

function requireFile(path: string, stats: Stats): void {
  if (stats.isFile()) return;
  const [kind, remedy] = stats.isDirectory()
    ? ["folder", "give the folder that holds the category folders"]
    : [stats.isFIFO() ? "pipe" : stats.isSocket() ? "socket" : "device", "remove it"];
  throw new NewsgroupsError("input", `${printable(path)}: is a ${kind} inside a category; ${remedy}`);
}

function readDocument(path: string): Uint8Array {
  return attempt("read", path, () => {
    // Non-blocking: if a pipe has replaced the file, opening it would wait for a writer.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(descriptor);
      requireFile(path, stats);
      if (stats.size > MAX_DOCUMENT_BYTES) throw new NewsgroupsError("input", `${printable(path)}: ${TOO_LARGE}`);
      return readOpen(descriptor, stats.size);
    } finally {
      closeSync(descriptor);
    }
  });
}

/** Reads the bytes that a file had when it was opened; it may grow as fast as it is read. */
function readOpen(descriptor: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const read = readSync(descriptor, bytes, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

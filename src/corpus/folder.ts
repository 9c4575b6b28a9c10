/** Folder corpora: one sub-folder for each category, one file for each document. */

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
 * Reads the documents of a folder, in the order of names. Hidden files and folders are passed over, and so is what lies
 * beside the category folders (a README, say). Symbolic links are followed wherever they lead: a corpus from a stranger
 * can make documents of files of one's own.
 *
 * Reading is synchronous: for thousands of small files that takes a third of the time.
 *
 * @throws NewsgroupsError `file` if a file cannot be read, `input` if there is no sub-folder, or in one what is no file
 * (a folder, a pipe, a device; they are not opened) or is larger than 64 MiB.
 */
export function* readFolder(path: string): Generator<Document> {
  const categories = visible(path).filter(({ name }) => statOf(join(path, name)).isDirectory());
  if (categories.length === 0) {
    throw new NewsgroupsError(
      "input",
      `${printable(path)}: no sub-folders; a folder with one sub-folder for each category expected`,
    );
  }
  for (const { name: label } of categories) {
    for (const entry of visible(join(path, label))) {
      const id = join(path, label, entry.name);
      // Merely opening a device can do something; a file need not be asked for twice.
      if (!entry.isFile()) requireFile(id, label, statOf(id));
      const bytes = readDocument(id, label);
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

function requireFile(path: string, label: string, stats: Stats): void {
  if (stats.isFile()) return;
  const inside = `inside category ${printable(label)}; files expected`;
  if (stats.isDirectory()) {
    const remedy = "Give the folder that holds the category folders";
    throw new NewsgroupsError("input", `${printable(path)}: a folder ${inside}. ${remedy}`);
  }
  const kind = stats.isFIFO() ? "pipe" : stats.isSocket() ? "socket" : "device";
  throw new NewsgroupsError("input", `${printable(path)}: a ${kind} ${inside}`);
}

function readDocument(path: string, label: string): Uint8Array {
  return attempt("read", path, () => {
    // Not blocking: should a pipe have come in the place of the file, opening it would wait for a writer.
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = fstatSync(descriptor);
      requireFile(path, label, stats);
      if (stats.size > MAX_DOCUMENT_BYTES) throw new NewsgroupsError("input", `${printable(path)}: ${TOO_LARGE}`);
      return readOpen(descriptor, stats.size);
    } finally {
      closeSync(descriptor);
    }
  });
}

/** What a file held when it was opened; no more of it, for it may grow as fast as it is read. */
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

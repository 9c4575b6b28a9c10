/** Counts files that commands read and write: they stay on disk, and their terms go through memory one by one. */

import { statSync } from "node:fs";
import { type Source, sourceOf } from "../core/container/source.js";
import { printable } from "../core/errors.js";
import { FileSource } from "../files/file-source.js";
import { FileSpool } from "../files/file-spool.js";
import { readBytes } from "../files/read.js";
import { replaceFile } from "../files/write.js";
import type { NamedCounts } from "../train/combine/merge.js";
import { type Counts, countsPieces, decodeCounts } from "../train/counts/counts.js";

/** A file where it is; what comes through a pipe, in memory. */
export function sourceAt(path: string): Source {
  return isFile(path) ? new FileSource(path) : sourceOf(readBytes(path));
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Reading it says why.
    return false;
  }
}

/** @throws NewsgroupsError `file`, `input`, or the code of what is wrong with it, a `FileFault`. */
export function countsAt(path: string): NamedCounts {
  const where = printable(path);
  return { counts: decodeCounts(sourceAt(path), where), where };
}

/**
 * Writes counts whole or not at all.
 *
 * @returns number of terms.
 * @throws NewsgroupsError `file`; and what a walk over the terms throws.
 */
export async function writeCounts(path: string, counts: Counts): Promise<number> {
  const spool = new FileSpool(path);
  try {
    const { terms, pieces } = countsPieces(counts, spool);
    await replaceFile(path, pieces());
    return terms;
  } finally {
    spool.close();
  }
}

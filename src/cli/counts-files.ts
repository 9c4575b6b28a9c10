/** Counts files of commands: they stay on disk, and their terms stream through memory. */

import { statSync } from "node:fs";
import { type Source, sourceOf } from "../core/container/source.js";
import { printable } from "../core/errors.js";
import { FileSource } from "../files/file-source.js";
import { FileSpool } from "../files/file-spool.js";
import { readBytes } from "../files/read.js";
import { replaceFile } from "../files/write.js";
import type { NamedCounts } from "../train/combine/merge.js";
import { type Counts, countsPieces, decodeCounts } from "../train/counts/counts.js";
import type { NewSpool } from "../train/counts/spool.js";

/** Returns a regular file as a source on disk, and anything else (a pipe) as a source in memory. */
export function sourceAt(path: string): Source {
  return isFile(path) ? new FileSource(path) : sourceOf(readBytes(path));
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Reading it reports why.
    return false;
  }
}

/** Opens a counts file. @throws NewsgroupsError `file`, `input`, or a `FileFault` if it is invalid. */
export function countsAt(path: string): NamedCounts {
  const where = printable(path);
  return { counts: decodeCounts(sourceAt(path), where), where };
}

/**
 * Runs something that takes spools beside the file that it writes; they are gone after it.
 *
 * @param output path of the file.
 */
export async function withSpools<T>(output: string, run: (newSpool: NewSpool) => Promise<T>): Promise<T> {
  const spools: FileSpool[] = [];
  try {
    return await run(() => {
      const spool = new FileSpool(output);
      spools.push(spool);
      return spool;
    });
  } finally {
    for (const spool of spools) spool.close();
  }
}

/**
 * Writes counts completely or not at all.
 *
 * @throws NewsgroupsError `file`, and any fault found while reading documents and terms.
 */
export async function writeCounts(path: string, counts: Counts, newSpool: NewSpool): Promise<void> {
  await replaceFile(path, countsPieces(counts, newSpool));
}

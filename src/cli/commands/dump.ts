/** `newsgroups dump`: counts files → a model file. */

import { printable } from "../../core/errors.js";
import { requireWritable, writeFile } from "../../files/write.js";
import { dumpNamed, type DumpOptions as LibraryOptions, type MadeModel, type NamedBytes } from "../../library/dump.js";
import { sourceAt } from "../counts-files.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";
import { sayWhatWasMade } from "../made-model.js";
import { Progress } from "../progress.js";
import { namesOf } from "../renaming.js";

/** Fitting counts of this size takes about half a second. */
const LONG_BYTES = 5_000_000;

export type DumpOptions = Omit<LibraryOptions, "rename"> & {
  readonly output: string;
  /** Values `old=new`. */
  readonly rename?: readonly string[];
};

export async function dumpCommand(io: Io, counts: readonly string[], all: DumpOptions): Promise<number> {
  const { output, rename = [], ...options } = all;
  requireWritable(output, counts);
  const progress = new Progress(io);
  let made: MadeModel;
  try {
    const parts: NamedBytes[] = [];
    for (const path of counts) {
      parts.push({ where: printable(path), bytes: sourceAt(path) });
      await progress.show(() => `read ${parts.length} of ${counts.length} counts files`);
    }
    const bytes = parts.reduce((sum, part) => sum + part.bytes.length, 0);
    if (bytes > LONG_BYTES) await progress.announce(`fitting the model to ${(bytes / 1e6).toFixed(1)} MB of counts`);
    made = await dumpNamed(parts, options, (labels) => namesOf(rename, labels));
    await writeFile(output, made.artifact);
  } finally {
    progress.stop();
  }
  sayWhatWasMade(io, output, made);
  return DONE;
}

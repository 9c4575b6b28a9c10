/** `newsgroups train --merge`: counts files → one counts file with their sum. */

import { printable } from "../../core/errors.js";
import { sum } from "../../core/sum.js";
import { requireWritable } from "../../files/write.js";
import { mergeCounts, type NamedCounts } from "../../train/combine/merge.js";
import type { Counts } from "../../train/counts/counts.js";
import { countsAt, withSpools, writeCounts } from "../counts-files.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";
import { sayWhatIsKept } from "../kept-documents.js";
import { Progress } from "../progress.js";

export interface MergeOptions {
  readonly output: string;
  readonly allowDuplicates: boolean;
}

export async function mergeCommand(io: Io, paths: readonly string[], options: MergeOptions): Promise<number> {
  const { output } = options;
  requireWritable(output, paths);
  const start = performance.now();
  const progress = new Progress(io);
  let merged: Counts;
  try {
    const parts: NamedCounts[] = [];
    for (const path of paths) {
      const part = countsAt(path);
      parts.push(part);
      await progress.show(() => `read ${parts.length} of ${paths.length} counts files`);
    }
    await progress.announce(`adding ${parts.length} counts files`);
    merged = await withSpools(output, async (newSpool) => {
      const all = mergeCounts(parts, options, newSpool);
      await writeCounts(output, all, newSpool);
      return all;
    });
  } finally {
    progress.stop();
  }
  const { documents, labels, words } = merged;
  io.info(
    `${printable(output)}: ${paths.length} counts files added, ${sum(documents)} documents, ${labels.length} categories, ` +
      `${words.ends.length} distinct words, ${((performance.now() - start) / 1000).toFixed(2)} s`,
  );
  sayWhatIsKept(io, merged);
  return DONE;
}

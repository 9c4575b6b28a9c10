/** `newsgroups train --merge`: counts files → one counts file with their sum. */

import { printable } from "../../core/errors.js";
import { sum } from "../../core/sum.js";
import { requireWritable } from "../../files/write.js";
import { mergeCounts } from "../../train/combine/merge.js";
import { countsAt, writeCounts } from "../counts-files.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";
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
  let terms: number;
  let labels: readonly string[];
  let documents: number;
  try {
    const parts = [];
    for (const path of paths) {
      const part = countsAt(path);
      parts.push(part);
      await progress.show(() => `read ${parts.length} of ${paths.length} counts files`);
    }
    await progress.announce(`adding ${parts.length} counts files`);
    const merged = mergeCounts(parts, options);
    labels = merged.labels;
    documents = sum(merged.documents);
    terms = await writeCounts(output, merged);
  } finally {
    progress.stop();
  }
  io.info(
    `${printable(output)}: ${paths.length} counts files added, ${documents} documents, ${labels.length} categories, ` +
      `${terms} distinct terms, ${((performance.now() - start) / 1000).toFixed(2)} s`,
  );
  return DONE;
}

/** `newsgroups train`: corpora → a counts file. */

import { printable } from "../../core/errors.js";
import { readCorpus } from "../../corpus/corpus.js";
import { requireWritable } from "../../files/write.js";
import { accuracyByLeaveOneOut } from "../../train/calibrate/leave-one-out-accuracy.js";
import { type Purpose, Training } from "../../train/collect/training.js";
import type { Counts } from "../../train/counts/counts.js";
import { sampleBits } from "../../train/documents/sample.js";
import { closeLexicon } from "../../train/stop-words/worker.js";
import { countsAt, writeCounts } from "../counts-files.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";
import { Progress } from "../progress.js";

export interface TrainOptions {
  readonly output: string;
  readonly subset?: string;
  readonly into?: string;
  readonly forget?: string;
  readonly allowDuplicates: boolean;
}

export async function trainCommand(io: Io, corpora: readonly string[], options: TrainOptions): Promise<number> {
  const { output } = options;
  requireWritable(output, corpora);
  const start = performance.now();
  const training = new Training(purposeOf(options));
  const progress = new Progress(io);
  let empty = 0;
  let bytes = 0;
  let counts: Counts;
  let terms: number;
  try {
    for (const path of corpora) {
      for await (const document of readCorpus(path, options.subset)) {
        await training.add(document.label, document.text, document.id);
        bytes += document.bytes;
        if (document.bytes === 0) empty++;
        await progress.show(
          () => `${training.documents} documents, ${training.categories} categories, ${training.words} words`,
        );
      }
    }
    await training.settle();
    // Its memory is needed for what comes next, and it is not.
    await closeLexicon();
    counts = await training.finish(corpora.map(printable).join(", "));
    terms = await writeCounts(output, counts);
  } finally {
    progress.stop();
  }
  const seconds = (performance.now() - start) / 1000;
  const read = `${training.documents} document${training.documents === 1 ? "" : "s"}${empty > 0 ? ` (${empty} of them empty)` : ""}`;
  const all = counts.documents.reduce((sum, n) => sum + n, 0);
  const told = options.into ? `${read} added, ${all} in all` : options.forget ? `${read} taken out, ${all} left` : read;
  io.tell(
    `${printable(output)}: ${told}, ${counts.labels.length} categories, ${terms} distinct terms, ` +
      `${seconds.toFixed(2)} s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`,
  );
  tellOfRepeats(io, counts, all);
  tellOfSample(io, counts, all);
  return DONE;
}

function purposeOf({ into, forget, allowDuplicates }: TrainOptions): Purpose {
  if (into !== undefined) return { kind: "into", base: countsAt(into), allowDuplicates };
  return forget === undefined ? { kind: "new" } : { kind: "forget", base: countsAt(forget) };
}

/** A corpus given twice looks twice as large, and each of its documents is then judged by its own copy. */
function tellOfRepeats(io: Io, { documentSet }: Counts, documents: number): void {
  const repeats = documentSet.copies.reduce((sum, copies) => sum + copies - 1, 0);
  if (repeats === 0) return;
  io.tell(
    `warning: ${repeats} of ${documents} documents repeat others of their category to the letter; all count, ` +
      "and leave-one-out accuracy is too high for it",
  );
}

function tellOfSample(io: Io, counts: Counts, documents: number): void {
  if (io.quiet) return;
  const { right, documents: judged } = accuracyByLeaveOneOut(counts);
  if (judged > 0) {
    const share = (right / judged).toFixed(3);
    io.tell(`leave-one-out accuracy ${share}: of ${judged} documents, each judged by all others, ${right} were right`);
  }
  if (counts.sampleBits > sampleBits(documents)) {
    io.tell(
      "warning: the sample for leave-one-out stays thinner than that of counts that never had more documents: " +
        "what the documents taken out pushed out of it is gone. All else is as it was",
    );
  }
}

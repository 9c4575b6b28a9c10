/** `newsgroups train`: corpora → a counts file. */

import { readCorpus } from "../corpus/corpus.js";
import type { Document } from "../corpus/document.js";
import { Trainer } from "../counts/trainer.js";
import { NewsgroupsError, printable } from "../errors.js";
import { requireWritable, writeFile } from "../files/write.js";
import { closeLexicon } from "../lexicon/lexicon.js";
import { DONE } from "./exit-codes.js";
import type { Io } from "./io.js";
import { Progress } from "./progress.js";

export interface TrainOptions {
  readonly output: string;
  readonly subset?: string;
}

/** Adds a document; an error names it. */
async function addTo(trainer: Trainer, { id, label, text }: Document): Promise<void> {
  try {
    await trainer.add(label, text);
  } catch (error) {
    if (!(error instanceof NewsgroupsError)) throw error;
    throw new NewsgroupsError(error.code, `${printable(id)}: ${error.message}`, { cause: error });
  }
}

export async function trainCommand(io: Io, corpora: readonly string[], options: TrainOptions): Promise<number> {
  requireWritable(options.output);
  const start = performance.now();
  const trainer = new Trainer();
  const progress = new Progress(io);
  let documents = 0;
  let empty = 0;
  let bytes = 0;
  try {
    for (const path of corpora) {
      for await (const document of readCorpus(path, options.subset)) {
        await addTo(trainer, document);
        documents++;
        bytes += document.bytes;
        if (document.bytes === 0) empty++;
        await progress.show(() => `${documents} documents, ${trainer.categories} categories, ${trainer.words} words`);
      }
    }
    await trainer.settle();
    // Its memory is needed for what comes next, and it is not.
    await closeLexicon();
    await writeFile(options.output, await trainer.finish());
  } finally {
    progress.stop();
  }
  const seconds = (performance.now() - start) / 1000;
  io.tell(
    `${printable(options.output)}: ${documents} documents${empty > 0 ? ` (${empty} of them empty)` : ""}, ` +
      `${trainer.categories} categories, ${trainer.terms} distinct terms, ` +
      `${seconds.toFixed(2)} s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`,
  );
  return DONE;
}

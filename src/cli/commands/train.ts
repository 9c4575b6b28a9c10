/** `newsgroups train`: corpora → a counts file. */

import { printable } from "../../core/errors.js";
import { sum } from "../../core/sum.js";
import { type Strippable, withoutParts } from "../../evaluate/strip.js";
import { requireWritable, writeFile } from "../../files/write.js";
import { type MadeModel, makeModel } from "../../library/dump.js";
import { type Content, readText } from "../../mail/read-text.js";
import { type Purpose, TrainingSession } from "../../train/collect/training-session.js";
import type { Counts } from "../../train/counts/counts.js";
import { endStopWords } from "../../train/stop-words/ask.js";
import { Corpora, type CorpusChoices } from "../corpora.js";
import { countsAt, withSpools, writeCounts } from "../counts-files.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";
import { sayWhatIsKept } from "../kept-documents.js";
import { warnOfLabels } from "../label-warnings.js";
import { sayWhatWasMade } from "../made-model.js";
import { Progress } from "../progress.js";

export interface TrainOptions extends CorpusChoices {
  /** Counts file to write; undefined to write none, only a model. */
  readonly output?: string;
  /** Model file to write. */
  readonly model?: string;
  readonly into?: string;
  readonly forget?: string;
  readonly allowDuplicates: boolean;
  readonly strict: boolean;
  /** Whether counts keep the words of documents; false for `--no-documents`. */
  readonly documents: boolean;
  readonly strip?: readonly Strippable[];
}

export async function trainCommand(io: Io, corpora: readonly string[], options: TrainOptions): Promise<number> {
  const { output, model, strip = [] } = options;
  for (const path of [output, model]) if (path !== undefined) requireWritable(path, corpora);
  const start = performance.now();
  const training = new TrainingSession(purposeOf(options), { documents: options.documents });
  const progress = new Progress(io);
  let bytes = 0;
  let counts: Counts;
  let made: MadeModel | undefined;
  try {
    // The bytes of a plain document need not become a string.
    const read = (content: Content) => (strip.length === 0 && training.isPlain(content) ? content : readText(content));
    for await (const document of new Corpora(io, options.strict).documents(corpora, options, read)) {
      const { text } = document;
      training.add(document.label, typeof text === "string" ? withoutParts(text, strip) : text, document.id);
      bytes += document.bytes;
      await progress.show(
        () => `${training.documents} documents, ${training.categories} categories, ${training.words} words`,
      );
    }
    await training.settle();
    // Frees the memory that the next step needs.
    await endStopWords();
    counts = await withSpools(output ?? model!, async (newSpool) => {
      const all = await training.finish(corpora.map(printable).join(", "), newSpool);
      if (output !== undefined) await writeCounts(output, all, newSpool);
      if (model !== undefined) made = await makeModel(all, {});
      return all;
    });
    if (model !== undefined) await writeFile(model, made!.artifact);
  } finally {
    progress.stop();
  }
  const seconds = (performance.now() - start) / 1000;
  const { documents, withoutTerms } = training;
  const without = withoutTerms > 0 ? ` (${withoutTerms} without a term)` : "";
  const read = `${documents} document${documents === 1 ? "" : "s"}${without}`;
  const all = sum(counts.documents);
  const summary = options.into
    ? `${read} added, ${all} in total`
    : options.forget
      ? `${read} removed, ${all} left`
      : read;
  io.info(
    `${output === undefined ? "" : `${printable(output)}: `}${summary}, ${counts.labels.length} categories, ${counts.words.ends.length} distinct words, ` +
      `${seconds.toFixed(2)} s, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s`,
  );
  warnOfLabels(io, counts.labels);
  warnOfDuplicates(io, counts, all);
  if (output !== undefined) sayWhatIsKept(io, counts);
  if (model !== undefined) sayWhatWasMade(io, model, made!);
  return DONE;
}

function purposeOf({ into, forget, allowDuplicates }: TrainOptions): Purpose {
  if (into !== undefined) return { kind: "into", base: countsAt(into), allowDuplicates };
  return forget === undefined ? { kind: "new" } : { kind: "forget", base: countsAt(forget) };
}

/** Copies make a judgement by held-out documents too good: each is predicted by a model that has seen another. */
function warnOfDuplicates(io: Io, { documentSet }: Counts, documents: number): void {
  const duplicates = documentSet.copies.reduce((total, copies) => total + copies - 1, 0);
  if (duplicates === 0) return;
  io.info(`warning: ${duplicates} of ${documents} documents are exact copies of others in their category; all count`);
}

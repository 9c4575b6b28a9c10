/** `newsgroups evaluate --folds`: counts → how good a model of them is, judged by models that have not seen what they predict. */

import { statSync } from "node:fs";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { sum } from "../../core/sum.js";
import { type Evaluated, evaluationOf } from "../../evaluate/evaluation.js";
import { PredictionCollector } from "../../evaluate/prediction-collector.js";
import type { Strippable } from "../../evaluate/strip.js";
import { writeFile } from "../../files/write.js";
import { mergeCounts, type NamedCounts } from "../../train/combine/merge.js";
import type { Counts } from "../../train/counts/counts.js";
import type { CorpusChoices } from "../corpora.js";
import { countsAt } from "../counts-files.js";
import { predictionRecord } from "../evaluation-text.js";
import type { Io } from "../io.js";
import { partlyKept } from "../kept-documents.js";
import { Progress } from "../progress.js";

/** What may be asked of an evaluation, whether of a model or by folds. */
export interface EvaluateOptions extends CorpusChoices {
  readonly model?: string;
  readonly json: boolean;
  readonly strip?: readonly Strippable[];
  readonly report?: string;
  readonly counts?: readonly string[];
  readonly predictions?: string;
  readonly minAccuracy?: number;
  readonly folds?: number;
  readonly intervals: boolean;
}

/** Evaluates counts, and writes the files that are asked for. */
export async function evaluateFolds(
  io: Io,
  paths: readonly string[],
  folds: number,
  options: EvaluateOptions,
): Promise<Evaluated> {
  requireNoOthers(options);
  const progress = new Progress(io);
  try {
    await progress.announce(`fitting models to ${folds} folds`);
    // A document that two files share is judged as often, each time by a model that has seen none of its copies.
    const counts = mergeCounts(paths.map(countsOf), { allowDuplicates: true });
    const { heldOutPredictions } = await import("../../train/choose/held-out-predictions.js");
    const { predictions, reason } = heldOutPredictions(counts, folds);
    const collector = new PredictionCollector();
    for (const { label, prediction } of predictions) collector.add(label, prediction);
    const evaluation = evaluationOf(collector, options.intervals);
    if (options.predictions !== undefined) {
      const lines = Array.from(predictions, ({ prediction, ...document }) =>
        JSON.stringify(predictionRecord(document, prediction)),
      );
      await writeFile(options.predictions, Buffer.from(`${lines.join("\n")}\n`));
    }
    if (options.report !== undefined) {
      await progress.announce("drawing the report");
      const [{ reportPage }, { heldOutFindings }] = await Promise.all([
        import("../../report/report.js"),
        import("../../report/findings.js"),
      ]);
      const page = await reportPage({ folds, corpora: paths, strip: [] }, evaluation, heldOutFindings(predictions));
      await writeFile(options.report, Buffer.from(page));
    }
    progress.stop();
    io.info(`choice: ${reason}`);
    tellUnkept(io, counts);
    return evaluation;
  } finally {
    progress.stop();
  }
}

/** @throws NewsgroupsError `usage` if an option is given that means nothing to counts. */
function requireNoOthers(options: EvaluateOptions): void {
  const { model, counts, strip, subset, corpusFormat, textField, labelField, depth } = options;
  const given = Object.entries({
    model,
    counts,
    strip,
    subset,
    "corpus-format": corpusFormat,
    "text-field": textField,
    "label-field": labelField,
    depth,
  }).find(([, value]) => value !== undefined)?.[0];
  if (given === undefined) return;
  throw new NewsgroupsError(
    "usage",
    `--folds and --${given}: --folds makes its models of counts, which hold no more than train read; leave out --${given}`,
  );
}

/** @throws NewsgroupsError `usage` if it is no counts file but something else, such as a corpus. */
function countsOf(path: string): NamedCounts {
  const where = printable(path);
  const noCounts = `${where}: --folds expects a counts file, and this is another file or a folder; make counts of it: newsgroups train ${where}`;
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new NewsgroupsError("usage", noCounts);
  try {
    return countsAt(path);
  } catch (error) {
    const isOther = error instanceof NewsgroupsError && error.code === "magic";
    throw isOther ? new NewsgroupsError("usage", noCounts) : error;
  }
}

function tellUnkept(io: Io, counts: Counts): void {
  const some = partlyKept(counts);
  if (some === undefined) return;
  io.info(`${some} of ${sum(counts.documents)} documents were judged: those whose words are kept`);
}

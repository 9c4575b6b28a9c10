/** `newsgroups evaluate`: a model and corpora → metrics, and optionally a report and all predictions. */

import { resolve } from "node:path";
import { NewsgroupsError, printable } from "../../core/errors.js";
import type { Document } from "../../corpus/document.js";
import { type Evaluated, evaluationOf } from "../../evaluate/evaluation.js";
import { type PredictedDocument, predictDocuments } from "../../evaluate/predict-documents.js";
import { PredictionCollector } from "../../evaluate/prediction-collector.js";
import { replaceFile, requireWritable, writeFile } from "../../files/write.js";
import { readerFor } from "../../mail/reader-for.js";
import type { FindingsCollector } from "../../report/findings.js";
import { Corpora } from "../corpora.js";
import { evaluationText, predictionRecord } from "../evaluation-text.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";
import { loadModel } from "../load-model.js";
import { modelPath } from "../model-path.js";
import { Progress } from "../progress.js";
import type { EvaluateOptions } from "./evaluate-folds.js";

export async function evaluateCommand(io: Io, corpora: readonly string[], options: EvaluateOptions): Promise<number> {
  const { folds, report, predictions } = options;
  const evaluation =
    folds === undefined ? await evaluateModel(io, corpora, options) : await folded(io, corpora, folds, options);
  await io.print(options.json ? `${JSON.stringify(evaluation)}\n` : evaluationText(evaluation));
  for (const path of [report, predictions]) if (path !== undefined) io.info(`wrote ${printable(path)}`);
  requireAccuracy(evaluation, options.minAccuracy);
  return DONE;
}

async function folded(io: Io, counts: readonly string[], folds: number, options: EvaluateOptions): Promise<Evaluated> {
  const { evaluateFolds } = await import("./evaluate-folds.js");
  requireOutputs({ ...options, counts: undefined }, counts);
  return evaluateFolds(io, counts, folds, options);
}

/** Evaluates a model on corpora, and writes the files that are asked for. */
async function evaluateModel(io: Io, corpora: readonly string[], options: EvaluateOptions): Promise<Evaluated> {
  const { report, strip = [] } = options;
  const model = modelPath(io.streams.env, options.model);
  requireOutputs(options, [model, ...corpora, ...(options.counts ?? [])]);
  const classifier = await loadModel(model);
  const findings = report === undefined ? undefined : await findingsCollector(options.counts);
  const predictions = new PredictionCollector();
  const reader = readerFor(classifier);
  const documents = new Corpora(io, false).documents(corpora, options, reader);
  const progress = new Progress(io);
  let evaluation: Evaluated;
  try {
    const collected = async function* (): AsyncGenerator<PredictedDocument<Document>> {
      for await (const predicted of predictDocuments(classifier, documents, strip)) {
        predictions.add(predicted.document.label, predicted.prediction);
        findings?.add(predicted);
        yield predicted;
        await progress.show(() => `${predictions.length} documents classified`);
      }
    };
    if (options.predictions === undefined) for await (const _ of collected());
    else await replaceFile(options.predictions, linesOf(collected()));
    evaluation = evaluationOf(predictions, options.intervals);
    if (report !== undefined && findings) {
      await progress.announce("drawing the report");
      const { reportPage } = await import("../../report/report.js");
      const page = await reportPage({ model, corpora, strip }, evaluation, findings.findings(classifier));
      await writeFile(report, Buffer.from(page));
    }
  } finally {
    progress.stop();
  }
  const { targets } = classifier;
  const unknown = evaluation.categories.map(({ category }) => category).filter((name) => !targets.includes(name));
  if (unknown.length > 0) {
    io.info(`warning: documents with a label that the model does not know count as wrong: ${unknown.join(", ")}`);
  }
  return evaluation;
}

interface Outputs {
  readonly report?: string;
  readonly predictions?: string;
  readonly counts?: readonly string[] | undefined;
}

/** Checks that the outputs can be written, before any work is done. */
function requireOutputs({ report, predictions, counts }: Outputs, inputs: readonly string[]): void {
  if (report === undefined && counts !== undefined) {
    throw new NewsgroupsError(
      "usage",
      "--counts needs --report: only the report shows which documents the model was trained on",
    );
  }
  if (report !== undefined && predictions !== undefined && resolve(report) === resolve(predictions)) {
    throw new NewsgroupsError(
      "usage",
      `--report and --predictions are both ${printable(report)}; give two different files`,
    );
  }
  for (const path of [report, predictions]) if (path !== undefined) requireWritable(path, inputs);
}

function requireAccuracy({ accuracy, documents }: Evaluated, min: number | undefined): void {
  if (min === undefined || accuracy >= min) return;
  const correct = Math.round(accuracy * documents);
  throw new NewsgroupsError(
    "check",
    `accuracy ${accuracy.toFixed(4)} (${correct} of ${documents} documents) is below --min-accuracy ${min}`,
  );
}

async function findingsCollector(counts: readonly string[] | undefined): Promise<FindingsCollector> {
  const { FindingsCollector } = await import("../../report/findings.js");
  if (!counts) return new FindingsCollector();
  const [{ trainingLabelsIn }, { countsAt }] = await Promise.all([
    import("../../report/seen-in-training.js"),
    import("../counts-files.js"),
  ]);
  return new FindingsCollector(trainingLabelsIn(counts.map((path) => countsAt(path).counts)));
}

/** Characters that are written to a file at a time. */
const BLOCK = 1 << 16;

/** A line of JSON for each prediction, in the order of the documents. */
async function* linesOf(predicted: AsyncIterable<PredictedDocument<Document>>): AsyncGenerator<Uint8Array> {
  let block = "";
  for await (const { document, prediction } of predicted) {
    block += `${JSON.stringify(predictionRecord(document, prediction))}\n`;
    if (block.length < BLOCK) continue;
    yield Buffer.from(block);
    block = "";
  }
  yield Buffer.from(block);
}

/** `newsgroups evaluate`: a model and corpora → how often it is right, where it is wrong, and a page that shows both. */

import { resolve } from "node:path";
import { NewsgroupsError, printable } from "../../core/errors.js";
import { readCorpus } from "../../corpus/corpus.js";
import type { Document } from "../../corpus/document.js";
import { Answers, probabilityOf } from "../../evaluate/answers.js";
import type { Evaluation } from "../../evaluate/evaluation.js";
import type { Figures } from "../../evaluate/metrics.js";
import type { Strippable } from "../../evaluate/strip.js";
import { replaceFile, requireWritable, writeFile } from "../../files/write.js";
import { figure, type Judged, judgeEach } from "../../library/evaluate.js";
import { load } from "../../library/load.js";
import type { Inquiry } from "../../report/report-collector.js";
import { DONE } from "../exit-codes.js";
import type { Io } from "../io.js";
import { modelPath } from "../model-path.js";
import { Progress } from "../progress.js";

export interface EvaluateOptions {
  readonly model?: string;
  readonly subset?: string;
  readonly json: boolean;
  readonly strip?: readonly Strippable[];
  readonly report?: string;
  readonly counts?: readonly string[];
  readonly predictions?: string;
  readonly minAccuracy?: number;
}

export async function evaluateCommand(io: Io, corpora: readonly string[], options: EvaluateOptions): Promise<number> {
  const { report, predictions, strip: parts = [] } = options;
  const model = modelPath(io, options.model);
  requireOutputs(options, [model, ...corpora, ...(options.counts ?? [])]);
  const classifier = load(model);
  const inquiry = report === undefined ? undefined : await inquire(options.counts);
  const answers = new Answers();
  const progress = new Progress(io);
  let figures: Evaluation;
  try {
    const judged = async function* (): AsyncGenerator<Judged<Document>> {
      for await (const one of judgeEach(classifier, documentsOf(corpora, options.subset), parts)) {
        answers.add(one.document.label, one.prediction);
        inquiry?.add(one);
        yield one;
        await progress.show(() => `${answers.length} documents judged`);
      }
    };
    if (predictions === undefined) for await (const _ of judged());
    else await replaceFile(predictions, linesOf(judged()));
    figures = await figure(answers);
    if (report !== undefined && inquiry) {
      await progress.announce("drawing the report");
      const { pageOf } = await import("../../report/report.js");
      const page = await pageOf({ model, corpora, parts }, figures, inquiry.findings(classifier));
      await writeFile(report, Buffer.from(page));
    }
  } finally {
    progress.stop();
  }
  const { targets } = classifier.model;
  const strangers = figures.categories.filter(({ category }) => !targets.includes(category));
  if (strangers.length > 0) {
    io.tell(
      `warning: the model has no category ${strangers.map(({ category }) => category).join(", ")}: such documents count as wrong`,
    );
  }
  await io.print(options.json ? `${JSON.stringify(figures)}\n` : summary(figures));
  requireAccuracy(figures, options.minAccuracy);
  return DONE;
}

/** Sees to it that what is to be written can be, before any work is done. */
function requireOutputs({ report, predictions, counts }: EvaluateOptions, inputs: readonly string[]): void {
  if (report === undefined && counts !== undefined) {
    throw new NewsgroupsError(
      "usage",
      "--counts without --report: only the report tells which documents the model was trained on; add --report",
    );
  }
  if (report !== undefined && predictions !== undefined && resolve(report) === resolve(predictions)) {
    throw new NewsgroupsError("usage", `--report and --predictions are both ${printable(report)}: two files expected`);
  }
  for (const path of [report, predictions]) if (path !== undefined) requireWritable(path, inputs);
}

function requireAccuracy({ accuracy, documents }: Evaluation, least: number | undefined): void {
  if (least === undefined || accuracy >= least) return;
  const right = Math.round(accuracy * documents);
  const got = `accuracy ${accuracy.toFixed(4)}, ${right} of ${documents} documents`;
  throw new NewsgroupsError("check", `${got}: at least ${least} was required by --min-accuracy`);
}

async function inquire(counts: readonly string[] | undefined): Promise<Inquiry> {
  const { Inquiry } = await import("../../report/report-collector.js");
  if (!counts) return new Inquiry();
  const [{ trainedAsIn }, { countsAt }] = await Promise.all([
    import("../../report/trained-as.js"),
    import("../counts-files.js"),
  ]);
  return new Inquiry(trainedAsIn(counts.map((path) => countsAt(path).counts)));
}

async function* documentsOf(corpora: readonly string[], subset: string | undefined): AsyncGenerator<Document> {
  for (const path of corpora) yield* readCorpus(path, subset);
}

/** A file takes them so many characters at a time. */
const BLOCK = 1 << 16;

/** A line of JSON for each answer, in the order of the documents. */
async function* linesOf(judged: AsyncIterable<Judged<Document>>): AsyncGenerator<Uint8Array> {
  let block = "";
  for await (const { document, prediction } of judged) {
    const { id, label } = document;
    const { category, probability, top, knownTerms } = prediction;
    const labelProbability = probabilityOf(label, top);
    block += `${JSON.stringify({ id, label, category, probability, labelProbability, knownTerms })}\n`;
    if (block.length < BLOCK) continue;
    yield Buffer.from(block);
    block = "";
  }
  yield Buffer.from(block);
}

const CONFUSIONS = 5;

const HEADLINE: readonly (readonly [name: keyof Figures, title: string])[] = [
  ["accuracy", "accuracy"],
  ["macroF1", "macro-F1"],
  ["calibrationError", "calibration error"],
  ["brier", "Brier score"],
  ["logLoss", "log loss"],
];

function summary(figures: Evaluation): string {
  const { documents, intervals, categories, confusions } = figures;
  const width = Math.max("category".length, ...categories.map(({ category }) => category.length));
  const ratio = (value: number): string => value.toFixed(4).padStart(9);
  const titled = Math.max(...HEADLINE.map(([, title]) => title.length));
  const lines = [
    `${"documents".padEnd(titled)}  ${documents}`,
    ...HEADLINE.map(([name, title]) => {
      const [low, high] = intervals[name];
      return `${title.padEnd(titled)}  ${figures[name].toFixed(4)}  (${low.toFixed(4)} to ${high.toFixed(4)})`;
    }),
    "",
    `${"category".padEnd(width)}  precision     recall         F1  documents`,
    ...categories.map(
      ({ category, precision, recall, f1, documents: n }) =>
        `${category.padEnd(width)}  ${ratio(precision)}  ${ratio(recall)}  ${ratio(f1)}  ${String(n).padStart(9)}`,
    ),
  ];
  if (confusions.length > 0) {
    lines.push("", "most frequent confusions (documents, label, predicted)");
    for (const { label, predicted, documents: n } of confusions.slice(0, CONFUSIONS)) {
      lines.push(`${String(n).padStart(9)}  ${label.padEnd(width)}  ${predicted}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

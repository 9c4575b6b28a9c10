/** `newsgroups evaluate`: a model and corpora → how often it is right, and where it is wrong. */

import { readCorpus } from "../corpus/corpus.js";
import type { Document } from "../corpus/document.js";
import { evaluate } from "../evaluate.js";
import type { Evaluation } from "../evaluation/evaluation.js";
import { load } from "../load.js";
import type { Strippable } from "../message/strip.js";
import { DONE } from "./exit-codes.js";
import type { Io } from "./io.js";
import { modelPath } from "./model-path.js";
import { Progress } from "./progress.js";

export interface EvaluateOptions {
  readonly model?: string;
  readonly subset?: string;
  readonly json: boolean;
  readonly strip?: readonly Strippable[];
}

export async function evaluateCommand(io: Io, corpora: readonly string[], options: EvaluateOptions): Promise<number> {
  const classifier = load(modelPath(io, options.model));
  const progress = new Progress(io);
  try {
    const figures = await evaluate(classifier, documentsOf(corpora, options.subset, progress), options.strip);
    progress.stop();
    const { targets } = classifier.model;
    const strangers = figures.categories.filter(({ category }) => !targets.includes(category));
    if (strangers.length > 0) {
      io.tell(
        `warning: the model has no target ${strangers.map(({ category }) => category).join(", ")}: all of it counts as wrong`,
      );
    }
    await io.print(options.json ? `${JSON.stringify(figures)}\n` : report(figures));
    return DONE;
  } finally {
    progress.stop();
  }
}

async function* documentsOf(
  corpora: readonly string[],
  subset: string | undefined,
  progress: Progress,
): AsyncGenerator<Document> {
  let documents = 0;
  for (const path of corpora) {
    for await (const document of readCorpus(path, subset)) {
      yield document;
      documents++;
      await progress.show(() => `${documents} documents judged`);
    }
  }
}

const CONFUSIONS = 5;

function report({ documents, accuracy, macroF1, categories, confusions }: Evaluation): string {
  const width = Math.max("category".length, ...categories.map(({ category }) => category.length));
  const ratio = (value: number): string => value.toFixed(4).padStart(9);
  const lines = [
    `documents  ${documents}`,
    `accuracy   ${accuracy.toFixed(4)}`,
    `macro-F1   ${macroF1.toFixed(4)}`,
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

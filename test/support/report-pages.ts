/** Report pages: a model trained on some documents and evaluated on others, written as `evaluate --report` does. */

import { Classifier } from "../../src/core/predict/classifier.js";
import type { Document } from "../../src/corpus/document.js";
import { evaluationOf } from "../../src/evaluate/evaluation.js";
import { predictDocuments } from "../../src/evaluate/predict-documents.js";
import { PredictionCollector } from "../../src/evaluate/prediction-collector.js";
import { load } from "../../src/library/load.js";
import { type Findings, FindingsCollector } from "../../src/report/findings.js";
import { reportPage } from "../../src/report/report.js";
import type { TrainingLabels } from "../../src/report/seen-in-training.js";
import type { Labelled } from "./labelled.js";
import { artifactOf } from "./model-corpora.js";

export interface Reported {
  readonly page: string;
  readonly findings: Findings;
}

/** Evaluates a classifier, or one trained on some documents, on documents whose ids are their indexes. */
export async function reported(
  trained: readonly Labelled[] | Classifier,
  documents: readonly Labelled[],
  trainingLabels?: TrainingLabels,
): Promise<Reported> {
  const classifier = trained instanceof Classifier ? trained : load(await artifactOf(trained));
  const predictions = new PredictionCollector();
  const collector = new FindingsCollector(trainingLabels);
  const corpus: Document[] = documents.map((document, id) => ({ ...document, id: `document ${id}`, bytes: 0 }));
  for await (const predicted of predictDocuments(classifier, corpus, [])) {
    predictions.add(predicted.document.label, predicted.prediction);
    collector.add(predicted);
  }
  const findings = collector.findings(classifier);
  const subject = { model: "animals.model", corpora: ["corpus"], strip: [] };
  return { findings, page: await reportPage(subject, evaluationOf(predictions), findings) };
}

/** A text that tries to break out of the page. */
export const HOSTILE: string = [
  "Subject: </bdi><script>document.title = 'broken'</script>\u202egnp.exe",
  'From: "><img src=x onerror="document.title=\'broken\'">',
  "",
  "<style>body { display: none }</style> zebra &lt; lion & 'herd' \u0000\u001b[31m",
  `zebra ${"long".repeat(2000)}`,
  "\ud800 \u2066zebra\u2069 שלום zebra",
].join("\n");

/** A label that is no target, with markup in it. */
export const HOSTILE_LABEL = "</title><script>document.title = 'broken'</script>\"\u202e";

/** Many categories, each with a word of its own; every third is sometimes mistaken for the next. */
export function manyCategories(n: number): { readonly trained: Labelled[]; readonly evaluated: Labelled[] } {
  const label = (i: number): string => `group.${String(i % n).padStart(3, "0")}`;
  const word = (i: number): string => `w${String.fromCharCode(97 + ((i % n) % 26), 97 + Math.floor((i % n) / 26))}x`;
  const indexes = Array.from({ length: n }, (_, i) => i);
  return {
    trained: indexes.flatMap((i) => [1, 2].map(() => ({ label: label(i), text: `${word(i)} river` }))),
    evaluated: indexes.flatMap((i) =>
      [word(i), word(i + (i % 3 === 0 ? 1 : 0))].map((text) => ({ label: label(i), text })),
    ),
  };
}

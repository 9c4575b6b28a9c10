/** Pages for tests: a model of some documents, judged by others, written as `evaluate --report` does. */

import type { Document } from "../../src/corpus/document.js";
import { Answers } from "../../src/evaluate/answers.js";
import { figure, judgeEach } from "../../src/library/evaluate.js";
import { load } from "../../src/library/load.js";
import { pageOf } from "../../src/report/report.js";
import { type Findings, Inquiry } from "../../src/report/report-collector.js";
import type { TrainedAs } from "../../src/report/seen-in-training.js";
import type { Labelled } from "./labelled.js";
import { artifactOf } from "./model-corpora.js";

export interface Reported {
  readonly page: string;
  readonly findings: Findings;
}

/** Judges documents, whose ids are their places, by a model of others. */
export async function reported(
  trained: readonly Labelled[],
  documents: readonly Labelled[],
  trainedAs?: TrainedAs,
): Promise<Reported> {
  const classifier = load(await artifactOf(trained));
  const answers = new Answers();
  const inquiry = new Inquiry(trainedAs);
  const corpus: Document[] = documents.map((document, id) => ({ ...document, id: `document ${id}`, bytes: 0 }));
  for await (const judged of judgeEach(classifier, corpus, [])) {
    answers.add(judged.document.label, judged.prediction);
    inquiry.add(judged);
  }
  const findings = inquiry.findings(classifier);
  const subject = { model: "animals.model", corpora: ["judged"], parts: [] };
  return { findings, page: await pageOf(subject, await figure(answers), findings) };
}

/** Does what it can to be more than text. */
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

/** Many categories, each with a word of its own that is sometimes used by the next one. */
export function manyCategories(n: number): { readonly trained: Labelled[]; readonly judged: Labelled[] } {
  const label = (i: number): string => `group.${String(i % n).padStart(3, "0")}`;
  const word = (i: number): string => `w${String.fromCharCode(97 + ((i % n) % 26), 97 + Math.floor((i % n) / 26))}x`;
  const places = Array.from({ length: n }, (_, i) => i);
  return {
    trained: places.flatMap((i) => [1, 2].map(() => ({ label: label(i), text: `${word(i)} river` }))),
    judged: places.flatMap((i) =>
      [word(i), word(i + (i % 3 === 0 ? 1 : 0))].map((text) => ({ label: label(i), text })),
    ),
  };
}

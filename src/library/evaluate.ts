/** Evaluating: a classifier and labelled documents → figures. */

import { NewsgroupsError } from "../core/errors.js";
import type { Classifier, Prediction } from "../core/predict/classifier.js";
import { Answers } from "../evaluate/answers.js";
import type { Evaluation } from "../evaluate/evaluation.js";
import { type Strippable, strip } from "../evaluate/strip.js";
import type { Documents } from "./train.js";

/** What a classifier makes of a document. */
export interface Judged<D> {
  readonly document: D;
  /** The text that was judged: the document's, without the parts that were to be removed. */
  readonly text: string;
  /** With all targets ranked. */
  readonly prediction: Prediction;
}

/** Predicts each document, in the order in which they come. */
export async function* judgeEach<D extends { readonly text: string }>(
  classifier: Classifier,
  documents: Iterable<D> | AsyncIterable<D>,
  parts: readonly Strippable[],
): AsyncGenerator<Judged<D>> {
  const all = classifier.model.targets.length;
  for await (const document of documents) {
    const text = strip(document.text, parts);
    yield { document, text, prediction: classifier.predict(text, all) };
  }
}

/**
 * The figures of answers.
 *
 * @throws NewsgroupsError `input` if there is none.
 */
export async function figure(answers: Answers): Promise<Evaluation> {
  if (answers.length === 0) throw new NewsgroupsError("input", "no documents to evaluate: at least 1 expected");
  const { judge } = await import("../evaluate/evaluation.js");
  return judge(answers);
}

/**
 * Predicts each document and compares with its label.
 *
 * @param parts what to remove from each text before it is judged; default nothing.
 * @throws NewsgroupsError `input` if there is no document.
 */
export async function evaluate(
  classifier: Classifier,
  documents: Documents,
  parts: readonly Strippable[] = [],
): Promise<Evaluation> {
  const answers = new Answers();
  for await (const { document, prediction } of judgeEach(classifier, documents, parts)) {
    answers.add(document.label, prediction);
  }
  return await figure(answers);
}

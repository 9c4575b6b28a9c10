/** Recorded predictions: made when an artifact is written, and repeated when it is checked. */

import { NewsgroupsError, printable } from "../errors.js";
import type { Model } from "../models/model.js";
import type { Artifact } from "../models/read-artifact.js";
import type { RecordedPrediction } from "../models/recorded-predictions.js";
import { Classifier } from "./classifier.js";

const SENTENCES: readonly string[] = [
  "computer cpu memory ram",
  "The goalie made thirty saves and the team won the playoff game in overtime.",
  "The shuttle reached its orbit, and the launch of the next satellite is planned for June.",
  "For sale: used car, good engine, new tires, best offer.",
  "The doctor said that the patient should take the medicine twice a day.",
  "Should the government be able to read encrypted mail?",
];

/** Decimals of a recorded probability. The last may differ by one: logarithms differ between engines. */
const DECIMALS = 6;
const TOLERANCE = 2 * 10 ** -DECIMALS;

/** Predicts the built-in sentences. */
export function recordPredictions(model: Model): RecordedPrediction[] {
  const classifier = new Classifier(model);
  return SENTENCES.map((text) => {
    const { category, probability } = classifier.predict(text);
    return { text, category, ...(probability !== undefined && { probability: Number(probability.toFixed(DECIMALS)) }) };
  });
}

/**
 * Requires that a model verifies and that its recorded predictions come out the same.
 *
 * @param where what messages call it.
 * @throws NewsgroupsError `check`
 */
export function requireSameAnswers({ model, recorded }: Artifact, where: string): void {
  const remedy = "use the version of newsgroups that made it, or make it again";
  const problem = model.verify?.();
  if (problem !== undefined) throw new NewsgroupsError("check", `${where}: ${problem}; ${remedy}`);
  const classifier = new Classifier(model);
  for (const expected of recorded) {
    const got = classifier.predict(expected.text);
    const difference = Math.abs((got.probability ?? 0) - (expected.probability ?? 0));
    if (got.category === expected.category && difference < TOLERANCE) continue;
    throw new NewsgroupsError(
      "check",
      `${where}: its answers have changed: for ${printable(JSON.stringify(expected.text))} expected ${answer(expected)}, ` +
        `got ${answer(got)}; ${remedy}`,
    );
  }
}

function answer({ category, probability }: Pick<RecordedPrediction, "category" | "probability">): string {
  return probability === undefined ? category : `${category} (${probability.toFixed(DECIMALS)})`;
}

/** Held-out predictions: counts → what models of other folds predict for each kept document, as `evaluate --folds` asks for. */

import { NewsgroupsError } from "../../core/errors.js";
import type { Estimator } from "../../core/models/linear/choices.js";
import { temperatureFor } from "../../core/models/linear/temperature.js";
import type { Prediction, RankedCategory } from "../../core/predict/classifier.js";
import { rank } from "../../core/predict/ranking.js";
import { calibrate } from "../calibrate/calibrate.js";
import type { Counts } from "../counts/counts.js";
import { labelledDocuments } from "../features/labelled.js";
import { withDefaults } from "../model/options.js";
import { candidatesFor, chooseModel, ENOUGH_DOCUMENTS, predictFold } from "./choose.js";
import { foldOf, type HeldOutScores } from "./held-out.js";

/** A document and what a model predicts that has not seen it. */
interface HeldOutPrediction {
  /** Its fingerprint: the first 24 hexadecimal digits of the SHA-256 of its text, without outer blanks. */
  readonly id: string;
  readonly label: string;
  /** With all categories ranked. */
  readonly prediction: Prediction;
}

/** Predictions of documents, and what made them. */
export interface HeldOutPredictions {
  /** Made anew each time one goes through them: of many documents, all of them would fill the memory. */
  readonly predictions: Iterable<HeldOutPrediction>;
  /** Which kind of model was chosen and why, for people. */
  readonly reason: string;
}

/**
 * Deals the kept documents of counts into folds, and predicts those of each fold by a model of all others. Which kind of model that is is
 * chosen as `dump` chooses by default. Probabilities are calibrated on the other folds, too.
 *
 * @param folds 2 or more.
 * @throws NewsgroupsError `input` if the counts keep no documents, or have one category alone.
 */
export function heldOutPredictions(counts: Counts, folds: number): HeldOutPredictions {
  if (counts.keptDocuments === 0) {
    throw new NewsgroupsError("input", "the counts keep no documents to deal into folds; train without --no-documents");
  }
  if (counts.labels.length < 2) {
    throw new NewsgroupsError(
      "input",
      `too few categories: a model needs at least 2, and the counts have ${counts.labels.length}; train on documents of more categories`,
    );
  }
  const documents = labelledDocuments(counts);
  const asked = withDefaults({});
  const { model, reason } = chooseModel(documents, {
    selection: asked,
    candidates: candidatesFor(documents, asked),
    folds,
  });
  const settings = { selection: asked, candidates: [model] };
  const heldOut = Array.from({ length: folds }, (_, fold) => {
    const scores: HeldOutScores[] = [];
    predictFold(documents, foldOf(documents, fold, folds), settings, [scores], ENOUGH_DOCUMENTS);
    return scores;
  });
  return { predictions: { [Symbol.iterator]: () => predictionsOf(counts, heldOut, model.estimator) }, reason };
}

/** @param heldOut scores of the documents by fold. */
function* predictionsOf(
  { labels, documentSet: { high, low, last } }: Counts,
  heldOut: readonly (readonly HeldOutScores[])[],
  estimator: Estimator,
): Generator<HeldOutPrediction> {
  const hexadecimal = (part: number): string => part.toString(16).padStart(8, "0");
  for (const [fold, all] of heldOut.entries()) {
    const calibration = calibrate(someOf(heldOut.filter((_, other) => other !== fold).flat()), estimator);
    for (const scores of all) {
      if (!scores.isWhole) continue;
      const { document, category, copies, known } = scores;
      const temperature = known === 0 ? 1 : temperatureFor(scores.scores, known, calibration);
      const id = [high[document]!, low[document]!, last[document]!].map(hexadecimal).join("");
      const prediction = predictionOf(labels, scores, temperature);
      for (let copy = 0; copy < copies; copy++) yield { id, label: labels[category]!, prediction };
    }
  }
}

/** The scores of the first documents, and of their windows: more say little more. */
function someOf(heldOut: readonly HeldOutScores[]): readonly HeldOutScores[] {
  const documents = heldOut.filter(({ isWhole }) => isWhole).map(({ document }) => document);
  const some = new Set(documents.slice(0, ENOUGH_DOCUMENTS));
  return heldOut.filter(({ document }) => some.has(document));
}

/** Softmax of the scores, as a linear model has it. */
function predictionOf(labels: readonly string[], { scores, known }: HeldOutScores, temperature: number): Prediction {
  const order = rank(scores);
  const highest = scores[order[0]!]!;
  const exponentials = scores.map((score) => Math.exp((score - highest) / temperature));
  const sum = exponentials.reduce((total, one) => total + one, 0);
  const top = Array.from(
    order,
    (category): RankedCategory => ({
      category: labels[category]!,
      score: scores[category]!,
      probability: exponentials[category]! / sum,
    }),
  );
  return { ...top[0]!, top, knownTerms: known };
}

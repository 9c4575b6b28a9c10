/** Held-out predictions: counts → what models of other folds predict for each kept document, as `evaluate --folds` asks for. */

import { NewsgroupsError } from "../../core/errors.js";
import { probabilitiesOf, type TemperatureParts } from "../../core/models/linear/temperature.js";
import type { Prediction, RankedCategory } from "../../core/predict/classifier.js";
import { rank } from "../../core/predict/ranking.js";
import { calibrate } from "../calibrate/calibrate.js";
import type { Counts } from "../counts/counts.js";
import { labelledDocuments } from "../features/labelled.js";
import { withDefaults } from "../model/options.js";
import { candidatesFor, chooseModel, ENOUGH_DOCUMENTS, predictFold, requireCategories } from "./choose.js";
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
  requireCategories(counts);
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
  const calibrations = heldOut.map((own) =>
    calibrate(someOf(heldOut.filter((other) => other !== own).flat()), model.estimator, documents.kernels),
  );
  return { predictions: { [Symbol.iterator]: () => predictionsOf(counts, heldOut, calibrations) }, reason };
}

/** @param heldOut scores of the documents by fold. @param calibrations how those of each fold become probabilities. */
function* predictionsOf(
  { labels, documentSet: { high, low, last } }: Counts,
  heldOut: readonly (readonly HeldOutScores[])[],
  calibrations: readonly TemperatureParts[],
): Generator<HeldOutPrediction> {
  const hexadecimal = (part: number): string => part.toString(16).padStart(8, "0");
  for (const [fold, all] of heldOut.entries()) {
    for (const scores of all) {
      if (!scores.isWhole) continue;
      const { document, category, copies } = scores;
      const id = [high[document]!, low[document]!, last[document]!].map(hexadecimal).join("");
      const prediction = predictionOf(labels, scores, calibrations[fold]!);
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

/** What a linear model with these scores predicts. */
function predictionOf(
  labels: readonly string[],
  { scores, known }: HeldOutScores,
  calibration: TemperatureParts,
): Prediction {
  const probabilities = new Float64Array(scores.length);
  probabilitiesOf(scores, known, calibration, probabilities);
  const top = Array.from(
    rank(scores),
    (category): RankedCategory => ({
      category: labels[category]!,
      score: scores[category]!,
      probability: probabilities[category]!,
    }),
  );
  return { ...top[0]!, top, knownTerms: known };
}

/** Choosing a model: the kept documents of counts → which model suits them, and its predictions of documents that it has not seen. */

import { NewsgroupsError } from "../../core/errors.js";
import { argmax } from "../../core/predict/ranking.js";
import { sum } from "../../core/sum.js";
import type { Counts } from "../counts/counts.js";
import { allOf, type Chosen, documentsByCategory, type LabelledDocuments } from "../features/labelled.js";
import { selectFromDocuments } from "../features/select-from-documents.js";
import { fitModel, type ModelChoice } from "../fit/fit-model.js";
import type { Selection } from "../fit/select.js";
import type { CompileOptions } from "../model/options.js";
import { foldOf, type HeldOutScores, heldOutScores, othersThan } from "./held-out.js";
import { windowsOf } from "./windows.js";

/** Documents are dealt into this many folds. */
const FOLDS = 5;
/** When so many documents were predicted, the folds that are left would say little more. */
export const ENOUGH_DOCUMENTS = 1500;
/** No more scores of whole documents than this: with a thousand categories, those of all documents would fill the memory. */
const ENOUGH_SCORES = 2 ** 17;
/** With fewer documents a category, naive Bayes is the better guess, and has to be beaten. */
const FEW_DOCUMENTS = 100;
/** With fewer still, nothing beats it. */
const VERY_FEW_DOCUMENTS = 10;
/**
 * Most items of the matrix times categories: a linear model is fitted to all documents for each category. One fit of this size takes a
 * quarter of a minute.
 */
const MAX_WORK = 2 ** 30;
/** The smoothing of naive Bayes that is tried where documents are few. */
const ALPHAS: readonly number[] = [0.05, 0.2, 1];

/** A model that was chosen, and how it did. */
export interface Choice {
  readonly model: ModelChoice;
  /** Scores of documents, and of parts of them, by models of other folds. */
  readonly heldOut: readonly HeldOutScores[];
  /** Into how many folds the documents were dealt. */
  readonly folds: number;
  /** What was chosen and why, for people. */
  readonly reason: string;
}

/** How terms are selected, and what to choose from. */
export interface ChoiceSettings {
  readonly selection: Selection;
  /** The models to choose from, the preferred one first: a later one must be better beyond chance. */
  readonly candidates: readonly ModelChoice[];
  /** Default {@link FOLDS}. */
  readonly folds?: number;
}

/** @throws NewsgroupsError `input` if there are fewer than two categories: there is nothing to choose between. */
export function requireCategories({ labels }: Pick<Counts, "labels">): void {
  if (labels.length >= 2) return;
  throw new NewsgroupsError(
    "input",
    `too few categories: a model needs at least 2, and the counts have ${labels.length}; train on documents of more categories`,
  );
}

/**
 * The models that suit documents, the preferred one first. Where categories are few they may be about what people feel: there models with
 * sentiment terms are tried too, but for a naive Bayes that was asked for by name.
 *
 * @param estimator the one asked for, if not `auto`.
 */
export function candidatesFor(
  documents: LabelledDocuments,
  { estimator, alpha }: Pick<Required<CompileOptions>, "estimator" | "alpha">,
): readonly ModelChoice[] {
  const asked = estimator === "auto" ? estimatorsFor(documents, alpha) : [{ estimator, alpha }];
  const plain = asked.map((model): ModelChoice => ({ ...model, sentiment: false }));
  if (!documents.sentiment || (estimator !== "auto" && estimator !== "linear")) return plain;
  return [...plain, ...asked.map((model): ModelChoice => ({ ...model, sentiment: true }))];
}

function estimatorsFor(documents: LabelledDocuments, alpha: number): readonly Omit<ModelChoice, "sentiment">[] {
  const sizes = documentsByCategory(documents, allOf(documents));
  const mean = sum(sizes) / sizes.length;
  const linear = { estimator: "linear", alpha } as const;
  const complement = (smoothing: number) => ({ estimator: "complement", alpha: smoothing }) as const;
  const isLinearPossible = mean >= VERY_FEW_DOCUMENTS && documents.terms.documents.length * sizes.length <= MAX_WORK;
  if (isLinearPossible && mean >= FEW_DOCUMENTS) return [linear, complement(alpha)];
  const bayes = [alpha, ...ALPHAS.filter((other) => other !== alpha)].map(complement);
  return isLinearPossible ? [...bayes, linear] : bayes;
}

/**
 * Predicts documents by models of the other folds, and chooses the model that does best. Which documents are in a fold follows from their
 * fingerprints. Terms are selected anew for each fold: else the documents held out would have a part in it.
 */
export function chooseModel(documents: LabelledDocuments, settings: ChoiceSettings): Choice {
  const { candidates, folds = FOLDS } = settings;
  const heldOut = candidates.map((): HeldOutScores[] => []);
  const most = Math.ceil(ENOUGH_SCORES / documents.categoryCount);
  const enough = Math.min(ENOUGH_DOCUMENTS, most);
  let predicted = 0;
  for (let fold = 0; fold < folds && predicted < enough; fold++) {
    const chosen = firstOf(foldOf(documents, fold, folds), most - predicted);
    predicted += predictFold(documents, chosen, settings, heldOut);
  }
  let best = 0;
  for (let other = 1; other < candidates.length; other++) {
    if (isBetter(heldOut[other]!, heldOut[best]!)) best = other;
  }
  return { model: candidates[best]!, heldOut: heldOut[best]!, folds, reason: reasonFor(candidates, heldOut, best) };
}

/** The first chosen documents, which are as good as any: they are in the order of their fingerprints. */
function firstOf(chosen: Chosen, most: number): Chosen {
  let left = most;
  return chosen.map((one) => (one === 1 && left-- > 0 ? 1 : 0));
}

/**
 * Adds each candidate's scores of the documents of a fold.
 *
 * @param inWindows of how many of the documents windows are scored too.
 * @returns the number of these documents.
 */
export function predictFold(
  documents: LabelledDocuments,
  fold: Chosen,
  { selection, candidates }: ChoiceSettings,
  heldOut: HeldOutScores[][],
  inWindows: number = Number.POSITIVE_INFINITY,
): number {
  const others = othersThan(fold);
  const size = sum(fold);
  const sizes = documentsByCategory(documents, others);
  if (size === 0) return 0;
  const windows = windowsOf(documents, firstOf(fold, inWindows));
  for (const sentiment of [false, true]) {
    const some = candidates.filter((candidate) => candidate.sentiment === sentiment);
    if (some.length === 0) continue;
    const terms = selectFromDocuments(documents, others, sentiment, selection);
    if (terms.first.length === 0) return 0;
    for (const candidate of some) {
      const model = fitModel(documents, others, terms, candidate);
      const all = heldOut[candidates.indexOf(candidate)]!;
      for (const scores of heldOutScores(documents, fold, windows, model, sizes)) all.push(scores);
    }
  }
  return size;
}

/**
 * Whether one model is right more often than another beyond chance: of the documents that only one of them predicts correctly, it has more
 * than the other by more than a standard deviation. (McNemar, *Note on the sampling error of the difference between correlated proportions*, 1947.)
 */
function isBetter(one: readonly HeldOutScores[], other: readonly HeldOutScores[]): boolean {
  let wins = 0;
  let losses = 0;
  one.forEach((scores, i) => {
    if (!scores.isWhole) return;
    const [ours, theirs] = [isRight(scores), isRight(other[i]!)];
    if (ours && !theirs) wins += scores.copies;
    if (theirs && !ours) losses += scores.copies;
  });
  return wins - losses > Math.sqrt(wins + losses);
}

const isRight = ({ scores, category }: HeldOutScores): boolean => argmax(scores) === category;

/** Number of documents, with copies, and how many of them (`right`) were predicted correctly. */
export function countCorrect(heldOut: readonly HeldOutScores[]): {
  readonly documents: number;
  readonly right: number;
} {
  let [documents, right] = [0, 0];
  for (const scores of heldOut) {
    if (!scores.isWhole) continue;
    documents += scores.copies;
    if (isRight(scores)) right += scores.copies;
  }
  return { documents, right };
}

function reasonFor(candidates: readonly ModelChoice[], heldOut: readonly HeldOutScores[][], best: number): string {
  if (candidates.length === 1) return "as asked for";
  const results = candidates.map(({ estimator, alpha, sentiment }, i) => {
    const { documents, right } = countCorrect(heldOut[i]!);
    const name = estimator === "linear" ? estimator : `${estimator} (alpha ${alpha})`;
    return { name, sentiment, accuracy: documents > 0 ? right / documents : Number.NaN };
  });
  const listed = results
    .filter(({ sentiment }) => !sentiment)
    .map(({ name, accuracy }) => `${name} ${shown(accuracy)}`);
  const others = results.filter(({ sentiment }) => sentiment).map(({ accuracy }) => accuracy);
  if (others.length > 0) listed.push(`with sentiment terms ${shown(Math.max(...others))}`);
  const { estimator, sentiment } = candidates[best]!;
  const chosen = sentiment ? `${estimator} with sentiment terms` : estimator;
  return `${chosen}, by accuracy on held-out documents: ${listed.join(", ")}`;
}

const shown = (accuracy: number): string => (Number.isNaN(accuracy) ? "unknown" : accuracy.toFixed(3));

/** `MultinomialNB`, `ComplementNB` and `BernoulliNB` → joint log likelihoods. */

import { sumOf } from "../../../core/models/scikit-learn/classifier/numerics.js";
import type { ClassifierInput, ClassifierPlan, PlannedOperation } from "../../plan.js";
import { classCount } from "../objects/classes.js";
import { type Estimator, numberOf } from "../objects/estimator.js";
import { finite, type Matrix, matrixOf, vectorOf } from "../objects/matrix.js";
import { functionsOf, requireLength, requireShape } from "./functions.js";
import { portableExp, portableLog } from "./portable-math.js";

export const NAIVE_BAYES: readonly string[] = ["MultinomialNB", "ComplementNB", "BernoulliNB"];

/** Reads a naive Bayes classifier. @throws Refusal */
export function readNaiveBayes(classifier: Estimator, { features }: ClassifierInput): ClassifierPlan {
  const { className } = classifier;
  const classes = classCount(classifier);
  const weights = matrixOf(classifier, "feature_log_prob_");
  // Until 0.24 a classifier of one class has a second row, for the texts that are not of it; there were none.
  requireShape(classifier, "feature_log_prob_", weights, classes === 1 && weights.rows === 2 ? 2 : classes, features);
  const prior = vectorOf(classifier, "class_log_prior_").values.slice(0, classes);
  requireLength(classifier, "class_log_prior_", prior.length, classes);
  finite(classifier, "feature_log_prob_", weights.values);
  const isBernoulli = className === "BernoulliNB";
  const { presence, absence } = isBernoulli ? bernoulli(weights) : { presence: weights, absence: undefined };
  const usesPrior = className !== "ComplementNB" || classes === 1;
  const intercepts = Float64Array.from(prior, (value, c) => (usesPrior ? value : 0) + (absence?.[c] ?? 0));
  return {
    settings: { kind: "naive-bayes", classes, isLikelihood: className === "MultinomialNB" },
    functions: functionsOf(presence, finite(classifier, "class_log_prior_", intercepts)),
    calibration: [],
    operations: isBernoulli ? binarizing(classifier) : [],
  };
}

/** e to this power is nothing beside 1. */
const LEAST = -700;

/**
 * A term that is absent counts too: ln(1 − p) for every term, and what its presence adds to that.
 *
 * @returns the weights, and the sum of ln(1 − p) by class.
 */
function bernoulli(weights: Matrix): { presence: Matrix; absence: readonly number[] } {
  const { rows, columns, values, isFortran } = weights;
  const absent = values.map((value) => portableLog(1 - portableExp(Math.max(value, LEAST))));
  const rowOf = (row: number): Float64Array =>
    isFortran
      ? Float64Array.from({ length: columns }, (_, f) => absent[f * rows + row]!)
      : absent.subarray(row * columns, (row + 1) * columns);
  return {
    presence: { ...weights, values: values.map((value, i) => value - absent[i]!) },
    absence: Array.from({ length: rows }, (_, row) => sumOf(rowOf(row))),
  };
}

function binarizing(classifier: Estimator): PlannedOperation[] {
  const value = classifier.get("binarize");
  if (value === null) return [];
  const above = value === undefined ? 0 : numberOf(value);
  if (above === undefined || above < 0) throw classifier.unsupported("binarize", "a number of 0 or more, None");
  return [{ operation: { name: "binarize", above } }];
}

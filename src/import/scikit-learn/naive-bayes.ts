/** `MultinomialNB`, `ComplementNB` and `BernoulliNB` → joint log likelihoods. */

import { sumOf } from "../../core/models/scikit-learn/classifier/numerics.js";
import { type Estimator, numberOf } from "./estimator.js";
import { functionsOf, requireShape } from "./functions.js";
import { classCount } from "./labels.js";
import { matrixOf, vectorOf } from "./matrix.js";
import type { ClassifierInput, ClassifierPlan, PlannedOperation } from "./plan.js";
import { finite } from "./transformers.js";

export const NAIVE_BAYES: readonly string[] = ["MultinomialNB", "ComplementNB", "BernoulliNB"];

/** Reads a naive Bayes classifier. @throws Refusal */
export function readNaiveBayes(classifier: Estimator, { features }: ClassifierInput): ClassifierPlan {
  const { className } = classifier;
  const classes = classCount(classifier);
  const weights = matrixOf(classifier, "feature_log_prob_");
  // Until 0.24 a classifier of one class has a second row, for the texts that are not of it; there were none.
  requireShape(classifier, "feature_log_prob_", weights, classes === 1 && weights.rows === 2 ? 2 : classes, features);
  const prior = vectorOf(classifier, "class_log_prior_").values.slice(0, classes);
  if (prior.length !== classes)
    requireShape(classifier, "class_log_prior_", { rows: 1, columns: prior.length }, 1, classes);
  const usesPrior = className !== "ComplementNB" || classes === 1;
  const rows = weights.values.subarray(0, classes * features);
  finite(classifier, "feature_log_prob_", rows);
  const isBernoulli = className === "BernoulliNB";
  const { weights: own, bases } = isBernoulli
    ? bernoulli(rows, classes, features)
    : { weights: rows, bases: undefined };
  const intercepts = Float64Array.from(prior, (value, c) => (usesPrior ? value : 0) + (bases ? bases[c]! : 0));
  finite(classifier, "class_log_prior_", intercepts);
  return {
    settings: { kind: "naive-bayes", classes, isLikelihood: className === "MultinomialNB" },
    functions: functionsOf(own, intercepts, features, false),
    calibration: [],
    operations: isBernoulli ? binarizing(classifier) : [],
  };
}

/**
 * A term that is absent counts too: ln(1 − p) for every term, and what its presence adds to that.
 *
 * @returns the weights, [classes × features], and the sum of ln(1 − p) by class.
 */
function bernoulli(rows: Float64Array, classes: number, features: number) {
  const absent = rows.map((value) => Math.log(1 - Math.exp(value)));
  const bases = Array.from({ length: classes }, (_, c) => sumOf(absent.subarray(c * features, (c + 1) * features)));
  return { weights: rows.map((value, i) => value - absent[i]!), bases };
}

function binarizing(classifier: Estimator): PlannedOperation[] {
  const value = classifier.get("binarize");
  if (value === null) return [];
  const above = value === undefined ? 0 : numberOf(value);
  if (above === undefined || above < 0) throw classifier.unsupported("binarize", "a number of 0 or more, None");
  return [{ operation: { name: "binarize", above } }];
}

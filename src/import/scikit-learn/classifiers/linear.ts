/** Linear classifiers: `LogisticRegression`, `LinearSVC`, `SGDClassifier` and their like → decision functions. */

import type { Link } from "../../../core/models/scikit-learn/settings.js";
import type { ClassifierInput, ClassifierPlan } from "../../plan.js";
import { classCount } from "../objects/classes.js";
import type { Estimator } from "../objects/estimator.js";
import { finite, matrixOf, vectorOf } from "../objects/matrix.js";
import { isBefore } from "../objects/version.js";
import { functionsOf, requireLength, requireShape } from "./functions.js";

export const LINEAR: readonly string[] = [
  "LogisticRegression",
  "LinearSVC",
  "SGDClassifier",
  "PassiveAggressiveClassifier",
  "Perceptron",
  "RidgeClassifier",
];

/** Reads a linear classifier. @throws Refusal */
export function readLinear(classifier: Estimator, { features }: ClassifierInput): ClassifierPlan {
  const classes = classCount(classifier);
  const weights = matrixOf(classifier, "coef_");
  const functions = classes <= 2 ? 1 : classes;
  requireShape(classifier, "coef_", weights, functions, features);
  finite(classifier, "coef_", weights.values);
  const given = vectorOf(classifier, "intercept_").values;
  // Without intercepts there is one 0 for all classes.
  const intercepts = given.length === 1 ? new Float64Array(functions).fill(given[0]!) : given;
  requireLength(classifier, "intercept_", intercepts.length, functions);
  return {
    settings: { kind: "linear", classes, link: linkOf(classifier, classes, weights.rows) },
    functions: functionsOf(weights, finite(classifier, "intercept_", intercepts)),
    calibration: [],
    operations: [],
  };
}

function linkOf(classifier: Estimator, classes: number, rows: number): Link {
  if (classifier.className === "LogisticRegression") return logisticLink(classifier, classes, rows);
  if (classifier.className !== "SGDClassifier") return "none";
  const loss = classifier.get("loss");
  if (loss === "log" || loss === "log_loss") return "logistic";
  return loss === "modified_huber" ? "modified-huber" : "none";
}

/** `predict_proba` of LogisticRegression in each version: one sigmoid for each class, or a softmax. */
function logisticLink(classifier: Estimator, classes: number, rows: number): Link {
  const { version } = classifier;
  const strategy = classifier.get("multi_class");
  if (isBefore(version, 0, 20)) return rows === 1 || strategy === "ovr" ? "logistic" : "softmax";
  const isOfTwo = classes <= 2;
  if (strategy === undefined) return isOfTwo ? "logistic" : "softmax";
  if (strategy === "ovr" || strategy === "warn") return "logistic";
  if (strategy !== "auto" && strategy !== "deprecated") return "softmax";
  const solver = classifier.get("solver");
  const isNewtonCholesky = solver === "newton-cholesky" && isBefore(version, 1, 6);
  return isOfTwo || solver === "liblinear" || isNewtonCholesky ? "logistic" : "softmax";
}

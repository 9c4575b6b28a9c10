/** Classifiers: an estimator that gives classes → its settings and linear functions. */

import { MAX_NESTING } from "../../../core/models/scikit-learn/check-settings.js";
import type { ClassifierInput, ClassifierPlan } from "../../plan.js";
import { Refusal } from "../../refusal.js";
import { type Estimator, isScikitLearn, unsupportedClass } from "../objects/estimator.js";
import { stepsOf } from "../objects/steps.js";
import { readCalibrated } from "./calibrated.js";
import { LINEAR, readLinear } from "./linear.js";
import { NAIVE_BAYES, readNaiveBayes } from "./naive-bayes.js";
import { readOneVersusRest } from "./one-versus-rest.js";

/** Names of the classifiers that can be read. */
export const CLASSIFIERS: readonly string[] = [
  ...NAIVE_BAYES,
  ...LINEAR,
  "OneVsRestClassifier",
  "CalibratedClassifierCV",
];

/** Reads the classifier of a pipeline. @param features number of features. @throws Refusal */
export function readOutermost(classifier: Estimator, features: number): ClassifierPlan {
  return readClassifier(classifier, { features, depth: MAX_NESTING });
}

/** Reads a classifier that may be within another one. @throws Refusal */
export function readClassifier(given: Estimator, outer: ClassifierInput): ClassifierPlan {
  if (outer.depth === 0) {
    throw new Refusal(
      "limit",
      `${given.where}: more than ${MAX_NESTING} classifiers within each other; import the innermost`,
    );
  }
  const input = { ...outer, depth: outer.depth - 1 };
  const classifier = alone(given);
  const { className } = classifier;
  if (!isScikitLearn(classifier.object.type)) throw unknownClass(classifier);
  if (NAIVE_BAYES.includes(className)) return readNaiveBayes(classifier, input);
  if (LINEAR.includes(className)) return readLinear(classifier, input);
  if (className === "OneVsRestClassifier") return readOneVersusRest(classifier, input, readClassifier);
  if (className === "CalibratedClassifierCV") return readCalibrated(classifier, input, readClassifier);
  throw unknownClass(classifier);
}

/** Within other classifiers there may be pipelines; one with a vectorizer of its own has another vocabulary. */
function alone(given: Estimator): Estimator {
  const steps = stepsOf(given);
  if (steps.length === 1) return steps[0]!;
  throw new Refusal(
    "class",
    `${given.where}: a pipeline within a classifier is not supported; put the vectorizer before the classifier, in a pipeline around both`,
  );
}

const REGRESSORS =
  /Regress(or|ion)(CV)?$|^(Ridge|Lasso|LassoLars|ElasticNet|SVR|LinearSVR|NuSVR|MultiTask\w+|Lars|TheilSen\w+|KernelRidge|TweedieRegressor)(CV)?$/;
const MULTI_LABEL = ["MultiOutputClassifier", "ClassifierChain", "OutputCodeClassifier"];

/** What to say of an estimator that is no known classifier. */
export function unknownClass(estimator: Estimator): Refusal {
  const { where, object } = estimator;
  const { name, path } = object.type;
  if (REGRESSORS.test(name) && name !== "LogisticRegression" && name !== "LogisticRegressionCV") {
    return new Refusal("regressor", `${where}: ${path} predicts numbers, not categories; import a classifier`);
  }
  if (MULTI_LABEL.includes(name) && name !== "OutputCodeClassifier") {
    return new Refusal(
      "multi-label",
      `${where}: ${path} gives a text several labels; import a classifier that gives one`,
    );
  }
  return unsupportedClass(estimator);
}

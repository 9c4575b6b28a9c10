/** What is refused of models: each once, with its whole message: the place, what is there, what to do. */

import { describe, expect, it } from "vitest";
import type { PyObject, PyValue } from "../../../src/import/pickle/values.js";
import { plansOf } from "./plans.js";
import {
  bayes,
  counts,
  floats,
  instance,
  ints,
  logistic,
  pipeline,
  refusalOf,
  texts,
  tfidf,
  tfidfTransformer,
} from "./python-values.js";

type Case = readonly [what: string, value: PyValue, code: string, message: string];
type Attributes = Record<string, PyValue>;

const MODEL = "step 'model'";
const FIT = "save it after fit, and import that file";
const UNSUPPORTED =
  "is not supported here; docs/import.md lists the classes that are: fit a pipeline of them, or keep this model in Python";

const rest = (attributes: Attributes): PyObject =>
  instance("sklearn.multiclass.OneVsRestClassifier", { classes_: texts("ham", "spam"), ...attributes });
const calibrated = (attributes: Attributes): PyObject =>
  instance("sklearn.calibration.CalibratedClassifierCV", { classes_: texts("ham", "spam"), ...attributes });
const member = (...calibrators: PyValue[]): PyObject =>
  instance("sklearn.calibration._CalibratedClassifier", { estimator: logistic(), calibrators });
const isotonic = (xs: number[], ys: number[]): PyObject =>
  instance("sklearn.isotonic.IsotonicRegression", { X_thresholds_: floats(xs), y_thresholds_: floats(ys) });
const bernoulli = (attributes: Attributes): PyObject => {
  const object = bayes(attributes);
  return instance("sklearn.naive_bayes.BernoulliNB", Object.fromEntries(object.state as Map<string, PyValue>));
};
const ofClass = (path: string): PyObject => instance(path, { classes_: texts("ham", "spam") });

const CLASSIFIERS: readonly Case[] = [
  [
    "naive Bayes that is not fitted",
    bayes({ feature_log_prob_: null }),
    "not-fitted",
    `${MODEL} (MultinomialNB): MultinomialNB is not fitted: it has no feature_log_prob_; ${FIT}`,
  ],
  [
    "a model without classes",
    bayes({ classes_: null }),
    "not-fitted",
    `${MODEL} (MultinomialNB): MultinomialNB is not fitted: it has no classes_; ${FIT}`,
  ],
  [
    "a model of an empty list of classes",
    bayes({ classes_: ints() }),
    "not-fitted",
    `${MODEL} (MultinomialNB): it has no classes; fit it, and save it again`,
  ],
  [
    "classes that are a text",
    bayes({ classes_: "ham" }),
    "damaged",
    `${MODEL}: classes_: expected a list of classes, got 'ham'; save it again`,
  ],
  [
    "a model for other features",
    bayes({}, 2, 17),
    "mismatch",
    `${MODEL}: feature_log_prob_ is for 17 features, and the vectorizer gives 3; import a vectorizer and a model that were fitted together`,
  ],
  [
    "a model with rows for other classes",
    bayes({}, 5),
    "mismatch",
    `${MODEL}: feature_log_prob_ is for 5 classes; expected 2 for classes_; save the model again`,
  ],
  [
    "priors of other classes",
    bayes({ class_log_prior_: floats([-1]) }),
    "mismatch",
    `${MODEL}: class_log_prior_ is for 1 classes; expected 2 for classes_; save the model again`,
  ],
  [
    "a probability of 0",
    bayes({ feature_log_prob_: floats([-1, -1, Number.NEGATIVE_INFINITY, -1, -1, -1], [2, 3]) }),
    "parameter",
    `${MODEL}: feature_log_prob_ has a number that is not finite, or beyond 1e+100; fit it again, naive Bayes with alpha above 0`,
  ],
  [
    "weights that are a text",
    logistic({ coef_: "1, 2" }),
    "damaged",
    `${MODEL}: coef_: expected a matrix, got '1, 2'; save the model again`,
  ],
  [
    "intercepts of other classes",
    logistic({ intercept_: floats([1, 2, 3]) }),
    "mismatch",
    `${MODEL}: intercept_ is for 3 classes; expected 1 for classes_; save the model again`,
  ],
  [
    "an intercept that is a text",
    logistic({ intercept_: "0" }),
    "parameter",
    `${MODEL}: intercept_='0' is not supported; expected a number; fit the pipeline again with that, and save it`,
  ],
  [
    "a threshold below 0",
    bernoulli({ binarize: -1 }),
    "parameter",
    `${MODEL}: binarize=-1 is not supported; expected a number of 0 or more, None; fit the pipeline again with that, and save it`,
  ],
  [
    "a model of several labels",
    logistic({ classes_: [ints(0, 1), ints(0, 1)] }),
    "multi-label",
    `${MODEL}: sklearn.linear_model._logistic.LogisticRegression was fitted to texts with several labels each; import a classifier that ` +
      "gives one",
  ],
  [
    "a classifier of several outputs",
    ofClass("sklearn.multioutput.MultiOutputClassifier"),
    "multi-label",
    `${MODEL}: sklearn.multioutput.MultiOutputClassifier gives a text several labels; import a classifier that gives one`,
  ],
  [
    "a regressor",
    ofClass("sklearn.linear_model._ridge.Ridge"),
    "regressor",
    `${MODEL}: sklearn.linear_model._ridge.Ridge predicts numbers, not categories; import a classifier`,
  ],
  [
    "a class that is not supported",
    ofClass("sklearn.ensemble._forest.RandomForestClassifier"),
    "class",
    `${MODEL}: sklearn.ensemble._forest.RandomForestClassifier ${UNSUPPORTED}`,
  ],
  [
    "a class of the author's program, whatever it is called",
    ofClass("__main__.MultinomialNB"),
    "class",
    `${MODEL}: __main__.MultinomialNB ${UNSUPPORTED}`,
  ],
];

const AROUND: readonly Case[] = [
  [
    "one against the rest that is not fitted",
    rest({}),
    "not-fitted",
    `${MODEL} (OneVsRestClassifier): OneVsRestClassifier is not fitted: it has no estimators_; ${FIT}`,
  ],
  [
    "one against the rest with a member too many",
    rest({ estimators_: [logistic(), logistic()] }),
    "mismatch",
    `${MODEL}: estimators_: 2; expected 1; save the model again`,
  ],
  [
    "one against the rest with a member of one answer",
    rest({ estimators_: [instance("sklearn.multiclass._ConstantPredictor")] }),
    "class",
    `${MODEL}: estimator 0: it always gives the same answer, because its class had all texts or none; fit the model to texts of every class`,
  ],
  [
    "one against the rest with a pipeline within",
    rest({ estimators_: [pipeline(tfidfTransformer(), logistic())] }),
    "class",
    `${MODEL}: estimator 0: a pipeline within a classifier is not supported; put the vectorizer before the classifier, in a pipeline ` +
      "around both",
  ],
  [
    "a calibration that is not fitted",
    calibrated({}),
    "not-fitted",
    `${MODEL} (CalibratedClassifierCV): CalibratedClassifierCV is not fitted: it has no calibrated_classifiers_; ${FIT}`,
  ],
  [
    "a calibration of no classifiers",
    calibrated({ calibrated_classifiers_: [] }),
    "parameter",
    `${MODEL}: calibrated_classifiers_=() is not supported; expected a list; fit the pipeline again with that, and save it`,
  ],
  [
    "a calibration of one class",
    calibrated({ classes_: texts("ham"), calibrated_classifiers_: [member()] }),
    "class",
    `${MODEL} (CalibratedClassifierCV): one class alone; import the model within it`,
  ],
  [
    "a calibrator too many",
    calibrated({ calibrated_classifiers_: [member(isotonic([0], [1]), isotonic([0], [1]))] }),
    "mismatch",
    `${MODEL}: classifier 0: 2 calibrators for a classifier of 2 classes; expected 1 and 2: a part of the cross-validation lacked a class; ` +
      "fit again with more texts of each",
  ],
  [
    "a calibrator of another class",
    calibrated({ calibrated_classifiers_: [member(instance("sklearn.calibration._Beta"))] }),
    "class",
    `${MODEL}: classifier 0: calibrator 0: sklearn.calibration._Beta ${UNSUPPORTED}`,
  ],
  [
    "an isotonic calibrator with more x than y",
    calibrated({ calibrated_classifiers_: [member(isotonic([0, 1], [1]))] }),
    "damaged",
    `${MODEL}: classifier 0: calibrator 0: 2 x and 1 y; save the model again`,
  ],
  [
    "an isotonic calibrator whose points do not ascend",
    calibrated({ calibrated_classifiers_: [member(isotonic([1, 0], [0, 1]))] }),
    "damaged",
    `${MODEL}: classifier 0: calibrator 0: its points do not ascend, or are not probabilities; save the model again`,
  ],
  [
    "a sigmoid that is not fitted",
    calibrated({ calibrated_classifiers_: [member(instance("sklearn.calibration._SigmoidCalibration", { a_: 1 }))] }),
    "not-fitted",
    `${MODEL}: classifier 0: calibrator 0 (_SigmoidCalibration): _SigmoidCalibration is not fitted: it has no b_; ${FIT}`,
  ],
];

describe("a classifier", () => {
  it.each(CLASSIFIERS)("is refused: %s", (_what, model, code, message) => {
    expect(refusalOf(() => plansOf(pipeline(["text", tfidf()], ["model", model])))).toMatchObject({ code, message });
  });
});

describe("a classifier around others", () => {
  it.each(AROUND)("is refused: %s", (_what, model, code, message) => {
    expect(refusalOf(() => plansOf(pipeline(["text", tfidf()], ["model", model])))).toMatchObject({ code, message });
  });

  it("is refused if it is within itself", () => {
    const inRest = rest({});
    (inRest.state as Map<PyValue, PyValue>).set("estimators_", [inRest]);
    const inCalibrated = calibrated({});
    const within = instance("sklearn.calibration._CalibratedClassifier", { estimator: inCalibrated });
    (inCalibrated.state as Map<PyValue, PyValue>).set("calibrated_classifiers_", [within]);
    for (const endless of [inRest, inCalibrated]) {
      expect(refusalOf(() => plansOf(pipeline(tfidf(), endless))).code).toBe("limit");
    }
  });

  it("is refused over pipelines with a FeatureUnion within", () => {
    const union = instance("sklearn.pipeline.FeatureUnion", {
      transformer_list: [
        ["a", tfidf()],
        ["b", counts()],
      ],
    });
    const over = pipeline(union, logistic({ coef_: floats([1, 1, 1, 1, 1, 1], [1, 6]) }));
    expect(refusalOf(() => plansOf(rest({ estimators_: [over] })))).toMatchObject({
      code: "class",
      message:
        "OneVsRestClassifier: estimator 0: a FeatureUnion within is not supported; put it before the classifier, in a pipeline around both",
    });
  });
});

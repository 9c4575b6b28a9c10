/** Descriptions of steps: held against what `repr(estimator)` of scikit-learn 1.9.1 prints, which leaves out defaults too. */

import { describe, expect, it } from "vitest";
import type { PyObject, PyValue } from "../../../src/import/pickle/values.js";
import { describeEstimator } from "../../../src/import/scikit-learn/describe.js";
import { counts, estimator, float, instance, named, tfidf, tfidfTransformer } from "./python-values.js";

const described = (object: PyObject): string => describeEstimator(estimator(object));
const svc = (attributes: Record<string, PyValue> = {}) => instance("sklearn.svm._classes.LinearSVC", attributes);

/** Every parameter of a vectorizer with its default, as version 1.9 pickles them. */
const DEFAULTS: Readonly<Record<string, PyValue>> = {
  input: "content",
  encoding: "utf-8",
  decode_error: "strict",
  strip_accents: null,
  preprocessor: null,
  tokenizer: null,
  analyzer: "word",
  lowercase: true,
  token_pattern: "(?u)\\b\\w\\w+\\b",
  stop_words: null,
  max_df: float(1),
  min_df: 1,
  max_features: null,
  ngram_range: [1, 1],
  vocabulary: null,
  binary: false,
};

describe("a description of a step", () => {
  it.each<readonly [string, PyObject]>([
    ["TfidfVectorizer()", tfidf({ ...DEFAULTS, dtype: named("numpy.float64"), norm: "l2", use_idf: true })],
    [
      "TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)",
      tfidf({ ...DEFAULTS, ngram_range: [1, 2], sublinear_tf: true }),
    ],
    [
      "CountVectorizer(dtype=numpy.float32, min_df=0.01, stop_words='english')",
      counts({ ...DEFAULTS, dtype: named("numpy.float32"), min_df: float(0.01), stop_words: "english" }),
    ],
    [
      "HashingVectorizer(alternate_sign=False, n_features=1024)",
      instance("sklearn.feature_extraction.text.HashingVectorizer", {
        ...DEFAULTS,
        n_features: 1024,
        alternate_sign: false,
      }),
    ],
    [
      "MultinomialNB(alpha=0.1)",
      instance("sklearn.naive_bayes.MultinomialNB", { alpha: float(0.1), fit_prior: true, class_prior: null }),
    ],
    ["MultinomialNB(alpha=1)", instance("sklearn.naive_bayes.MultinomialNB", { alpha: 1 })],
    [
      "SGDClassifier(alpha=1e-05, loss='log_loss')",
      instance("sklearn.linear_model._stochastic_gradient.SGDClassifier", { loss: "log_loss", alpha: float(1e-5) }),
    ],
    [
      "OneVsRestClassifier(estimator=LinearSVC(C=2.0))",
      instance("sklearn.multiclass.OneVsRestClassifier", { estimator: svc({ C: float(2) }), n_jobs: null }),
    ],
    [
      "CalibratedClassifierCV(cv=5, estimator=LinearSVC())",
      instance("sklearn.calibration.CalibratedClassifierCV", {
        cv: 5,
        estimator: svc({ C: float(1) }),
        method: "sigmoid",
      }),
    ],
    ["TfidfTransformer(norm=None)", tfidfTransformer({ norm: null, use_idf: true })],
  ])("%s", (expected, object) => {
    expect(described(object)).toBe(expected);
  });

  it("leaves out the default of any version", () => {
    const logistic = (attributes: Record<string, PyValue>) =>
      described(instance("sklearn.linear_model._logistic.LogisticRegression", attributes));
    for (const solver of ["liblinear", "warn", "lbfgs"]) expect(logistic({ solver })).toBe("LogisticRegression()");
    for (const strategy of ["ovr", "warn", "auto", "deprecated"])
      expect(logistic({ multi_class: strategy })).toBe("LogisticRegression()");
    expect(logistic({ solver: "saga", multi_class: "multinomial" })).toBe(
      "LogisticRegression(multi_class='multinomial', solver='saga')",
    );
  });

  it("leaves out what does not matter for answers, and attributes that are no parameters", () => {
    const object = svc({ verbose: 3, random_state: 7, coef_: null, my_own: "x" });
    expect(described(object)).toBe("LinearSVC()");
    expect(described(instance("sklearn.multiclass.OneVsRestClassifier", { n_jobs: 8, estimator: svc() }))).toBe(
      "OneVsRestClassifier(estimator=LinearSVC())",
    );
  });

  it("finds parameters of a TfidfVectorizer within its transformer, where versions up to 1.0 have them", () => {
    const within = tfidfTransformer({ norm: "l1", sublinear_tf: true, use_idf: true });
    expect(described(tfidf({ _tfidf: within }))).toBe("TfidfVectorizer(norm='l1', sublinear_tf=True)");
  });

  it("of a union lists its parts with their names", () => {
    const parts: PyValue = [
      ["words", counts({ binary: true })],
      ["letters", tfidf({ analyzer: "char" })],
    ];
    expect(
      described(instance("sklearn.pipeline.FeatureUnion", { transformer_list: parts, transformer_weights: null })),
    ).toBe(
      "FeatureUnion(transformer_list=['words': CountVectorizer(binary=True), 'letters': TfidfVectorizer(analyzer='char')])",
    );
  });

  it("goes three estimators deep, so that one within itself ends", () => {
    const endless = instance("sklearn.multiclass.OneVsRestClassifier");
    (endless.state as Map<PyValue, PyValue>).set("estimator", endless);
    expect(described(endless)).toMatch(
      /^(OneVsRestClassifier\(estimator=){4}sklearn\.multiclass\.OneVsRestClassifier\(…\)\){4}$/,
    );
  });

  it("of a class without known parameters is its name alone", () => {
    expect(described(instance("sklearn.pipeline.Pipeline", { steps: [] }))).toBe("Pipeline()");
    expect(described(instance("sklearn.x.constructor", { name: "x" }))).toBe("constructor()");
  });
});

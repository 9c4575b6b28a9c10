/** What is refused because there is too much of it: each once, with its whole message, and what is just within the limit. */

import { describe, expect, it } from "vitest";
import type { PyObject, PyValue } from "../../../src/import/pickle/values.js";
import { importModel } from "../../../src/library/import.js";
import { rejectionOf } from "../../support/errors.js";
import { pickleOf } from "./pickle-of.js";
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

const rest = (within: PyObject): PyObject =>
  instance("sklearn.multiclass.OneVsRestClassifier", { classes_: texts("ham", "spam"), estimators_: [within] });
const union = (...parts: readonly PyObject[]): PyObject =>
  instance("sklearn.pipeline.FeatureUnion", { transformer_list: parts.map((part, i): PyValue => [`part${i}`, part]) });
/** A thing within another so many times. */
const nested = (times: number, around: (within: PyObject) => PyObject, innermost: PyObject): PyObject =>
  times === 0 ? innermost : around(nested(times - 1, around, innermost));
const normalizer = (): PyObject => instance("sklearn.preprocessing._data.Normalizer", { norm: "l1" });

describe("classifiers within each other", () => {
  const withModel = (model: PyObject) => () => plansOf(pipeline(["text", tfidf()], ["model", model]));

  it("may be four", () => {
    expect(withModel(nested(3, rest, logistic()))().classifier.functions).toHaveLength(1);
  });

  it("are refused if they are five", () => {
    expect(refusalOf(withModel(nested(4, rest, logistic())))).toMatchObject({
      code: "limit",
      message:
        "step 'model': estimator 0: estimator 0: estimator 0: estimator 0: more than 4 classifiers within each other; import the innermost",
    });
  });
});

describe("unions", () => {
  const withUnion = (of: PyObject, features: number) => () =>
    plansOf(pipeline(["text", of], ["model", bayes({}, 2, features)]));

  it("may be four within each other, and are refused if they are five", () => {
    expect(withUnion(nested(4, union, counts()), 3)().features.features).toBe(3);
    expect(refusalOf(withUnion(nested(5, union, counts()), 3))).toMatchObject({
      code: "limit",
      message: expect.stringMatching(
        /^step 'text'.*'part0' \(FeatureUnion\): more than 4 unions within each other; use one$/,
      ),
    });
  });

  it("may have a hundred vectorizers, and are refused if they have one more", () => {
    const of = (count: number): PyObject => union(...Array<PyObject>(count).fill(counts()));
    expect(withUnion(of(100), 300)().features.blocks).toHaveLength(100);
    expect(refusalOf(withUnion(of(101), 303))).toMatchObject({
      code: "limit",
      message: "step 'text' (FeatureUnion): more than 100 vectorizers; use fewer",
    });
  });
});

describe("a pipeline", () => {
  it("is refused if it has more than a hundred steps, those of pipelines within it too", () => {
    const ten = pipeline(...Array<PyValue>(10).fill(normalizer()));
    const message = "Pipeline: more than 100 steps; save a shorter pipeline";
    expect(refusalOf(() => plansOf(pipeline(tfidf(), ...Array<PyValue>(10).fill(ten), logistic())))).toMatchObject({
      code: "limit",
      message,
    });
  });

  it("is refused if it has more operations than an artifact holds", async () => {
    const many = pipeline(tfidf(), ...Array<PyValue>(30).fill(normalizer()), logistic());
    expect(await rejectionOf(importModel(pickleOf(many)))).toMatchObject({
      code: "limit",
      message:
        "dump 1: the model has more than an artifact can hold: its number of operations has a value of the wrong type or out of range; " +
        "save a simpler pipeline",
    });
  });
});

describe("a token pattern", () => {
  it("of a mebibyte is refused within a second", () => {
    const vectorizer = counts({ token_pattern: "ab".repeat(2 ** 19) });
    const start = performance.now();
    expect(refusalOf(() => plansOf(pipeline(vectorizer, bayes())))).toMatchObject({ code: "parameter" });
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("a sparse matrix", () => {
  it("is refused if it has more rows than can be read, with its place", () => {
    const diagonal = instance("scipy.sparse._csr.csr_matrix", {
      _shape: [2 ** 29, 2 ** 29],
      data: floats([1]),
      indices: ints(0),
      indptr: ints(0, 1),
    });
    const weights = tfidfTransformer({ idf_: null, _idf_diag: diagonal });
    expect(
      refusalOf(() => plansOf(pipeline(["text", counts()], ["weights", weights], ["model", bayes()]))),
    ).toMatchObject({
      code: "limit",
      message: expect.stringMatching(
        /^step 'weights': _idf_diag: a sparse matrix of 536870912 × 536870912; at most 268435456 rows/,
      ),
    });
  });
});

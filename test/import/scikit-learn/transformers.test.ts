/** Transformers of features: the operations that each stands for, with their factors. */

import { describe, expect, it } from "vitest";
import type { PyObject, PyValue } from "../../../src/import/pickle/values.js";
import { plansOf } from "./plans.js";
import { bayes, counts, floats, instance, named, pipeline, singles, tfidf, tfidfTransformer } from "./python-values.js";

type Attributes = Record<string, PyValue>;

/** The operations behind counting, each with its factors. */
function operationsOf(...steps: readonly PyObject[]) {
  const { blocks, operations } = plansOf(pipeline(...steps, bayes())).features;
  return [...blocks.flatMap((block) => block.operations), ...operations].map(({ operation, factors }) =>
    factors ? { ...operation, factors: [...factors] } : operation,
  );
}

const scaler = (attributes: Attributes): PyObject =>
  instance("sklearn.preprocessing._data.MaxAbsScaler", { _sklearn_version: "1.9.1", ...attributes });
const normalizer = (attributes: Attributes): PyObject =>
  instance("sklearn.preprocessing._data.Normalizer", { _sklearn_version: "1.9.1", ...attributes });

describe("MaxAbsScaler", () => {
  it("multiplies by the reciprocals of its scales", () => {
    expect(operationsOf(counts(), scaler({ scale_: floats([2, 3, 0.1]) }))).toEqual([
      { name: "factors", factors: [1 / 2, 1 / 3, 1 / 0.1] },
    ]);
  });

  it("rounds the reciprocals if its scales are of single precision", () => {
    expect(operationsOf(counts(), scaler({ scale_: singles([2, 3, 8]) }))).toEqual([
      { name: "factors", factors: [1 / 2, Math.fround(1 / 3), 1 / 8] },
    ]);
  });

  it("clips if it is told to", () => {
    const names = operationsOf(counts(), scaler({ scale_: floats([1, 1, 1]), clip: true })).map(({ name }) => name);
    expect(names).toEqual(["factors", "clip"]);
    expect(operationsOf(counts(), scaler({ scale_: floats([1, 1, 1]), clip: false }))).toHaveLength(1);
  });
});

describe("Normalizer", () => {
  it.each(["l1", "l2", "max"])("divides by the norm %s", (norm) => {
    expect(operationsOf(counts(), normalizer({ norm }))).toEqual([{ name: "norm", norm }]);
  });

  it("divides by the Euclidean length if nothing else is said", () => {
    expect(operationsOf(counts(), normalizer({}))).toEqual([{ name: "norm", norm: "l2" }]);
  });
});

describe("TfidfTransformer", () => {
  it("takes logarithms first, then weighs, then divides by the norm", () => {
    const all = tfidfTransformer({ sublinear_tf: true, norm: "l1", idf_: floats([1, 2, 3]) });
    expect(operationsOf(counts(), all)).toEqual([
      { name: "logarithm" },
      { name: "factors", factors: [1, 2, 3] },
      { name: "norm", norm: "l1" },
    ]);
  });

  it("does nothing if everything is off", () => {
    expect(operationsOf(counts(), tfidfTransformer({ use_idf: false, idf_: null, norm: null }))).toEqual([]);
  });

  it("within a TfidfVectorizer decides by its own parameters, and not by those of the vectorizer", () => {
    const within = tfidfTransformer({ norm: "l1", idf_: floats([1, 2, 3]) });
    expect(operationsOf(tfidf({ norm: "l2", sublinear_tf: true, _tfidf: within }))).toEqual([
      { name: "factors", factors: [1, 2, 3] },
      { name: "norm", norm: "l1" },
    ]);
  });
});

describe("several transformers", () => {
  it("work one after the other, in the precision of the vectorizer", () => {
    const single = counts({ dtype: named("numpy.float32") });
    const names = operationsOf(
      single,
      normalizer({ norm: "max" }),
      scaler({ scale_: singles([1, 1, 1]) }),
      normalizer({}),
    );
    expect(names.map(({ name }) => name)).toEqual(["float32", "norm", "factors", "norm"]);
  });
});

/** What depends on the version of scikit-learn. The rules were read in the sources of 17 versions, and each was run. */

import { describe, expect, it } from "vitest";
import type { Operation } from "../../../src/core/models/scikit-learn/settings.js";
import type { PyObject, PyValue } from "../../../src/import/pickle/values.js";
import { importModel } from "../../../src/library/import.js";
import { load } from "../../../src/library/load.js";
import { pickleOf } from "./pickle-of.js";
import { plansOf } from "./plans.js";
import {
  bayes,
  counts,
  float,
  floats,
  hashing,
  instance,
  logistic,
  named,
  pipeline,
  singles,
  texts,
  tfidf,
  tfidfTransformer,
} from "./python-values.js";

const OF_THREE = {
  classes_: texts("a", "b", "c"),
  coef_: floats(Array(9).fill(1), [3, 3]),
  intercept_: floats([0, 0, 0]),
};

/** The operations on the features of a pipeline, those of its vectorizer first. */
function operationsOf(...steps: readonly PyObject[]): Operation[] {
  const { features, classifier } = plansOf(pipeline(...steps, bayes()));
  const planned = [
    ...features.blocks.flatMap((block) => block.operations),
    ...features.operations,
    ...classifier.operations,
  ];
  return planned.map(({ operation }) => operation);
}
const namesOf = (...steps: readonly PyObject[]): string[] => operationsOf(...steps).map(({ name }) => name);

describe("the link of LogisticRegression", () => {
  /** By version, `multi_class` (undefined: the file has none) and solver: of two classes, of three. */
  const LINKS: readonly (readonly [string, string | undefined, string, string, string])[] = [
    ["0.18.2", "ovr", "liblinear", "logistic", "logistic"],
    ["0.19.2", "multinomial", "lbfgs", "logistic", "softmax"],
    ["0.20.4", "warn", "warn", "logistic", "logistic"],
    ["0.20.4", "multinomial", "lbfgs", "softmax", "softmax"],
    ["0.21.3", "auto", "liblinear", "logistic", "logistic"],
    ["0.24.2", "auto", "lbfgs", "logistic", "softmax"],
    ["1.1.3", "ovr", "lbfgs", "logistic", "logistic"],
    ["1.2.2", "auto", "newton-cholesky", "logistic", "logistic"],
    ["1.5.2", "deprecated", "newton-cholesky", "logistic", "logistic"],
    ["1.5.2", "deprecated", "lbfgs", "logistic", "softmax"],
    ["1.6.1", "deprecated", "newton-cholesky", "logistic", "softmax"],
    ["1.7.2", "multinomial", "lbfgs", "softmax", "softmax"],
    ["1.7.2", "auto", "liblinear", "logistic", "logistic"],
    ["1.8.0", undefined, "lbfgs", "logistic", "softmax"],
    ["1.9.1", undefined, "newton-cholesky", "logistic", "softmax"],
  ];

  it.each(LINKS)(
    "of %s with multi_class=%s and solver=%s is %s of two classes, %s of three",
    (version, strategy, solver, two, three) => {
      const attributes = {
        _sklearn_version: version,
        solver,
        ...(strategy !== undefined && { multi_class: strategy }),
      };
      const linkOf = (more: Record<string, PyValue>) =>
        plansOf(pipeline(counts({ _sklearn_version: version }), logistic({ ...attributes, ...more }))).classifier
          .settings;
      expect(linkOf({})).toEqual({ kind: "linear", classes: 2, link: two });
      expect(linkOf(OF_THREE)).toEqual({ kind: "linear", classes: 3, link: three });
    },
  );
});

describe("the link of SGDClassifier", () => {
  it.each([
    ["log", "logistic"],
    ["log_loss", "logistic"],
    ["modified_huber", "modified-huber"],
    ["hinge", "none"],
    ["squared_error", "none"],
  ])("with loss=%s is %s", (loss, link) => {
    const state = Object.fromEntries(logistic({ loss }).state as Map<string, PyValue>);
    const sgd = instance("sklearn.linear_model._stochastic_gradient.SGDClassifier", state);
    expect(plansOf(pipeline(counts(), sgd)).classifier.settings).toMatchObject({ link });
  });
});

describe("idf", () => {
  it("is a product of sparse matrices until 1.4, which turns the order round, and is multiplied in place later", () => {
    const old = (version: string) => tfidfTransformer({ _sklearn_version: version });
    for (const version of ["0.18.2", "1.4.2"])
      expect(namesOf(counts(), old(version))).toEqual(["factors", "reverse", "norm"]);
    for (const version of ["1.5.2", "1.9.1"]) expect(namesOf(counts(), old(version))).toEqual(["factors", "norm"]);
  });

  it("of double precision makes double features of single ones until 1.4", () => {
    const single = (version: string) => counts({ _sklearn_version: version, dtype: named("numpy.float32") });
    const doubles = (version: string) => tfidfTransformer({ _sklearn_version: version });
    expect(namesOf(single("1.4.2"), doubles("1.4.2"))).toEqual(["float32", "float64", "factors", "reverse", "norm"]);
    expect(namesOf(single("1.5.2"), doubles("1.5.2"))).toEqual(["float32", "factors", "norm"]);
    const singlesToo = tfidfTransformer({ _sklearn_version: "1.4.2", idf_: singles([1, 2, 3]) });
    expect(namesOf(single("1.4.2"), singlesToo)).toEqual(["float32", "factors", "reverse", "norm"]);
  });

  it("is decided by use_idf until 1.4, and by the numbers that are there later", () => {
    const off = { use_idf: false, norm: null };
    expect(namesOf(counts(), tfidfTransformer({ ...off, idf_: null }))).toEqual([]);
    expect(namesOf(counts(), tfidfTransformer(off))).toEqual(["factors"]);
  });
});

describe("a TfidfVectorizer of single precision", () => {
  it("made its features double at once until 0.19", () => {
    const vectorizer = (version: string) =>
      tfidf({
        _sklearn_version: version,
        dtype: named("numpy.float32"),
        _tfidf: tfidfTransformer({ _sklearn_version: version, idf_: singles([1, 1, 1]), norm: null }),
      });
    expect(namesOf(vectorizer("0.19.2"))).toEqual(["factors", "reverse"]);
    expect(namesOf(vectorizer("0.20.4"))).toEqual(["float32", "factors", "reverse"]);
  });
});

describe("a FeatureUnion", () => {
  const union = (version: string, parts: readonly PyObject[]) =>
    instance("sklearn.pipeline.FeatureUnion", {
      _sklearn_version: version,
      transformer_list: parts.map((part, i) => [`${i}`, part]),
    });
  const operationsOn = (version: string, parts: readonly PyObject[]) =>
    plansOf([union(version, parts), bayes({}, 2, 3 * parts.length)]).features.operations.map(
      ({ operation }) => operation.name,
    );

  it("sorts features until 0.24, if it has more than one part", () => {
    expect(operationsOn("0.24.2", [counts(), counts()])).toEqual(["float64", "ascending"]);
    expect(operationsOn("0.24.2", [counts()])).toEqual(["float64"]);
    expect(operationsOn("1.0.2", [counts(), counts()])).toEqual(["float64"]);
  });
});

describe("strip_accents", () => {
  it("kept characters that were decomposed already until 0.21", () => {
    const settings = (version: string) =>
      plansOf(pipeline(counts({ _sklearn_version: version }), bayes())).features.blocks[0]!.settings;
    expect(settings("0.21.3").keepsDecomposed).toBe(true);
    expect(settings("0.22.2.post1").keepsDecomposed).toBe(false);
  });
});

describe("OneVsRestClassifier", () => {
  it("lets the last of equal classes win until 1.7, and the first from 1.8 on", () => {
    const lastWins = (version: string) => {
      const rest = instance("sklearn.multiclass.OneVsRestClassifier", {
        _sklearn_version: version,
        classes_: texts("a", "b", "c"),
        estimators_: [logistic(), logistic(), logistic()],
      });
      return plansOf(pipeline(counts(), rest)).classifier.settings;
    };
    expect(lastWins("1.7.2")).toMatchObject({ lastWins: true });
    expect(lastWins("1.8.0")).toMatchObject({ lastWins: false });
  });
});

describe("Normalizer(norm='max')", () => {
  /** "orbit" counts −1 at 433 of 1024 features, "rocket" +1 at 923; they have the weights 1 and 10. */
  async function scoreOf(version: string, text: string): Promise<number> {
    const weights = Array.from({ length: 1024 }, (_, f) => (f === 433 ? 1 : f === 923 ? 10 : 0));
    const model = pipeline(
      hashing({ _sklearn_version: version, n_features: 1024, norm: null }),
      instance("sklearn.preprocessing.data.Normalizer", { _sklearn_version: version, norm: "max" }),
      logistic({
        _sklearn_version: version,
        coef_: floats(weights, [1, 1024]),
        intercept_: float(0),
        classes_: texts("0", "1"),
      }),
    );
    const { top } = load(await importModel(pickleOf(model))).predict(text, 2);
    return top.find(({ category }) => category === "1")!.score;
  }

  it("divides by the greatest size from 0.23 on", async () => {
    expect(await scoreOf("0.24.2", "orbit orbit rocket")).toBe(-1 + 10 / 2);
    expect(await scoreOf("1.9.1", "orbit orbit orbit orbit rocket")).toBe(-1 + 10 / 4);
  });

  it("divides by the greatest value until 0.22, which matters where signs of hashes make some negative", async () => {
    // scikit-learn 0.22.2: transform of [-2, 1] gives [-2, 1], of [-1, 2] gives [-0.5, 1].
    expect(await scoreOf("0.22.2.post1", "orbit rocket rocket")).toBe(-0.5 + 10);
    expect(await scoreOf("0.22.2.post1", "orbit orbit rocket")).toBe(-2 + 10);
  });
});

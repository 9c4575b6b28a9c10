/** Classifiers over pipelines, each with a vectorizer of its own: side by side, and within memory. */

import { describe, expect, it } from "vitest";
import type { PyObject, PyValue } from "../../../src/import/pickle/values.js";
import { Refusal } from "../../../src/import/refusal.js";
import { importModel } from "../../../src/library/import.js";
import { load } from "../../../src/library/load.js";
import { pickleOf } from "./pickle-of.js";
import { plansOf } from "./plans.js";
import { counts, float, floats, instance, logistic, pipeline, texts, tfidf } from "./python-values.js";

const rest = (classes: readonly string[], members: readonly PyValue[]): PyObject =>
  instance("sklearn.multiclass.OneVsRestClassifier", {
    _sklearn_version: "1.9.1",
    classes_: texts(...classes),
    estimators_: [...members],
  });
const weighted = (...weights: number[]): PyObject =>
  logistic({ coef_: floats(weights, [1, weights.length]), intercept_: float(0) });

describe("one against the rest over pipelines", () => {
  const members = [
    pipeline(counts({}, ["ham", "egg"]), weighted(1, 2)),
    pipeline(counts({}, ["spam"]), weighted(4)),
    pipeline(counts({ binary: true }, ["news", "ham", "spam"]), weighted(8, 16, 32)),
  ];
  const model = rest(["a", "b", "c"], members);

  it("gives each function the weights of its own features, and none of the others", () => {
    const { features, classifier } = plansOf(model);
    expect(features.features).toBe(2 + 1 + 3);
    expect(features.blocks.map(({ terms }) => terms)).toEqual([["ham", "egg"], ["spam"], ["news", "ham", "spam"]]);
    expect(classifier.functions).toHaveLength(3);
  });

  it("scores a text as each pipeline does, with its own parameters", async () => {
    const classifier = load(await importModel(pickleOf(model)));
    const { top } = classifier.predict("ham ham egg spam spam", 3);
    const scores = Object.fromEntries(top.map(({ category, score }) => [category, score]));
    expect(scores).toEqual({ a: 1 * 2 + 2 * 1, b: 4 * 2, c: 16 + 32 });
  });

  it("names the classes of a calibration over pipelines", async () => {
    const sigmoid = instance("sklearn.calibration._SigmoidCalibration", { a_: float(-1), b_: float(0) });
    const member = (...weights: number[]): PyObject =>
      instance("sklearn.calibration._CalibratedClassifier", {
        estimator: pipeline(counts({}, ["ham", "egg"]), weighted(...weights)),
        calibrators: [sigmoid],
      });
    const calibrated = instance("sklearn.calibration.CalibratedClassifierCV", {
      _sklearn_version: "1.9.1",
      classes_: texts("no", "yes"),
      calibrated_classifiers_: [member(1, 2), member(3, 0)],
    });
    const { top } = load(await importModel(pickleOf(calibrated))).predict("ham egg", 2);
    const sigmoidOf = (x: number): number => 1 / (1 + Math.exp(-x));
    expect(top.find(({ category }) => category === "yes")!.probability).toBeCloseTo(
      (sigmoidOf(3) + sigmoidOf(3)) / 2,
      14,
    );
  });
});

describe("a small dump over pipelines", () => {
  it("does not take 64 MiB because one pipeline stands in it many times", () => {
    const [classes, features] = [150, 1000];
    const terms = Array.from({ length: features }, (_, i) => `t${i}`);
    const one = pipeline(tfidf({}, terms), weighted(...terms.map((_, i) => i + 1)));
    const names = Array.from({ length: classes }, (_, i) => `c${i}`);
    const model = rest(names, Array(classes).fill(one));
    expect(pickleOf(model).length).toBeLessThan(2 ** 16);
    let bytes = 0;
    try {
      const buffers = new Set(plansOf(model).classifier.functions.map(({ weights }) => weights.buffer));
      for (const buffer of buffers) bytes += buffer.byteLength;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      expect(error.code).toBe("limit");
    }
    expect(bytes).toBeLessThan(64 * 2 ** 20);
  });
});

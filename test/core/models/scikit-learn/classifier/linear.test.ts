/** Linear classifiers and naive Bayes: scores and probabilities against the formulas of scikit-learn. */

import { describe, expect, it } from "vitest";
import type { Link } from "../../../../../src/core/models/scikit-learn/settings.js";
import { argmax } from "../../../../../src/core/predict/ranking.js";
import { linear, naiveBayes, probabilities, scorerOf, scores, sigmoid } from "./scorers.js";

function expectAll(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i]!, 14);
}

describe("a linear classifier", () => {
  it("of three classes has a function for each, and the sums for scores", () => {
    const scorer = scorerOf(linear(3));
    expect([scorer.functions, scorer.isDecision]).toEqual([3, true]);
    expect(scores(scorer, 0.5, -2, 7)).toEqual([0.5, -2, 7]);
  });

  it("of two classes has one function, whose sign decides", () => {
    const scorer = scorerOf(linear(2));
    expect(scorer.functions).toBe(1);
    expect(scores(scorer, 0.5)).toEqual([-0.5, 0.5]);
    expect(scores(scorer, -0.5)).toEqual([0.5, -0.5]);
  });

  it("gives the first of two classes a decision value of 0, as scikit-learn does", () => {
    for (const zero of [0, -0]) expect(argmax(Float64Array.from(scores(scorerOf(linear(2)), zero)))).toBe(0);
  });

  it("gives the first of several equal scores, be they positive, zero or negative", () => {
    for (const value of [3, 0, -3]) {
      expect(argmax(Float64Array.from(scores(scorerOf(linear(4)), value - 1, value, value, value)))).toBe(1);
    }
  });

  it("of one class has one function and always answers it", () => {
    const scorer = scorerOf(linear(1, "softmax"));
    expect(scorer.functions).toBe(1);
    expect(scores(scorer, -4)).toEqual([-4]);
    expect(probabilities(scorer, -4)).toEqual([1]);
    for (const link of ["logistic", "modified-huber"] as const)
      expect(probabilities(scorerOf(linear(1, link)), 0.5)).toEqual([1]);
  });

  it("takes its sums from the place that it is given", () => {
    const found = new Float64Array(3);
    scorerOf(linear(3)).score(Float64Array.of(9, 9, 1, 2, 3), 2, found);
    expect([...found]).toEqual([1, 2, 3]);
    const pair = new Float64Array(2);
    scorerOf(linear(2)).score(Float64Array.of(9, 9, 4), 2, pair);
    expect([...pair]).toEqual([-4, 4]);
  });

  it("names the function of each class; the first of two has the negative one", () => {
    const three = scorerOf(linear(3));
    expect([0, 1, 2].map((target) => three.functionOf!(target))).toEqual([
      { index: 0, sign: 1 },
      { index: 1, sign: 1 },
      { index: 2, sign: 1 },
    ]);
    const two = scorerOf(linear(2));
    expect([0, 1].map((target) => two.functionOf!(target))).toEqual([
      { index: 0, sign: -1 },
      { index: 0, sign: 1 },
    ]);
  });

  it("has no probabilities without a link", () => {
    expect(scorerOf(linear(3)).probabilities).toBeUndefined();
  });
});

describe("probabilities of a linear classifier", () => {
  it("logistic: a sigmoid for each class, divided by their sum", () => {
    const each = [sigmoid(1), sigmoid(-2), sigmoid(0.5)];
    const sum = each[0]! + each[1]! + each[2]!;
    expectAll(
      probabilities(scorerOf(linear(3, "logistic")), 1, -2, 0.5),
      each.map((p) => p / sum),
    );
  });

  it("logistic: of two classes the first has what the second leaves", () => {
    expectAll(probabilities(scorerOf(linear(2, "logistic")), 0.75), [1 - sigmoid(0.75), sigmoid(0.75)]);
    // Python computes 1 − p, which is 0 where p rounds to 1.
    expect(probabilities(scorerOf(linear(2, "logistic")), 40)).toEqual([0, 1]);
    expect(probabilities(scorerOf(linear(2, "logistic")), -1000)).toEqual([1, 0]);
  });

  it("logistic: equal where each is 0, as scikit-learn has it from 1.9 on; before it gave no numbers", () => {
    // SGDClassifier(loss="log_loss") of scikit-learn 1.9.1, with decision values of −1600: predict_proba is 1 ⁄ 3 for each.
    expect(probabilities(scorerOf(linear(3, "logistic")), -1600.1, -1600.2, -1600.3)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it("softmax: e^s over the sum of all", () => {
    const sum = Math.exp(1) + Math.exp(-2) + Math.exp(0.5);
    expectAll(probabilities(scorerOf(linear(3, "softmax")), 1, -2, 0.5), [
      Math.exp(1) / sum,
      Math.exp(-2) / sum,
      Math.exp(0.5) / sum,
    ]);
  });

  it("softmax: of two classes with scores −d and d, a sigmoid of 2 d", () => {
    expectAll(probabilities(scorerOf(linear(2, "softmax")), 0.3), [1 - sigmoid(0.6), sigmoid(0.6)]);
  });

  it("modified-huber: (s + 1) ⁄ 2 within 0 and 1, divided by the sum", () => {
    const scorer = scorerOf(linear(3, "modified-huber"));
    expectAll(probabilities(scorer, 0.5, -0.5, -3), [0.75, 0.25, 0]);
    expectAll(probabilities(scorer, 3, 1, 0), [0.4, 0.4, 0.2]);
    expect(probabilities(scorerOf(linear(2, "modified-huber")), 0.5)).toEqual([0.25, 0.75]);
    expect(probabilities(scorerOf(linear(2, "modified-huber")), 5)).toEqual([0, 1]);
  });

  it("modified-huber: equal where no class has any", () => {
    expect(probabilities(scorerOf(linear(4, "modified-huber")), -1, -2, -3, -1.5)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it.each<Link>(["logistic", "softmax", "modified-huber"])("%s: rank as the scores do", (link) => {
    const found = probabilities(scorerOf(linear(4, link)), -0.25, 0.5, 0.1, -0.75);
    expect([...found.keys()].sort((a, b) => found[b]! - found[a]!)).toEqual([1, 2, 0, 3]);
    expect(found.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  });
});

describe("naive Bayes", () => {
  it("has a function for each class, be it one or two, and the sums for scores", () => {
    for (const classes of [1, 2, 3]) {
      const scorer = scorerOf(naiveBayes(classes));
      const sums = [-5, -3, -4].slice(0, classes);
      expect([scorer.functions, scorer.isDecision]).toEqual([classes, false]);
      expect(scores(scorer, ...sums)).toEqual(sums);
      expect(scorer.functionOf!(classes - 1)).toEqual({ index: classes - 1, sign: 1 });
    }
  });

  it("takes its sums from the place that it is given", () => {
    const found = new Float64Array(2);
    scorerOf(naiveBayes(2)).score(Float64Array.of(9, -1, -2), 1, found);
    expect([...found]).toEqual([-1, -2]);
  });

  it("turns joint log likelihoods into probabilities, however small those are", () => {
    expectAll(probabilities(scorerOf(naiveBayes(2)), Math.log(0.3), Math.log(0.1)), [0.75, 0.25]);
    const far = probabilities(scorerOf(naiveBayes(3)), -1000, -1001, -999);
    // np.exp(x - scipy.special.logsumexp(x)): the difference of two large numbers has fewer digits than a softmax.
    expectAll(far, [0.24472847105478585, 0.09003057317037612, 0.6652409557747898]);
    expect(probabilities(scorerOf(naiveBayes(1)), -123.456)).toEqual([1]);
  });

  it("gives the first of several equal likelihoods", () => {
    expect(argmax(Float64Array.from(scores(scorerOf(naiveBayes(3)), -2, -1, -1)))).toBe(1);
  });
});

/** `OneVsRestClassifier`: a decision for each class, who wins a tie, and probabilities. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClassifierSettings, Link } from "../../../../../src/core/models/scikit-learn/settings.js";
import { argmax } from "../../../../../src/core/predict/ranking.js";
import { linear, naiveBayes, probabilities, scorerOf, scores, sigmoid } from "./scorers.js";

const overMembers = (classes: number, member: ClassifierSettings, lastWins = false): ClassifierSettings => ({
  kind: "one-versus-rest",
  classes,
  lastWins,
  members: Array(classes === 2 ? 1 : classes).fill(member),
});
const ofLinear = (classes: number, lastWins = false, link: Link = "none"): ClassifierSettings =>
  overMembers(classes, linear(2, link), lastWins);
const ofNaiveBayes = (classes: number, lastWins = false): ClassifierSettings =>
  overMembers(classes, naiveBayes(2), lastWins);

const winner = (settings: ClassifierSettings, ...sums: number[]): number =>
  argmax(Float64Array.from(scores(scorerOf(settings), ...sums)));

describe("one against the rest, of linear classifiers", () => {
  it("has a function for each class, and the decision value of each for its score", () => {
    const scorer = scorerOf(ofLinear(3));
    expect([scorer.classes, scorer.functions, scorer.isDecision]).toEqual([3, 3, true]);
    expect(scores(scorer, -1, 0.5, 0.25)).toEqual([-1, 0.5, 0.25]);
  });

  it("has one function for two classes, whose sign decides", () => {
    const scorer = scorerOf(ofLinear(2));
    expect(scorer.functions).toBe(1);
    expect(scores(scorer, 0.5)).toEqual([-0.5, 0.5]);
    expect(winner(ofLinear(2), 0)).toBe(0);
    expect(winner(ofLinear(2, true), 0)).toBe(0);
  });

  it("takes its sums from the place that it is given", () => {
    const found = new Float64Array(3);
    scorerOf(ofLinear(3)).score(Float64Array.of(9, 1, 2, 3), 1, found);
    expect([...found]).toEqual([1, 2, 3]);
  });

  it("names the function of each class", () => {
    expect([0, 1, 2].map((target) => scorerOf(ofLinear(3)).functionOf!(target))).toEqual([
      { index: 0, sign: 1 },
      { index: 1, sign: 1 },
      { index: 2, sign: 1 },
    ]);
    expect([0, 1].map((target) => scorerOf(ofLinear(2)).functionOf!(target))).toEqual([
      { index: 0, sign: -1 },
      { index: 0, sign: 1 },
    ]);
  });

  it("has no probabilities if its members have none", () => {
    expect(scorerOf(ofLinear(3)).probabilities).toBeUndefined();
  });

  it("divides the probabilities of its members by their sum", () => {
    const each = [sigmoid(1), sigmoid(-2), sigmoid(0.5)];
    const sum = each[0]! + each[1]! + each[2]!;
    const found = probabilities(scorerOf(ofLinear(3, false, "logistic")), 1, -2, 0.5);
    for (const [i, probability] of found.entries()) expect(probability).toBeCloseTo(each[i]! / sum, 14);
    const [first, second] = probabilities(scorerOf(ofLinear(2, false, "logistic")), 0.75) as [number, number];
    expect(second).toBeCloseTo(sigmoid(0.75), 14);
    expect(first).toBeCloseTo(1 - sigmoid(0.75), 14);
  });

  it("gives each class 0 where no member gives it anything, as scikit-learn does from 1.7 on", () => {
    expect(probabilities(scorerOf(ofLinear(3, false, "modified-huber")), -2, -3, -4)).toEqual([0, 0, 0]);
  });
});

describe("one against the rest, of naive Bayes", () => {
  it("has two functions for each class, and the probability of each for its score", () => {
    const scorer = scorerOf(ofNaiveBayes(3));
    expect([scorer.functions, scorer.isDecision, scorer.functionOf]).toEqual([6, false, undefined]);
    const likelihoods = [Math.log(0.1), Math.log(0.3), Math.log(0.2), Math.log(0.2), Math.log(0.4), Math.log(0.1)];
    const expected = [0.75, 0.5, 0.2];
    for (const [i, score] of scores(scorer, ...likelihoods).entries()) expect(score).toBeCloseTo(expected[i]!, 14);
    const found = probabilities(scorer, ...likelihoods);
    for (const [i, p] of found.entries()) expect(p).toBeCloseTo(expected[i]! / 1.45, 14);
  });

  it("of two classes has one member: the second wins above one half", () => {
    const scorer = scorerOf(ofNaiveBayes(2));
    expect(scorer.functions).toBe(2);
    const found = scores(scorer, Math.log(0.1), Math.log(0.3));
    expect(found[0]).toBeCloseTo(0.25, 14);
    expect(found[1]).toBeCloseTo(0.75, 14);
    expect(probabilities(scorer, Math.log(0.1), Math.log(0.3))[1]).toBeCloseTo(0.75, 14);
    expect(winner(ofNaiveBayes(2), -1, -1)).toBe(0);
    expect(winner(ofNaiveBayes(2), -1, -1 + 1e-9)).toBe(1);
  });
});

describe("of several classes with the highest score", () => {
  const TIES = [
    [7, 7, 7],
    [1.5, 3, 3],
    [3, 1.5, 3],
    [0, -1, 0],
    [-0, 0, -0],
    [-2, -1e-300, -1e-300],
    [-5, -5, -6],
    [5e-324, 5e-324, 0],
    [-1e100, -1e100, -1e100],
  ] as const;

  it.each(TIES)("the first wins from scikit-learn 1.8 on, the last before: %f, %f, %f", (...sums) => {
    const highest = Math.max(...sums);
    const best = sums.flatMap((sum, i) => (sum === highest || (sum === 0 && highest === 0) ? [i] : []));
    expect(winner(ofLinear(3, false), ...sums)).toBe(best[0]);
    expect(winner(ofLinear(3, true), ...sums)).toBe(best.at(-1));
  });

  it("the last wins by the least that a number can be lower, and the winner keeps its score", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e100, max: 1e100, noNaN: true }), (value) => {
        const [first, second, last] = scores(scorerOf(ofLinear(3, true)), value, value - 1, value) as [
          number,
          number,
          number,
        ];
        expect(last).toBe(value);
        expect(first).toBeLessThan(value);
        // Nothing lies between the two.
        const between = first + (value - first) / 2;
        expect(between === first || between === value).toBe(true);
        if (value - 1 < value) expect(second).toBe(value - 1);
      }),
    );
  });

  it("every score stays as it is if the last is the highest alone, or the first wins", () => {
    expect(scores(scorerOf(ofLinear(3, true)), 1, 1, 2)).toEqual([1, 1, 2]);
    expect(scores(scorerOf(ofLinear(3, true)), 2, 1, 1)).toEqual([2, 1, 1]);
    expect(scores(scorerOf(ofLinear(3, false)), 2, 2, 2)).toEqual([2, 2, 2]);
  });

  it("equal probabilities tie as decision values do", () => {
    expect(winner(ofNaiveBayes(3, true), ...[-1, -1, -1, -1, -1, -9])).toBe(1);
    expect(winner(ofNaiveBayes(3, false), ...[-1, -1, -1, -1, -1, -9])).toBe(0);
  });
});

describe("one against the rest, nested", () => {
  it("adds up the functions of its members, and takes their sums in turn", () => {
    const inner = ofNaiveBayes(2);
    const scorer = scorerOf(overMembers(3, inner));
    expect(scorer.functions).toBe(6);
    const found = scores(scorer, ...[0, Math.log(3), 0, 0, Math.log(3), 0]);
    for (const [i, expected] of [0.75, 0.5, 0.25].entries()) expect(found[i]).toBeCloseTo(expected, 14);
  });
});

/** `CalibratedClassifierCV`: each calibrator by its formula, and the mean of several classifiers. */

import { describe, expect, it } from "vitest";
import type { CalibratorSettings, ClassifierSettings } from "../../../../../src/core/models/scikit-learn/settings.js";
import { linear, naiveBayes, probabilities, scorerOf, scores, sigmoid } from "./scorers.js";

const SIGMOID: CalibratorSettings = { kind: "sigmoid", points: 0, isSingle: false };
const TEMPERATURE: CalibratorSettings = { kind: "temperature", points: 0, isSingle: false };
const isotonic = (points: number, isSingle = false): CalibratorSettings => ({ kind: "isotonic", points, isSingle });

type Member = readonly [classifier: ClassifierSettings, ...calibrators: CalibratorSettings[]];

const calibrated = (classes: number, ...members: readonly Member[]): ClassifierSettings => ({
  kind: "calibrated",
  classes,
  members: members.map(([classifier, ...calibrators]) => ({ classifier, calibrators })),
});

/** The probability of the second of two classes that one isotonic calibrator gives a decision value. */
function isotonicOf(points: readonly (readonly [x: number, y: number])[], isSingle = false) {
  const numbers = [...points.map(([x]) => x), ...points.map(([, y]) => y)];
  const scorer = scorerOf(calibrated(2, [linear(2), isotonic(points.length, isSingle)]), ...numbers);
  return (score: number): number => scores(scorer, score)[1]!;
}

describe("a sigmoid calibrator", () => {
  it("gives the second of two classes 1 ⁄ (1 + e^(a·d + b)), and the first the rest", () => {
    const scorer = scorerOf(calibrated(2, [linear(2), SIGMOID]), -2, 0.5);
    const expected = sigmoid(2 * 0.75 - 0.5);
    const [first, second] = scores(scorer, 0.75);
    expect(second).toBeCloseTo(expected, 14);
    expect(first).toBe(1 - second!);
  });

  it("gives each of three classes its own, divided by their sum", () => {
    const scorer = scorerOf(calibrated(3, [linear(3), SIGMOID, SIGMOID, SIGMOID]), -1, 0, -2, 0.5, -3, 1);
    const each = [sigmoid(1), sigmoid(2 * -1 - 0.5), sigmoid(3 * 0.5 - 1)];
    const sum = each[0]! + each[1]! + each[2]!;
    for (const [i, score] of scores(scorer, 1, -1, 0.5).entries()) expect(score).toBeCloseTo(each[i]! / sum, 14);
  });

  it("gives all classes the same where each is 0", () => {
    const scorer = scorerOf(
      calibrated(4, [linear(4), SIGMOID, SIGMOID, SIGMOID, SIGMOID]),
      -1e6,
      0,
      -1e6,
      0,
      -1e6,
      0,
      -1e6,
      0,
    );
    expect(scores(scorer, -1, -2, -3, -4)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it("takes probabilities of a classifier without decision values", () => {
    const scorer = scorerOf(calibrated(2, [naiveBayes(2), SIGMOID]), -4, 1);
    expect(scores(scorer, Math.log(0.1), Math.log(0.3))[1]).toBeCloseTo(sigmoid(4 * 0.75 - 1), 13);
  });
});

describe("an isotonic calibrator", () => {
  const line = isotonicOf([
    [-1, 0.125],
    [0, 0.25],
    [2, 0.75],
  ]);

  it.each([
    ["at a point", 0, 0.25],
    ["at the first point", -1, 0.125],
    ["at the last point", 2, 0.75],
    ["below all points", -50, 0.125],
    ["above all points", 50, 0.75],
    ["between the first two", -0.5, 0.1875],
    ["between the last two", 0.5, 0.375],
    ["close to the last", 1.75, 0.6875],
  ])("%s", (_where, score, expected) => {
    expect(line(score)).toBe(expected);
  });

  it("finds the two points around a score among many", () => {
    const many = isotonicOf(Array.from({ length: 129 }, (_, i) => [i, i / 128] as const));
    for (const score of [0, 0.5, 1, 31.25, 64, 77.75, 127.5, 128]) expect(many(score)).toBe(score / 128);
  });

  it("of one point is level", () => {
    const level = isotonicOf([[0.3, 0.625]]);
    for (const score of [-1, 0.3, 5]) expect(level(score)).toBe(0.625);
  });

  it("gives the lower point where two points are so near that the slope overflows", () => {
    const steep = isotonicOf([
      [0, 0.25],
      [1e-310, 0.75],
    ]);
    expect(steep(5e-311)).toBe(0.25);
    expect(steep(1)).toBe(0.75);
  });

  it("rounds score and probability to single precision if its points are of that", () => {
    const points = [
      [0, 0],
      [1, 1],
    ] as const;
    expect(isotonicOf(points, true)(0.1)).toBe(Math.fround(0.1));
    expect(isotonicOf(points)(0.1)).toBe(0.1);
  });

  it("takes what rounding puts above 1 for 1, and leaves what is further", () => {
    expect(isotonicOf([[0, 1.000001]])(0)).toBe(1);
    expect(isotonicOf([[0, 1.25]])(0)).toBe(1.25);
  });
});

describe("a temperature", () => {
  it("multiplies all decision values before a softmax", () => {
    const scorer = scorerOf(calibrated(3, [linear(3), TEMPERATURE]), 2);
    const each = [Math.exp(2), Math.exp(-4), Math.exp(1)];
    const sum = each[0]! + each[1]! + each[2]!;
    for (const [i, score] of scores(scorer, 1, -2, 0.5).entries()) expect(score).toBeCloseTo(each[i]! / sum, 14);
  });

  it("takes −d and d of two classes", () => {
    expect(scores(scorerOf(calibrated(2, [linear(2), TEMPERATURE]), 1.5), 0.4)[1]).toBeCloseTo(
      sigmoid(2 * 1.5 * 0.4),
      14,
    );
  });

  it("takes logarithms of probabilities, a trillionth more than they are, so that 0 is no infinity", () => {
    const scorer = scorerOf(calibrated(2, [naiveBayes(2), TEMPERATURE]), 0.5);
    const [first, second] = [Math.sqrt(0.25 + 1e-12), Math.sqrt(0.75 + 1e-12)];
    expect(scores(scorer, Math.log(0.1), Math.log(0.3))[1]).toBeCloseTo(second / (first + second), 13);
    const [none, all] = [Math.sqrt(1e-12), Math.sqrt(1 + 1e-12)];
    expect(scores(scorer, -5000, -1)[0]! / (none / (none + all))).toBeCloseTo(1, 10);
  });
});

describe("several calibrated classifiers", () => {
  it("give the mean of their probabilities, each from functions and numbers of its own", () => {
    const settings = calibrated(2, [linear(2), SIGMOID], [naiveBayes(2), isotonic(2)], [linear(2), TEMPERATURE]);
    const scorer = scorerOf(settings, -1, 0.25, 0, 1, 0, 0.5, 3);
    expect(scorer.functions).toBe(1 + 2 + 1);
    const [first, second] = [sigmoid(0.5 - 0.25), 0.75 * 0.5];
    const third = sigmoid(2 * 3 * -0.125);
    const found = scores(scorer, 0.5, Math.log(0.1), Math.log(0.3), -0.125);
    expect(found[1]).toBeCloseTo((first + second + third) / 3, 14);
    expect(found[0]! + found[1]!).toBeCloseTo(1, 14);
  });

  it("have their probabilities for scores, and no function of a class alone", () => {
    const scorer = scorerOf(calibrated(2, [linear(2), SIGMOID]), -1, 0);
    expect([scorer.isDecision, scorer.functionOf]).toEqual([false, undefined]);
    expect(probabilities(scorer, 0.3)).toEqual(scores(scorer, 0.3));
  });

  it("take their sums from the place that they are given", () => {
    const scorer = scorerOf(calibrated(2, [linear(2), SIGMOID], [linear(2), SIGMOID]), -1, 0, -1, 0);
    const found = new Float64Array(2);
    scorer.score(Float64Array.of(99, -99, 1, 1), 2, found);
    expect(found[1]).toBeCloseTo(sigmoid(1), 14);
  });

  it("forget a text when the next one comes", () => {
    const scorer = scorerOf(calibrated(3, [linear(3), SIGMOID, SIGMOID, SIGMOID]), -1, 0, -1, 0, -1, 0);
    const before = scores(scorer, 1, 2, 3);
    scores(scorer, -9, 9, 4);
    expect(scores(scorer, 1, 2, 3)).toEqual(before);
  });

  it("calibrate one against the rest, and are its members", () => {
    const rest = (member: ClassifierSettings): ClassifierSettings => ({
      kind: "one-versus-rest",
      classes: 3,
      lastWins: false,
      members: [member, member, member],
    });
    const around = scorerOf(calibrated(3, [rest(linear(2)), SIGMOID, SIGMOID, SIGMOID]), -1, 0, -2, 0, -3, 0);
    const each = [sigmoid(0.5), sigmoid(-2), sigmoid(3)];
    const sum = each[0]! + each[1]! + each[2]!;
    for (const [i, score] of scores(around, 0.5, -1, 1).entries()) expect(score).toBeCloseTo(each[i]! / sum, 14);
    const within = scorerOf(rest(calibrated(2, [linear(2), SIGMOID])), -1, 0, -2, 0, -3, 0);
    for (const [i, score] of scores(within, 0.5, -1, 1).entries()) expect(score).toBeCloseTo(each[i]!, 14);
    for (const [i, p] of probabilities(within, 0.5, -1, 1).entries()) expect(p).toBeCloseTo(each[i]! / sum, 14);
  });
});

/** Checks of settings: everything that an import writes is taken, and what JSON cannot even say is refused. */

import { describe, expect, it } from "vitest";
import {
  checkClassifier,
  checkFeatures,
  checkOrigin,
} from "../../../../src/core/models/scikit-learn/check-settings.js";
import type {
  CalibratorSettings,
  ClassifierSettings,
  Operation,
} from "../../../../src/core/models/scikit-learn/settings.js";
import { LINKS, NORMS } from "../../../../src/core/models/scikit-learn/settings.js";
import { faultOf } from "../../../support/errors.js";
import { ORIGIN, vectorizer } from "./hand-model.js";
import { LINEAR_TWO } from "./lying-artifact.js";

const SIGMOID: CalibratorSettings = { kind: "sigmoid", points: 0, isSingle: false };
const ISOTONIC: CalibratorSettings = { kind: "isotonic", points: 1, isSingle: true };
const TEMPERATURE: CalibratorSettings = { kind: "temperature", points: 0, isSingle: false };

const featuresWith = (...operations: unknown[]): unknown => ({
  blocks: [{ vectorizer: vectorizer(3), operations: [] }],
  operations,
});
const rest = (classes: number, member: unknown): unknown => ({
  kind: "one-versus-rest",
  classes,
  lastWins: false,
  members: Array(classes === 2 ? 1 : classes).fill(member),
});
const calibrated = (classes: number, classifier: unknown, ...calibrators: unknown[]): unknown => ({
  kind: "calibrated",
  classes,
  members: [{ classifier, calibrators }],
});
const BAYES_TWO = { kind: "naive-bayes", classes: 2, isLikelihood: true };
/** One against the rest, of a member of one kind and two of another. */
const mixed = (one: unknown, others: unknown): unknown => ({
  kind: "one-versus-rest",
  classes: 3,
  lastWins: false,
  members: [one, others, others],
});
const linear = (classes: number): ClassifierSettings => ({ kind: "linear", classes, link: "none" });

const OPERATIONS: readonly Operation[] = [
  ...(["absolute", "logarithm", "factors", "clip", "ascending", "reverse", "float32", "float64"] as const).map(
    (name) => ({ name }),
  ),
  ...NORMS.map((norm) => ({ name: "norm", norm }) as const),
  { name: "multiply", by: -0.5 },
  { name: "multiply", by: 1e15 },
  { name: "binarize", above: 0 },
  { name: "binarize", above: 1e300 },
];

describe("checkFeatures", () => {
  it.each(OPERATIONS)("takes the operation %j, of a vectorizer and of all", (operation) => {
    const block = { vectorizer: vectorizer(3), operations: [operation] };
    const settings = { blocks: [block], operations: [operation] };
    expect(checkFeatures(settings)).toEqual(settings);
  });

  it("takes twelve operations, and every setting of a vectorizer", () => {
    expect(checkFeatures(featuresWith(...Array(12).fill({ name: "clip" })))).toMatchObject({ blocks: [{}] });
    for (const settings of [
      vectorizer(1),
      vectorizer(2 ** 31, { kind: "hashing", hasSigns: true, isBinary: true, keepsDecomposed: true }),
      vectorizer(5, {
        analyzer: "char",
        ngramRange: [1, 5],
        stripAccents: "unicode",
        tokenPattern: null,
        lowercase: false,
      }),
      vectorizer(5, {
        analyzer: "char_wb",
        ngramRange: [3, 3],
        stripAccents: "ascii",
        tokenPattern: "[a-z]+",
        stopWords: 318,
      }),
    ]) {
      const features = { blocks: [{ vectorizer: settings, operations: [] }], operations: [] };
      expect(checkFeatures(features)).toEqual(features);
    }
  });

  it.each([
    ["a product with infinity", { name: "multiply", by: Number.POSITIVE_INFINITY }],
    ["a product with what is no number", { name: "multiply", by: Number.NaN }],
    ["a threshold that is no number", { name: "binarize", above: Number.NaN }],
  ])("refuses %s", (_what, operation) => {
    expect(faultOf(() => checkFeatures(featuresWith(operation))).code).toBe("header-value");
  });
});

describe("checkClassifier", () => {
  it.each<readonly [string, number, unknown]>([
    ...LINKS.map((link) => [`linear, with the link ${link}`, 3, { ...linear(3), link }] as const),
    ["linear, of one class", 1, linear(1)],
    ["linear, of 65,535 classes", 65535, linear(65535)],
    ["naive Bayes, of one class", 1, { kind: "naive-bayes", classes: 1, isLikelihood: false }],
    ["one against the rest, of two classes", 2, rest(2, LINEAR_TWO)],
    ["one against the rest, of three classes", 3, rest(3, BAYES_TWO)],
    ["calibrated by a sigmoid, of two classes", 2, calibrated(2, LINEAR_TWO, SIGMOID)],
    ["calibrated by one of each kind", 3, calibrated(3, linear(3), SIGMOID, ISOTONIC, SIGMOID)],
    ["calibrated by a temperature, of two classes", 2, calibrated(2, LINEAR_TWO, TEMPERATURE)],
    ["calibrated by a temperature, of three classes", 3, calibrated(3, linear(3), TEMPERATURE)],
    ["one against the rest of calibrated ones", 3, rest(3, calibrated(2, LINEAR_TWO, SIGMOID))],
    ["one against the rest of one against the rest, with decision values", 3, rest(3, rest(2, LINEAR_TWO))],
    ["one against the rest of one against the rest, with probabilities", 3, rest(3, rest(2, BAYES_TWO))],
    ["members with a link beside naive Bayes", 3, mixed({ ...LINEAR_TWO, link: "logistic" }, BAYES_TWO)],
    ["four in each other", 2, rest(2, calibrated(2, rest(2, LINEAR_TWO), SIGMOID))],
  ])("takes %s", (_what, targets, settings) => {
    expect(checkClassifier(settings, targets)).toEqual(settings);
  });

  it.each([
    ["decision values beside probabilities", mixed(LINEAR_TWO, BAYES_TWO)],
    ["the same within one against the rest", mixed(rest(2, LINEAR_TWO), rest(2, BAYES_TWO))],
    ["decision values beside a calibration", mixed(LINEAR_TWO, calibrated(2, LINEAR_TWO, SIGMOID))],
  ])("refuses one against the rest of members that cannot be compared: %s", (_what, settings) => {
    expect(faultOf(() => checkClassifier(settings, 3)).code).toBe("header-value");
  });

  it("refuses five in each other", () => {
    const five = rest(2, rest(2, calibrated(2, rest(2, LINEAR_TWO), SIGMOID)));
    expect(faultOf(() => checkClassifier(five, 2))).toMatchObject({
      code: "header-value",
      message: expect.stringContaining("its classifier"),
    });
  });
});

describe("checkOrigin", () => {
  it("takes any files, a version or none, and any steps", () => {
    for (const origin of [ORIGIN, { files: [], version: null, steps: [] }]) expect(checkOrigin(origin)).toEqual(origin);
  });
});

describe("a fault", () => {
  it("names the part of the header, and the keys that it must have", () => {
    expect(faultOf(() => checkFeatures({})).message).toBe(
      "its features must have exactly these keys: blocks, operations",
    );
    expect(faultOf(() => checkFeatures(7)).message).toBe("its features has a value of the wrong type or out of range");
    expect(faultOf(() => checkClassifier(linear(3), 4)).message).toContain("number of classes");
  });
});

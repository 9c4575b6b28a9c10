/** An imported model: scores and probabilities of a text, what each term adds to them, and which terms a class has. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  CalibratorSettings,
  ClassifierSettings,
  Operation,
} from "../../../../src/core/models/scikit-learn/settings.js";
import { Classifier } from "../../../../src/core/predict/classifier.js";
import { errorOf } from "../../../support/errors.js";
import { type HandModel, modelOf, scoresOf } from "./hand-model.js";

const SIGMOID: CalibratorSettings = { kind: "sigmoid", points: 0, isSingle: false };
const LINEAR_TWO: ClassifierSettings = { kind: "linear", classes: 2, link: "logistic" };
const REST: ClassifierSettings = {
  kind: "one-versus-rest",
  classes: 3,
  lastWins: true,
  members: [LINEAR_TWO, LINEAR_TWO, LINEAR_TWO],
};
const BAYES: ClassifierSettings = { kind: "naive-bayes", classes: 3, isLikelihood: true };

const TERMS = ["goal", "mond", "orbit", "übung", "火箭"];
const TFIDF: Operation[] = [{ name: "factors" }, { name: "reverse" }, { name: "norm", norm: "l2" }];

/** Three classes with a weight of each kind: base weights, own ones, features that have all. */
const THREE: HandModel = {
  targets: ["space", "sport", "school"],
  blocks: [{ terms: TERMS, operations: TFIDF }],
  factors: [1, 2, 1.5, 3, 2.5],
  classifier: { kind: "linear", classes: 3, link: "softmax" },
  weights: [
    [-1, 0.5, 2, null, 1],
    [3, null, -1, 0.25, null],
    [0.125, null, 1, null, 2],
  ],
  base: [-0.5, 0, 0.75],
  intercepts: [0.1, -0.2, 0.3],
};
const TWO: HandModel = {
  ...THREE,
  targets: ["space", "sport"],
  classifier: LINEAR_TWO,
  weights: THREE.weights.slice(0, 1),
  base: [-0.5],
  intercepts: [0.1],
};

const EXPLAINED: readonly (readonly [string, HandModel])[] = [
  ["linear, of three classes", THREE],
  ["linear, of two classes", TWO],
  ["linear, of one class", { ...TWO, targets: ["all"], classifier: { kind: "linear", classes: 1, link: "none" } }],
  ["one against the rest", { ...THREE, classifier: REST }],
  ["naive Bayes", { ...THREE, classifier: BAYES }],
  [
    "of two vocabularies",
    {
      ...THREE,
      blocks: [{ terms: TERMS.slice(0, 2) }, { terms: TERMS.slice(2), operations: TFIDF.slice(1) }],
      factors: [],
    },
  ],
];

const texts = fc.array(fc.constantFrom(...TERMS, "unheard", "Goal"), { maxLength: 12 }).map((words) => words.join(" "));

describe("score of a model", () => {
  it("is the sum of weights and features, in the order of its row", () => {
    // goal × 1, orbit × 1.5 × 2: features 1 and 3, divided by √10; the last feature first.
    const [space, sport, school] = scoresOf(modelOf(THREE), "orbit goal orbit unheard");
    const [goal, orbit] = [1 / Math.sqrt(10), 3 / Math.sqrt(10)];
    expect(space).toBe(orbit * 2 + goal * -1 + 0.1);
    expect(sport).toBe(orbit * -1 + goal * 3 - 0.2);
    expect(school).toBe(orbit * 1 + goal * 0.125 + 0.3);
  });

  it("of a text without known terms is what scikit-learn gives a row of zeros, and says that nothing is known", () => {
    const model = modelOf(THREE);
    const scores = new Float64Array(3);
    expect(model.score("unheard", scores)).toBe(0);
    expect([...scores]).toEqual([0.1, -0.2, 0.3]);
    expect(model.score("", scores)).toBe(0);
    expect(new Classifier(model).predict("unheard")).toMatchObject({ category: "school", knownTerms: 0 });
  });

  it("does not depend on the text before", () => {
    const model = modelOf(THREE);
    fc.assert(
      fc.property(texts, texts, (before, text) => {
        scoresOf(model, before);
        expect(scoresOf(model, text)).toEqual(scoresOf(modelOf(THREE), text));
      }),
    );
  });

  it("comes with probabilities if the class has a link, and without if it has none", () => {
    const top = new Classifier(modelOf(TWO)).predict("goal", 2).top;
    expect(top.reduce((sum, { probability }) => sum + probability!, 0)).toBeCloseTo(1, 14);
    expect(modelOf({ ...TWO, classifier: { kind: "linear", classes: 2, link: "none" } }).probabilities).toBeUndefined();
  });
});

describe("contributions", () => {
  it.each(EXPLAINED)("add up to the score: %s", (_what, hand) => {
    const model = modelOf(hand);
    const targets = model.targets.map((_, c) => c).toReversed();
    fc.assert(
      fc.property(texts, (text) => {
        const scores = scoresOf(model, text);
        const { base, terms } = model.contributions!(text, targets);
        for (const [i, target] of targets.entries()) {
          const sum = terms.reduce((total, { shares }) => total + shares[i]!, base[i]!);
          expect(sum).toBeCloseTo(scores[target]!, 12);
        }
      }),
    );
  });

  it("name each known term of the text once, in the order of the model, with what it adds", () => {
    const { base, terms } = modelOf({ ...TWO, blocks: [{ terms: TERMS }], factors: [] }).contributions!(
      "übung 火箭 Goal unheard goal",
      [1, 0],
    );
    expect(base).toEqual([0.1, -0.1]);
    expect(terms).toEqual([
      { term: "goal", shares: [-2, 2] },
      { term: "übung", shares: [-0.5, 0.5] },
      { term: "火箭", shares: [1, -1] },
    ]);
  });
});

describe("a model whose scores are no sums over terms", () => {
  const calibrated: ClassifierSettings = {
    kind: "calibrated",
    classes: 2,
    members: [{ classifier: LINEAR_TWO, calibrators: [SIGMOID] }],
  };
  const ofBayes: ClassifierSettings = {
    kind: "one-versus-rest",
    classes: 2,
    lastWins: false,
    members: [{ kind: "naive-bayes", classes: 2, isLikelihood: false }],
  };
  const hashed = { ...TWO, blocks: [{ hashed: 5 }], factors: [] };
  const CASES: readonly (readonly [string, HandModel])[] = [
    ["CalibratedClassifierCV", { ...TWO, classifier: calibrated, calibration: [-1, 0] }],
    [
      "OneVsRestClassifier",
      {
        ...THREE,
        targets: ["no", "yes"],
        classifier: ofBayes,
        weights: THREE.weights.slice(1),
        base: [0, 0],
        intercepts: [0, 0],
      },
    ],
    ["HashingVectorizer", hashed],
    ["HashingVectorizer", { ...TWO, blocks: [{ terms: TERMS.slice(0, 2) }, { hashed: 3 }], factors: [] }],
  ];

  it.each(CASES)("refuses to explain and to list terms as `usage`, and names %s", (name, hand) => {
    const model = modelOf(hand);
    expect([model.contributions, model.informativeTerms]).toEqual([undefined, undefined]);
    const classifier = new Classifier(model);
    expect(classifier.canExplain).toBe(false);
    for (const call of [() => classifier.explain("goal"), () => classifier.terms(classifier.targets[0]!)]) {
      const { code, message } = errorOf(call);
      expect(code).toBe("usage");
      expect(message).toContain(name);
    }
    expect(classifier.predict("goal").knownTerms).toBeGreaterThan(0);
  });
});

describe("informativeTerms", () => {
  const plain = { ...THREE, blocks: [{ terms: TERMS }], factors: [] };

  it("are those whose weight exceeds the mean over all classes, by how much it does, the most first", () => {
    // Means: goal 2.125 ⁄ 3, mond 1.25 ⁄ 3, orbit 2 ⁄ 3, übung 0.5 ⁄ 3, 火箭 3 ⁄ 3.
    const found = modelOf(plain).informativeTerms!(0, 10);
    expect(found.map(({ term }) => term)).toEqual(["orbit", "mond"]);
    expect(found[0]!.share).toBeCloseTo(2 - 2 / 3, 14);
    expect(found[1]!.share).toBeCloseTo(0.5 - 1.25 / 3, 14);
    expect(modelOf(plain).informativeTerms!(1, 10).map(({ term }) => term)).toEqual(["goal", "übung"]);
  });

  it("are at most as many as asked for", () => {
    expect(modelOf(plain).informativeTerms!(0, 1)).toHaveLength(1);
    expect(modelOf(plain).informativeTerms!(0, 0)).toEqual([]);
  });

  it("of two classes are the positive weights of the second, and the negative ones of the first", () => {
    const model = modelOf({ ...TWO, blocks: [{ terms: TERMS }], factors: [] });
    expect(model.informativeTerms!(1, 9)).toEqual([
      { term: "orbit", share: 2 },
      { term: "火箭", share: 1 },
      { term: "mond", share: 0.5 },
    ]);
    expect(model.informativeTerms!(0, 9)).toEqual([
      { term: "goal", share: 1 },
      { term: "übung", share: 0.5 },
    ]);
  });

  it("of equal shares come in the order of the model", () => {
    const equal = modelOf({ ...TWO, blocks: [{ terms: TERMS }], factors: [], weights: [[1, 1, 1, 1, 1]] });
    expect(equal.informativeTerms!(1, 3).map(({ term }) => term)).toEqual(TERMS.slice(0, 3));
  });

  it("of multinomial naive Bayes count in proportion to the probability of the term", () => {
    const likelihoods = [
      [Math.log(0.5), Math.log(0.01), Math.log(0.49)],
      [Math.log(0.25), Math.log(0.0001), Math.log(0.7499)],
    ];
    const hand: HandModel = {
      targets: ["one", "two"],
      blocks: [{ terms: TERMS.slice(0, 3) }],
      classifier: { kind: "naive-bayes", classes: 2, isLikelihood: true },
      weights: likelihoods,
    };
    const found = modelOf(hand).informativeTerms!(0, 9);
    expect(found.map(({ term }) => term)).toEqual(["goal", "mond"]);
    expect(found[0]!.share).toBeCloseTo((0.5 * Math.log(2)) / 2, 14);
    expect(found[1]!.share).toBeCloseTo((0.01 * Math.log(100)) / 2, 14);
    const byWeight = modelOf({ ...hand, classifier: { kind: "naive-bayes", classes: 2, isLikelihood: false } });
    expect(byWeight.informativeTerms!(0, 9).map(({ term }) => term)).toEqual(["mond", "goal"]);
  });

  it("are none for a class that is alone", () => {
    const alone = modelOf({ ...TWO, targets: ["all"], classifier: { kind: "linear", classes: 1, link: "none" } });
    expect(alone.informativeTerms!(0, 9)).toEqual([]);
  });
});

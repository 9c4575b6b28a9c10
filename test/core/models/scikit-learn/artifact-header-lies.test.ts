/** Each way in which the header of an imported model can lie, and the code it is refused with. */

import { describe, expect, it } from "vitest";
import { type Change, LINEAR_TWO, lying, refusal, saying, TRUTH, withClassifier } from "./lying-artifact.js";

type Lies = Readonly<Record<string, Change>>;

const FIRST = "features.blocks.0";
const VECTORIZER = `${FIRST}.vectorizer`;
const OPERATION = "features.operations.0";
const MEMBER = "classifier.members.0";
const CALIBRATOR = `${MEMBER}.calibrators.1`;
const FILE = "origin.files.0";

const rest = (change: object) =>
  withClassifier({
    kind: "one-versus-rest",
    classes: 3,
    lastWins: true,
    members: [LINEAR_TWO, LINEAR_TWO, LINEAR_TWO],
    ...change,
  });
const linear = (change: object) => withClassifier({ kind: "linear", classes: 3, link: "none", ...change });
const bayes = (change: object) => withClassifier({ kind: "naive-bayes", classes: 3, isLikelihood: true, ...change });
const CALIBRATORS = TRUTH.classifier.kind === "calibrated" ? TRUTH.classifier.members[0]!.calibrators : [];
/** A calibrated classifier with others in it, so many. */
const calibratedIn = (depth: number): object => ({
  ...TRUTH.classifier,
  members: [{ classifier: depth === 0 ? TRUTH.classifier : calibratedIn(depth - 1), calibrators: CALIBRATORS }],
});
const nested = (depth: number): unknown => (depth === 0 ? "" : [nested(depth - 1)]);
const TEMPERATURE = { kind: "temperature", points: 0, isSingle: false };
const clip = { name: "clip" };
const hashedTo = (features: number) => {
  const { vectorizer, operations } = TRUTH.features.blocks[1]!;
  return { vectorizer: { ...vectorizer, features }, operations };
};

/** A wrong value of a setting: by the code, what it is about in plain words. */
const LIES: Readonly<Record<"header-keys" | "header-value" | "header-json" | "targets", Lies>> = {
  "header-keys": {
    "features without operations": saying("features.operations", undefined),
    "features with a key more": saying("features.author", 1),
    "a vectorizer without operations": saying(`${FIRST}.operations`, undefined),
    "a vectorizer without a setting": saying(`${VECTORIZER}.isBinary`, undefined),
    "a vectorizer with a setting more": saying(`${VECTORIZER}.norm`, "l2"),
    "settings of a vectorizer in another order": saying(
      VECTORIZER,
      Object.fromEntries(Object.entries(TRUTH.features.blocks[0]!.vectorizer).toReversed()),
    ),
    "a linear classifier without a link": linear({ link: undefined }),
    "naive Bayes that does not say whether weights are likelihoods": bayes({ isLikelihood: undefined }),
    "one against the rest without a rule for ties": rest({ lastWins: undefined }),
    "a calibration with a key more": saying("classifier.method", "sigmoid"),
    "a calibrated member without calibrators": saying(`${MEMBER}.calibrators`, undefined),
    "a calibrator without a precision": saying(`${CALIBRATOR}.isSingle`, undefined),
    "an origin without steps": saying("origin.steps", undefined),
    "a file without a writer": saying(`${FILE}.writer`, undefined),
    "a recorded prediction without the probability that such a model has": saying("recorded.0.probability", undefined),
  },
  "header-value": {
    "features that are a list": saying("features", []),
    "vectorizers that are no list": saying("features.blocks", {}),
    "no vectorizers": saying("features.blocks", []),
    "a vectorizer that is null": saying("features.blocks.0", null),
    "settings that are null": saying(VECTORIZER, null),
    "an unknown kind of vectorizer": saying(`${VECTORIZER}.kind`, "embedding"),
    "no features": saying(`${VECTORIZER}.features`, 0),
    "half a feature": saying(`${VECTORIZER}.features`, 19.5),
    "a number of features as text": saying(`${VECTORIZER}.features`, "20"),
    "more features than can be numbered": saying(`${VECTORIZER}.features`, 2 ** 31 + 1),
    "more features of all vectorizers than can be numbered": saying("features.blocks", [
      hashedTo(2 ** 31),
      hashedTo(2 ** 31),
    ]),
    "an unknown analyzer": saying(`${VECTORIZER}.analyzer`, "sentence"),
    "a range of n-grams that is a number": saying(`${VECTORIZER}.ngramRange`, 1),
    "a range of n-grams of one end": saying(`${VECTORIZER}.ngramRange`, [1]),
    "n-grams of no words": saying(`${VECTORIZER}.ngramRange`, [0, 1]),
    "n-grams of half a word": saying(`${VECTORIZER}.ngramRange`, [1, 1.5]),
    "a range of n-grams that ends before it starts": saying(`${VECTORIZER}.ngramRange`, [2, 1]),
    "neither yes nor no to lower case": saying(`${VECTORIZER}.lowercase`, 1),
    "an unknown way with accents": saying(`${VECTORIZER}.stripAccents`, "none"),
    "neither yes nor no to decomposed characters": saying(`${VECTORIZER}.keepsDecomposed`, null),
    "a pattern that is a number": saying(`${VECTORIZER}.tokenPattern`, 7),
    "a pattern that is none": saying(`${VECTORIZER}.tokenPattern`, "(\\w+"),
    "a pattern that needs a backtracking engine": saying(`${VECTORIZER}.tokenPattern`, "(\\w)\\1"),
    "a negative number of stop words": saying(`${VECTORIZER}.stopWords`, -1),
    "neither yes nor no to counting once": saying(`${VECTORIZER}.isBinary`, "false"),
    "neither yes nor no to signs": saying(`${VECTORIZER}.hasSigns`, 0),
    "operations that are no list": saying("features.operations", {}),
    "operations of a vectorizer that are no list": saying(`${FIRST}.operations`, null),
    "five classifiers in each other": saying(`${MEMBER}.classifier`, calibratedIn(1)),
    "25 operations": saying("features.operations", Array(25).fill(clip)),
    "an operation that is null": saying(OPERATION, null),
    "an operation that is text": saying(OPERATION, "clip"),
    "an unknown operation": saying(OPERATION, { name: "exponential" }),
    "an operation with a key more": saying(OPERATION, { name: "clip", by: 1 }),
    "an unknown norm": saying(OPERATION, { name: "norm", norm: "l3" }),
    "a norm that is not said": saying(OPERATION, { name: "norm" }),
    "a norm of another operation": saying(OPERATION, { name: "clip", norm: "l2" }),
    "a product with a text": saying(OPERATION, { name: "multiply", by: "2" }),
    "a product with nothing": saying(OPERATION, { name: "multiply", by: null }),
    "a product with a number by which sums overflow": saying(OPERATION, { name: "multiply", by: 1e16 }),
    "a negative number by which sums overflow": saying(OPERATION, { name: "multiply", by: -1e16 }),
    "a factor of another operation": saying(OPERATION, { name: "clip", by: 2 }),
    "a threshold below 0": saying(OPERATION, { name: "binarize", above: -1 }),
    "a threshold as text": saying(OPERATION, { name: "binarize", above: "0" }),
    "a threshold of another operation": saying(OPERATION, { name: "absolute", above: 1 }),
    "a classifier that is null": withClassifier(null),
    "a classifier that is a list": withClassifier([]),
    "an unknown kind of classifier": linear({ kind: "forest" }),
    "no classes": linear({ classes: 0 }),
    "65,536 classes": linear({ classes: 65536 }),
    "half a class": linear({ classes: 2.5 }),
    "fewer classes than targets": linear({ classes: 2 }),
    "more classes than targets": bayes({ classes: 4 }),
    "an unknown link": linear({ link: "probit" }),
    "neither yes nor no to likelihoods": bayes({ isLikelihood: 1 }),
    "one against the rest with members that are no list": rest({ members: {} }),
    "one against the rest with a member too few": rest({ members: [LINEAR_TWO, LINEAR_TWO] }),
    "one against the rest with a member that is null": rest({ members: [LINEAR_TWO, null, LINEAR_TWO] }),
    "one against the rest with a member of three classes": rest({
      members: [LINEAR_TWO, { ...LINEAR_TWO, classes: 3 }, LINEAR_TWO],
    }),
    "one against the rest with neither the first nor the last to win": rest({ lastWins: "first" }),
    "one against the rest of a single class": {
      ...rest({ classes: 1, members: [LINEAR_TWO] }),
      targets: ["zebra"],
      recorded: [],
    },
    "one against the rest of two classes with two members": {
      ...rest({ classes: 2, members: [LINEAR_TWO, LINEAR_TWO] }),
      targets: ["zebra", "ant"],
    },
    "a calibration with members that are no list": saying("classifier.members", {}),
    "a calibration without members": saying("classifier.members", []),
    "a calibration of a single class": { ...saying("classifier.classes", 1), targets: ["zebra"], recorded: [] },
    "a calibrated member that is null": saying(MEMBER, null),
    "a calibrated classifier of other classes": saying(`${MEMBER}.classifier.classes`, 4),
    "calibrators that are no list": saying(`${MEMBER}.calibrators`, {}),
    "a calibrator too few": saying(`${MEMBER}.calibrators`, CALIBRATORS.slice(1)),
    "a temperature beside other calibrators": saying(`${CALIBRATOR}`, TEMPERATURE),
    "two temperatures": saying("classifier.members.1.calibrators", [TEMPERATURE, TEMPERATURE]),
    "a calibrator that is null": saying(CALIBRATOR, null),
    "an unknown calibrator": saying(`${CALIBRATOR}.kind`, "beta"),
    "a sigmoid with points": saying(`${MEMBER}.calibrators.0.points`, 3),
    "an isotonic calibrator without points": saying(`${CALIBRATOR}.points`, 0),
    "half a point": saying(`${CALIBRATOR}.points`, 2.5),
    "neither yes nor no to single precision": saying(`${CALIBRATOR}.isSingle`, "no"),
    "an origin that is null": saying("origin", null),
    "files that are no list": saying("origin.files", {}),
    "a file that is null": saying(FILE, null),
    "a name that is a number": saying(`${FILE}.name`, 7),
    "a container that is null": saying(`${FILE}.container`, null),
    "a writer that is a number": saying(`${FILE}.writer`, 7),
    "a negative size": saying(`${FILE}.bytes`, -1),
    "a size as text": saying(`${FILE}.bytes`, "1234"),
    "a protocol of the future": saying(`${FILE}.protocol`, 6),
    "a version that is a number": saying("origin.version", 1.9),
    "steps that are no list": saying("origin.steps", "CountVectorizer()"),
    "a step that is no text": saying("origin.steps", ["CountVectorizer()", 7]),
    "targets that are no list": { targets: "zebra" },
  },
  "header-json": {
    "lists in each other that are deeper than any header": saying("origin.steps", nested(20)),
  },
  targets: {
    "no targets": { targets: [] },
    "a target twice, wherever": { targets: ["zebra", "ant", "zebra"] },
    "an empty target": { targets: ["zebra", "", "bee"] },
    "a target with a line end": { targets: ["zebra", "ant\n", "bee"] },
    "65,536 targets": { targets: Array.from({ length: 65536 }, (_, i) => `class ${i}`) },
  },
};

const lies = Object.entries(LIES).flatMap(([code, some]) =>
  Object.entries(some).map(([what, change]) => [code, what, change] as const),
);

describe("the header of an imported model", () => {
  it("is taken if it is true, with targets in the order of the classes", () => {
    expect(refusal(lying({}))).toBeUndefined();
    expect(TRUTH.targets).not.toEqual(TRUTH.targets.toSorted());
  });

  it.each(lies)("is refused as `%s` for %s", (code, _what, change) => {
    const error = refusal(lying(change));
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(/^test\.model: invalid: [^\n]+$/);
  });

  it("is refused if members of one against the rest have neither decision values all, nor probabilities all", () => {
    // The score of such a model would be asked of a member that has none.
    const members = [LINEAR_TWO, LINEAR_TWO, { kind: "naive-bayes", classes: 2, isLikelihood: true }];
    const functions = 1 + 1 + 2;
    const change = {
      ...rest({ members }),
      baseWeights: new Float64Array(functions),
      intercepts: new Float64Array(functions),
      weightCounts: new Uint8Array(24),
      weightBlocks: new Uint32Array(2),
      weightFunctions: new Uint8Array(),
      weights: new Float64Array(),
      calibration: new Float64Array(),
      recorded: [],
    };
    expect(refusal(lying(change))?.code).toBe("header-value");
  });
});

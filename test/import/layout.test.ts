/** Layout: no weight, term or factor of a plan is lost in the arrays, and the same plan gives the same bytes. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatenated } from "../../src/core/container/write.js";
import type { ScikitLearnArrays } from "../../src/core/models/scikit-learn/arrays.js";
import { checkArrays } from "../../src/core/models/scikit-learn/check-arrays.js";
import { LinearFunctions } from "../../src/core/models/scikit-learn/linear-functions.js";
import { ScikitLearnModel } from "../../src/core/models/scikit-learn/model.js";
import { layOut } from "../../src/import/artifact/layout.js";
import { encodeImported } from "../../src/import/artifact/write-artifact.js";
import type {
  ClassifierPlan,
  FeaturePlan,
  PlannedBlock,
  PlannedFunction,
  PlannedOperation,
} from "../../src/import/plan.js";
import { decodeImported, ORIGIN, vectorizer } from "../core/models/scikit-learn/hand-model.js";

interface BlockParts {
  readonly stopWords?: readonly string[];
  readonly operations?: readonly PlannedOperation[];
}

const vocabulary = (terms: readonly string[], { stopWords = [], operations = [] }: BlockParts = {}): PlannedBlock => ({
  settings: vectorizer(terms.length, { stopWords: stopWords.length }),
  terms,
  stopWords,
  operations,
  isSingle: false,
});
const hashed = (features: number): PlannedBlock => ({
  settings: vectorizer(features, { kind: "hashing" }),
  terms: undefined,
  stopWords: [],
  operations: [],
  isSingle: false,
});

function featuresOf(blocks: readonly PlannedBlock[], operations: readonly PlannedOperation[] = []): FeaturePlan {
  const features = blocks.reduce((sum, { settings }) => sum + settings.features, 0);
  return { blocks, operations, features, isSingle: false };
}

/** Rows of weights as functions; in column order, all are in one array. */
function functionsOf(rows: readonly (readonly number[])[], isFortran = false, isSingle = false): PlannedFunction[] {
  const columns = rows[0]!.length;
  const byColumn = Array.from({ length: columns }, (_, f) => rows.map((row) => row[f]!)).flat();
  const weights = Float64Array.from(isFortran ? byColumn : rows.flat());
  return rows.map((_, k) => ({
    weights,
    first: isFortran ? k : k * columns,
    step: isFortran ? rows.length : 1,
    from: 0,
    to: columns,
    intercept: k / 2,
    isSingle,
  }));
}

function classifierOf(
  functions: readonly PlannedFunction[],
  operations: readonly PlannedOperation[] = [],
): ClassifierPlan {
  // Two functions make one more class than it takes, so three classes are the fewest with a function each.
  const settings = { kind: "naive-bayes", classes: functions.length, isLikelihood: false } as const;
  return { settings, functions, calibration: [], operations };
}

const laidOut = (features: FeaturePlan, classifier: ClassifierPlan): ScikitLearnArrays =>
  layOut(
    classifier.functions.map((_, k) => `class ${k}`),
    features,
    classifier,
    ORIGIN,
  );
const weightsOf = (rows: readonly (readonly number[])[], isFortran = false, isSingle = false): ScikitLearnArrays =>
  laidOut(featuresOf([hashed(rows[0]!.length)]), classifierOf(functionsOf(rows, isFortran, isSingle)));

/** The rows of weights that the arrays stand for. */
function rowsIn(arrays: ScikitLearnArrays): number[][] {
  const functions = new LinearFunctions(arrays);
  const features = Array.from(arrays.weightCounts.keys());
  return Array.from(arrays.baseWeights.keys(), (k) => features.map((feature) => functions.weightOf(feature, k)));
}

describe("weights", () => {
  it("are those of the plan, function by function, in either order of memory", () => {
    const weight = fc.oneof(fc.constantFrom(0, -7.5, 2), fc.double({ min: -9, max: 9, noNaN: true }));
    const rows = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 40 }))
      .chain(([k, f]) => fc.array(fc.array(weight, { minLength: f, maxLength: f }), { minLength: k, maxLength: k }));
    fc.assert(
      fc.property(rows, fc.boolean(), (weights, isFortran) => {
        const arrays = weightsOf(weights, isFortran);
        // A weight of −0 adds nothing either.
        expect(rowsIn(arrays)).toEqual(
          weights.map((row) => row.map((value) => (value === 0 ? expect.closeTo(0, 300) : value))),
        );
        checkArrays(arrays);
      }),
      { numRuns: 200 },
    );
  });

  it("are those of the plan where there are many features", () => {
    const rows = Array.from({ length: 3 }, (_, k) =>
      Array.from({ length: 5000 }, (_, f) => (f % (k + 2) === 0 ? -11.5 : (f * 7919 + k) / 1009)),
    );
    for (const isFortran of [false, true]) expect(rowsIn(weightsOf(rows, isFortran))).toEqual(rows);
  });

  it("that most features have are stored once for each function", () => {
    const row = (base: number, other: number): number[] =>
      Array.from({ length: 20 }, (_, f) => (f === other ? 1 : base));
    const arrays = weightsOf([row(-3, 4), row(0, 9), row(0.25, 9)]);
    expect([...arrays.baseWeights]).toEqual([-3, 0, 0.25]);
    expect(arrays.weights).toHaveLength(1 + 3);
  });

  it("that are all different have no base weight", () => {
    const arrays = weightsOf([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    expect([...arrays.baseWeights]).toEqual([0, 0, 0]);
    expect([...arrays.weights]).toEqual([1, 4, 7, 2, 5, 8, 3, 6, 9]);
  });

  it("of a feature are all stored if it has more than half of its own", () => {
    // Of four functions the first feature has three weights of its own, the second two, the third none.
    const rows = [
      [1, 1, 0, 0, 0],
      [2, 2, 0, 0, 0],
      [3, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ];
    const arrays = weightsOf(rows);
    expect([...arrays.weightCounts]).toEqual([4, 2, 0, 0, 0]);
    expect([...arrays.weightFunctions]).toEqual([0, 1, 2, 3, 0, 1]);
    expect([...arrays.weights]).toEqual([1, 2, 3, 0, 1, 2]);
  });

  it("are of single precision if those of every function are", () => {
    expect(weightsOf([[1.5, 2.5]], false, true).weights).toBeInstanceOf(Float32Array);
    const mixed = [...functionsOf([[1.5, 2.5]], false, true), ...functionsOf([[0.1, 0.2]])];
    expect(laidOut(featuresOf([hashed(2)]), classifierOf(mixed)).weights).toBeInstanceOf(Float64Array);
  });

  it("take two bytes for a function from 256 functions on", () => {
    const of = (count: number) => weightsOf(Array.from({ length: count }, (_, k) => [k, k + 0.5]));
    expect(of(255).weightCounts).toBeInstanceOf(Uint8Array);
    expect(of(256).weightCounts).toBeInstanceOf(Uint16Array);
    expect(of(257).weightFunctions).toBeInstanceOf(Uint16Array);
    expect([...of(300).weightFunctions.slice(0, 300)]).toEqual(Array.from({ length: 300 }, (_, k) => k));
  });

  it("have the intercepts of the plan beside them", () => {
    expect([...weightsOf([[1], [2], [3]]).intercepts]).toEqual([0, 0.5, 1]);
  });
});

describe("terms", () => {
  const three = classifierOf(functionsOf([[1, 2, 3, 4, 5, 6]]));

  it("are packed as UTF-8, one behind the other, and each is found", () => {
    const terms = ["abc", "übung", "火箭", "🚀 los", "", "naïve café"];
    const arrays = laidOut(featuresOf([vocabulary(terms)]), three);
    expect(Buffer.from(arrays.termBytes).toString()).toBe(terms.join(""));
    expect([...arrays.termStarts]).toEqual([0, 3, 9, 15, 23, 23, 35]);
    expect(new ScikitLearnModel(arrays).verify()).toBeUndefined();
  });

  it("of any length are packed", () => {
    const long = ["x".repeat(5000), "ж".repeat(3000), "火".repeat(2000), "y"];
    const arrays = laidOut(featuresOf([vocabulary(long), hashed(2)]), three);
    expect(Buffer.from(arrays.termBytes).toString()).toBe(long.join(""));
    expect([...arrays.termStarts]).toEqual([0, 5000, 11000, 17000, 17001]);
  });

  it("of several vocabularies have a hash table each, and the same term may be in both", () => {
    const arrays = laidOut(
      featuresOf([vocabulary(["ant", "bee"]), hashed(1), vocabulary(["bee", "cat", "ant"])]),
      three,
    );
    expect(Buffer.from(arrays.termBytes).toString()).toBe("antbeebeecatant");
    // 4 slots for two terms, 8 for three.
    expect(arrays.termSlots).toHaveLength(12);
    expect(new ScikitLearnModel(arrays).verify()).toBeUndefined();
    checkArrays(arrays);
  });

  it("are none where everything is hashed", () => {
    const arrays = laidOut(featuresOf([hashed(6)]), three);
    expect([arrays.termBytes.length, [...arrays.termStarts], arrays.termSlots.length]).toEqual([0, [0], 0]);
    checkArrays(arrays);
  });

  it("have the stop words of all vectorizers beside them", () => {
    const blocks = [
      vocabulary(["a"], { stopWords: ["the", "für"] }),
      vocabulary(["b", "c", "d", "e", "f"], { stopWords: ["x"] }),
    ];
    const arrays = laidOut(featuresOf(blocks), three);
    expect(Buffer.from(arrays.stopWordBytes).toString()).toBe("thefürx");
    expect([...arrays.stopWordStarts]).toEqual([0, 3, 7, 8]);
    checkArrays(arrays);
  });
});

describe("operations", () => {
  const factors = (...values: number[]): PlannedOperation => ({
    operation: { name: "factors" },
    factors: Float64Array.from(values),
  });

  it("have their factors in turn: of each vectorizer, then of all, and last what the classifier does", () => {
    const blocks = [
      vocabulary(["a", "b"], { operations: [factors(1, 2), factors(3, 4)] }),
      vocabulary(["c"], { operations: [factors(5)] }),
    ];
    const binarize: PlannedOperation = { operation: { name: "binarize", above: 0.5 } };
    const classifier = classifierOf(functionsOf([[1, 2, 3]]), [binarize]);
    const arrays = laidOut(featuresOf(blocks, [factors(6, 7, 8)]), classifier);
    expect([...arrays.factors]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(arrays.features.operations).toEqual([{ name: "factors" }, { name: "binarize", above: 0.5 }]);
    expect(arrays.features.blocks[0]!.operations).toEqual([{ name: "factors" }, { name: "factors" }]);
    checkArrays(arrays);
  });

  it("do not carry their factors into the header", () => {
    const arrays = laidOut(
      featuresOf([vocabulary(["a"], { operations: [factors(1)] })]),
      classifierOf(functionsOf([[1]])),
    );
    expect(Object.keys(arrays.features.blocks[0]!.operations[0]!)).toEqual(["name"]);
  });
});

describe("an artifact", () => {
  const rows = Array.from({ length: 4 }, (_, k) =>
    Array.from({ length: 50 }, (_, f) => (f % 3 === k % 3 ? -2 : f - k)),
  );
  const terms = Array.from({ length: 50 }, (_, i) => `term${i}`);
  const bytesOf = (isFortran: boolean): Uint8Array =>
    concatenated(encodeImported(laidOut(featuresOf([vocabulary(terms)]), classifierOf(functionsOf(rows, isFortran)))));

  it("of the same model has the same bytes, in whichever order its weights were saved", () => {
    expect(Buffer.compare(bytesOf(false), bytesOf(false))).toBe(0);
    expect(Buffer.compare(bytesOf(false), bytesOf(true))).toBe(0);
  });

  it("is read back as what was laid out, with predictions that were recorded", () => {
    const { arrays } = decodeImported(bytesOf(false));
    expect(arrays).toEqual(laidOut(featuresOf([vocabulary(terms)]), classifierOf(functionsOf(rows))));
  });

  it("keeps single precision, even where every weight of a function is its base weight", () => {
    const words = ["computer", "cpu", "memory"];
    const float32: PlannedOperation = { operation: { name: "float32" } };
    const features = featuresOf([vocabulary(words)], [float32]);
    const arrays = laidOut(features, classifierOf(functionsOf([[0.1, 0.1, 0.1].map(Math.fround)], false, true)));
    const scoreOf = (some: ScikitLearnArrays): number => {
      const scores = new Float64Array(1);
      new ScikitLearnModel(some).score(words.join(" "), scores);
      return scores[0]!;
    };
    const [one, two] = [Math.fround(0.1), Math.fround(2 * Math.fround(0.1))];
    expect(scoreOf(arrays)).toBe(Math.fround(two + one));
    expect(scoreOf(decodeImported(concatenated(encodeImported(arrays))).arrays)).toBe(Math.fround(two + one));
  });
});

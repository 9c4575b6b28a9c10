/** Linear functions: the sum of each against a plain one that knows nothing of base weights, blocks and full rows. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Row } from "../../../../src/core/models/scikit-learn/features/row.js";
import { LinearFunctions } from "../../../../src/core/models/scikit-learn/linear-functions.js";
import { arraysOf } from "./hand-model.js";

/** Weights by function and feature; null: the base weight of the function. */
interface Functions {
  readonly weights: readonly (readonly (number | null)[])[];
  readonly base: readonly number[];
  readonly intercepts: readonly number[];
  readonly isSingle: boolean;
}

type Entries = readonly (readonly [feature: number, value: number])[];

function functionsOf({ weights, base, intercepts, isSingle }: Functions): LinearFunctions {
  const classifier = { kind: "linear", classes: 1, link: "none" } as const;
  const blocks = [{ hashed: weights[0]!.length }];
  return new LinearFunctions(arraysOf({ blocks, classifier, weights, base, intercepts, isSingle }));
}

function rowOf(entries: Entries, isSingle: boolean): Row {
  const row = new Row();
  row.reserve(entries.length);
  for (const [feature, value] of entries) {
    row.features[row.size] = feature;
    row.values[row.size++] = isSingle ? Math.fround(value) : value;
  }
  row.isSingle = isSingle;
  return row;
}

function evaluated(functions: Functions, entries: Entries, isSingleRow = false): number[] {
  const sums = new Float64Array(functions.base.length).fill(Number.NaN);
  functionsOf(functions).evaluate(rowOf(entries, isSingleRow), sums);
  return [...sums];
}

/** The same, term by term: the twin. */
function plainly({ weights, base, intercepts, isSingle }: Functions, entries: Entries, isSingleRow = false): number[] {
  const round = isSingle && isSingleRow ? Math.fround : (x: number): number => x;
  const isSingleSum = isSingle && isSingleRow && intercepts.every((intercept) => Math.fround(intercept) === intercept);
  return weights.map((own, k) => {
    let sum = 0;
    for (const [feature, value] of entries) {
      const weight = own[feature] ?? base[k]!;
      sum = round(sum + round((isSingleRow ? Math.fround(value) : value) * (isSingle ? Math.fround(weight) : weight)));
    }
    return isSingleSum ? Math.fround(sum + intercepts[k]!) : sum + intercepts[k]!;
  });
}

const number = fc.double({ min: -8, max: 8, noNaN: true });
const single = number.map(Math.fround);

/** Functions of up to 40 features, so that there are three blocks, and a row of some of them in any order. */
const cases = (base: fc.Arbitrary<number>, isSingle: boolean) =>
  fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 40 })).chain(([k, f]) => {
    const weight = fc.option(isSingle ? single : number, { nil: null });
    const row = fc.array(fc.oneof({ weight: 3, arbitrary: weight }, { weight: 1, arbitrary: fc.constant(null) }), {
      minLength: f,
      maxLength: f,
    });
    const each = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: k, maxLength: k });
    const functions = fc.record({
      weights: each(row),
      base: each(base),
      intercepts: each(isSingle ? fc.oneof(single, number) : number),
      isSingle: fc.constant(isSingle),
    });
    const features = fc.uniqueArray(fc.nat(f - 1), { maxLength: f });
    return fc.tuple(
      functions,
      features.chain((list) => fc.tuple(...list.map((feature) => fc.tuple(fc.constant(feature), number)))),
    );
  });

describe("LinearFunctions", () => {
  it("adds products in the order of the row, and the intercept last", () => {
    const functions = { weights: [[0.1, 0.2, 0.3]], base: [0], intercepts: [10], isSingle: false };
    expect(
      evaluated(functions, [
        [0, 1],
        [1, 1],
        [2, 1],
      ]),
    ).toEqual([0.1 + 0.2 + 0.3 + 10]);
    expect(
      evaluated(functions, [
        [2, 1],
        [1, 1],
        [0, 1],
      ]),
    ).toEqual([0.3 + 0.2 + 0.1 + 10]);
    // The two orders differ in the last bit.
    expect(0.1 + 0.2 + 0.3).not.toBe(0.3 + 0.2 + 0.1);
  });

  it("gives an empty row the intercepts", () => {
    const functions = {
      weights: [
        [1, null],
        [2, 3],
      ],
      base: [5, 0],
      intercepts: [-1, 0.5],
      isSingle: false,
    };
    expect(evaluated(functions, [])).toEqual([-1, 0.5]);
  });

  it("uses the base weight where a feature has none of its own in a function", () => {
    const functions = {
      weights: [
        [null, 7],
        [3, null],
        [null, null],
      ],
      base: [-1, -2, -4],
      intercepts: [0, 0, 0],
      isSingle: false,
    };
    expect(evaluated(functions, [[0, 10]])).toEqual([-10, 30, -40]);
    expect(evaluated(functions, [[1, 10]])).toEqual([70, -20, -40]);
  });

  it("agrees to the last bit with plain sums, where base weights are 0", () => {
    fc.assert(
      fc.property(cases(fc.constant(0), false), ([functions, entries]) => {
        expect(evaluated(functions, entries)).toEqual(plainly(functions, entries));
      }),
      { numRuns: 300 },
    );
  });

  it("agrees to the last bit with plain sums, with any base weights", () => {
    fc.assert(
      fc.property(cases(number, false), ([functions, entries]) => {
        expect(evaluated(functions, entries)).toEqual(plainly(functions, entries));
      }),
      { numRuns: 300 },
    );
  });

  it("agrees with sums of which every step is rounded, where row and weights are of single precision", () => {
    fc.assert(
      fc.property(cases(single, true), ([functions, entries]) => {
        expect(evaluated(functions, entries, true)).toEqual(plainly(functions, entries, true));
      }),
      { numRuns: 300 },
    );
  });

  it("adds in double precision where only the row, or only the weights, are of single precision", () => {
    fc.assert(
      fc.property(cases(single, true), cases(number, false), ([singles, entries], [doubles, others]) => {
        expect(evaluated(singles, entries, false)).toEqual(plainly(singles, entries, false));
        expect(evaluated(doubles, others, true)).toEqual(plainly(doubles, others, true));
      }),
    );
  });

  it("rounds the last sum in single precision, unless an intercept is of double precision", () => {
    const functions = (intercept: number) => ({ weights: [[1]], base: [0], intercepts: [intercept], isSingle: true });
    expect(evaluated(functions(0.5), [[0, 2 ** 24]], true)).toEqual([2 ** 24]);
    expect(evaluated(functions(0.1), [[0, 2 ** 20]], true)).toEqual([2 ** 20 + 0.1]);
  });

  it("says the weight of each feature in each function", () => {
    fc.assert(
      fc.property(cases(number, false), ([functions]) => {
        const linear = functionsOf(functions);
        const expected = functions.weights.map((own, k) => own.map((weight) => weight ?? functions.base[k]!));
        expect(expected.map((own, k) => own.map((_, feature) => linear.weightOf(feature, k)))).toEqual(expected);
      }),
    );
  });

  it("forgets a row when the next one comes", () => {
    const functions = functionsOf({
      weights: [
        [1, 2],
        [null, 3],
      ],
      base: [0, 9],
      intercepts: [0, 0],
      isSingle: false,
    });
    const sums = new Float64Array(2);
    functions.evaluate(
      rowOf(
        [
          [1, 5],
          [0, 5],
        ],
        false,
      ),
      sums,
    );
    functions.evaluate(rowOf([[0, 1]], false), sums);
    expect([...sums]).toEqual([1, 9]);
  });
});

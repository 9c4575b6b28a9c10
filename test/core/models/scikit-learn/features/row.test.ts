/** The row: each operation against numbers worked out by hand or by numpy. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Row } from "../../../../../src/core/models/scikit-learn/features/row.js";
import type { Norm, Operation } from "../../../../../src/core/models/scikit-learn/settings.js";

type Entry = readonly [feature: number, value: number];
const NONE = new Float64Array();

function rowOf(entries: readonly Entry[], isSingle = false): Row {
  const row = new Row();
  row.reserve(entries.length);
  for (const [feature, value] of entries) {
    row.features[row.size] = feature;
    row.values[row.size++] = value;
  }
  if (isSingle) row.apply({ name: "float32" }, 0, NONE, 0);
  return row;
}

const entriesOf = ({ features, values, size }: Row): Entry[] =>
  Array.from({ length: size }, (_, i) => [features[i]!, values[i]!]);
const valuesOf = (row: Row): number[] => entriesOf(row).map(([, value]) => value);

/** The values of a row with features 0, 1, 2 … after operations. */
function applied(values: readonly number[], ...operations: readonly Operation[]): number[] {
  const row = rowOf(values.map((value, i) => [i, value]));
  for (const operation of operations) row.apply(operation, 0, NONE, 0);
  return valuesOf(row);
}

const FLOAT32: Operation = { name: "float32" };
const norm = (name: Norm): Operation => ({ name: "norm", norm: name });

describe("an operation on a row", () => {
  it("absolute drops signs", () => {
    expect(applied([-2, 0, 3], { name: "absolute" })).toEqual([2, 0, 3]);
  });

  it("logarithm is 1 + ln x", () => {
    expect(applied([1, 3, 7], { name: "logarithm" })).toEqual([1, 1 + Math.log(3), 1 + Math.log(7)]);
  });

  it("factors multiplies each value by the number of its feature", () => {
    const row = rowOf([
      [12, 3],
      [10, 5],
    ]);
    row.apply({ name: "factors" }, 0, Float64Array.of(2, 0, 0.5), 10);
    expect(entriesOf(row)).toEqual([
      [12, 1.5],
      [10, 10],
    ]);
  });

  it("norm l1 makes the sizes add up to 1", () => {
    expect(applied([1, -3, 4], norm("l1"))).toEqual([0.125, -0.375, 0.5]);
  });

  it("norm l2 makes the length 1", () => {
    expect(applied([3, -4], norm("l2"))).toEqual([0.6, -0.8]);
  });

  it("norm max makes the greatest size 1", () => {
    expect(applied([1, -4, 2], norm("max"))).toEqual([0.25, -1, 0.5]);
  });

  it("norm greatest makes the greatest value 1, as `max` did until scikit-learn 0.22, and knows no value below 0", () => {
    expect(applied([1, -4, 2], norm("greatest"))).toEqual([0.5, -2, 1]);
    // Features that are absent count as 0, which is the greatest here.
    expect(applied([-1, -4], norm("greatest"))).toEqual([-1, -4]);
  });

  it.each(["l1", "l2", "max", "greatest"] as const)(
    "norm %s leaves a row of zeros, or of nothing, as it is",
    (name) => {
      expect(applied([0, 0], norm(name))).toEqual([0, 0]);
      expect(applied([], norm(name))).toEqual([]);
    },
  );

  it("multiply is by one number", () => {
    expect(applied([3, -4], { name: "multiply", by: -0.5 })).toEqual([-1.5, 2]);
  });

  it("clip keeps values within −1 and 1", () => {
    expect(applied([-3, -1, -0.5, 0, 1, 1.5], { name: "clip" })).toEqual([-1, -1, -0.5, 0, 1, 1]);
  });

  it("binarize makes 1 of what is greater, and drops the rest", () => {
    const row = rowOf([
      [4, 0.5],
      [9, 2],
      [2, -1],
      [7, 0.6],
    ]);
    row.apply({ name: "binarize", above: 0.5 }, 0, NONE, 0);
    expect(entriesOf(row)).toEqual([
      [9, 1],
      [7, 1],
    ]);
    expect(applied([0, 1e-300, -1e-300], { name: "binarize", above: 0 })).toEqual([1]);
  });

  it("reverse turns the order round, ascending sorts by feature", () => {
    const entries: Entry[] = [
      [5, 0.1],
      [2, 0.2],
      [11, 0.3],
    ];
    const row = rowOf(entries);
    row.apply({ name: "reverse" }, 0, NONE, 0);
    expect(entriesOf(row)).toEqual(entries.toReversed());
    row.apply({ name: "ascending" }, 0, NONE, 0);
    expect(entriesOf(row)).toEqual([
      [2, 0.2],
      [5, 0.1],
      [11, 0.3],
    ]);
  });

  it.each<readonly [Operation, readonly Entry[]]>([
    [{ name: "absolute" }, [[0, 3]]],
    [{ name: "multiply", by: 2 }, [[0, -6]]],
    [{ name: "clip" }, [[0, -1]]],
    [norm("l2"), [[0, -1]]],
    [{ name: "binarize", above: 0 }, []],
    [{ name: "factors" }, [[0, -12]]],
  ])("%j leaves the entries before its start alone", (operation, expected) => {
    const row = rowOf([
      [9, -3],
      [8, -3],
      [0, -3],
    ]);
    row.apply(operation, 2, Float64Array.of(4), 0);
    expect(entriesOf(row)).toEqual([[9, -3], [8, -3], ...expected]);
  });

  it.each(["reverse", "ascending"] as const)("%s leaves the entries before its start alone", (name) => {
    const row = rowOf([
      [9, 1],
      [8, 2],
      [7, 3],
    ]);
    row.apply({ name }, 1, NONE, 0);
    expect(entriesOf(row)).toEqual([
      [9, 1],
      [7, 3],
      [8, 2],
    ]);
  });
});

/** Numbers as numpy 2.4 gives them for arrays of float32; each differs from the one of double precision. */
describe("an operation in single precision", () => {
  it("float32 rounds the values", () => {
    expect(applied([0.1, 0.3, 0.7], FLOAT32)).toEqual([0.10000000149011612, 0.30000001192092896, 0.699999988079071]);
  });

  it("logarithm rounds the logarithm, and then the sum", () => {
    // np.log(np.array([1, 3, 28, 49], np.float32)) + 1; rounded once, the last two would be 4.332204341888428 and 4.891820430755615.
    expect(applied([1, 3, 28, 49], FLOAT32, { name: "logarithm" })).toEqual([
      ...[1, 2.0986123085021973, 4.332204818725586, 4.891819953918457],
    ]);
  });

  it("factors rounds each product", () => {
    // np.array([.1, .3, .7], np.float32) * np.array([1.1, 1.7, 2.3], np.float32)
    const row = rowOf(
      [
        [0, 0.1],
        [1, 0.3],
        [2, 0.7],
      ],
      true,
    );
    row.apply({ name: "factors" }, 0, Float64Array.from([1.1, 1.7, 2.3], Math.fround), 0);
    expect(valuesOf(row)).toEqual([0.11000000685453415, 0.5100000500679016, 1.6099998950958252]);
  });

  it.each([
    ["l1", [0.09090909361839294, -0.27272728085517883, 0.6363636255264282]],
    ["l2", [0.13018891215324402, -0.39056676626205444, 0.9113223552703857]],
    ["max", [0.1428571492433548, -0.4285714626312256, 1]],
  ] as const)("norm %s adds up in double precision, and rounds each quotient", (name, expected) => {
    // sklearn.preprocessing.normalize(csr_matrix(np.array([[.1, -.3, .7]], np.float32)), norm=name).data
    expect(applied([0.1, -0.3, 0.7], FLOAT32, norm(name))).toEqual(expected);
  });

  it("multiply rounds the number, and then the product", () => {
    // (csr_matrix(np.array([[.1, .3, .7]], np.float32)) * 0.7).data
    expect(applied([0.1, 0.3, 0.7], FLOAT32, { name: "multiply", by: 0.7 })).toEqual([
      ...[0.07000000029802322, 0.21000000834465027, 0.4899999797344208],
    ]);
  });

  it("float64 keeps the rounded values, and rounds no further", () => {
    const third: Operation = { name: "multiply", by: 1 / 3 };
    expect(applied([0.1], FLOAT32, { name: "float64" }, third)).toEqual([0.10000000149011612 * (1 / 3)]);
    expect(applied([0.1], FLOAT32, third)).not.toEqual([0.10000000149011612 * (1 / 3)]);
  });
});

describe("Row", () => {
  it("forgets entries and precision when it is cleared", () => {
    const row = rowOf([[3, 0.1]], true);
    row.clear();
    expect([row.size, row.isSingle]).toEqual([0, false]);
  });

  it("keeps its entries when it makes room for more", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2000), { maxLength: 5 }), (sizes) => {
        const row = new Row();
        for (const size of sizes) {
          row.reserve(size);
          for (let i = 0; i < size; i++) {
            row.features[row.size] = row.size;
            row.values[row.size] = -row.size;
            row.size++;
          }
        }
        expect(entriesOf(row).every(([feature, value], i) => feature === i && value === -i)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

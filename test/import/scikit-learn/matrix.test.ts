/** Matrices: arrays and the sparse matrices of scipy as plain rows, and what is broken in them. */

import { describe, expect, it } from "vitest";
import type { NdArray, PyObject, PyValue } from "../../../src/import/pickle/values.js";
import { diagonalOf, isSingle, matrixOf, vectorOf } from "../../../src/import/scikit-learn/objects/matrix.js";
import { bayes, bools, estimator, float, floats, instance, ints, refusalOf, singles, texts } from "./python-values.js";

const of = (value: PyValue) => estimator(bayes({ coef_: value }), "step 'model'");
/** A matrix with its values row by row, whatever their order in memory. */
const matrix = (value: PyValue) => {
  const { rows, columns, values, isFortran, isSingle: single } = matrixOf(of(value), "coef_");
  const at = (row: number, column: number): number => (isFortran ? column * rows + row : row * columns + column);
  const byRow = Array.from(values, (_, i) => values[at(Math.floor(i / columns), i % columns)]!);
  return { rows, columns, values: byRow, isSingle: single };
};
const sparse = (kind: string, attributes: Record<string, PyValue>): PyObject =>
  instance(`scipy.sparse.${kind}`, attributes);

/** [[0, 1.5, 0], [2, 0, −3]], as scipy has it by rows and by columns. */
const CSR = { _shape: [2, 3], data: floats([1.5, 2, -3]), indices: ints(1, 0, 2), indptr: ints(0, 1, 3) };
const CSC = { _shape: [2, 3], data: floats([2, 1.5, -3]), indices: ints(1, 0, 1), indptr: ints(0, 1, 2, 3) };
const ROWS = { rows: 2, columns: 3, values: [0, 1.5, 0, 2, 0, -3], isSingle: false };

describe("matrixOf", () => {
  it("reads an array of two dimensions, and takes one of a single dimension for a row", () => {
    expect(matrix(floats([1, 2, 3, 4, 5, 6], [2, 3]))).toEqual({
      rows: 2,
      columns: 3,
      values: [1, 2, 3, 4, 5, 6],
      isSingle: false,
    });
    expect(matrix(singles([1, 2, 3]))).toEqual({ rows: 1, columns: 3, values: [1, 2, 3], isSingle: true });
    expect(matrix(ints(4, 5))).toEqual({ rows: 1, columns: 2, values: [4, 5], isSingle: false });
  });

  it("reads an array in column order where it lies, without a copy in row order", () => {
    const columns = floats([1, 4, 2, 5, 3, 6], [2, 3], true);
    expect(matrix(columns)).toEqual({ rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6], isSingle: false });
    expect([...matrixOf(of(columns), "coef_").values]).toEqual([1, 4, 2, 5, 3, 6]);
    expect(matrix(floats([1, 2, 3], [3], true)).values).toEqual([1, 2, 3]);
  });

  it.each([
    ["_csr.csr_matrix", CSR],
    ["csr.csr_matrix", CSR],
    ["_csr.csr_array", CSR],
    ["_csc.csc_matrix", CSC],
    ["csc.csc_matrix", CSC],
  ])("reads a sparse matrix, %s", (kind, attributes) => {
    expect(matrix(sparse(kind, attributes))).toEqual(ROWS);
  });

  it("reads a sparse matrix whose shape has another name, as some versions write it, and its precision", () => {
    const { _shape, ...rest } = CSR;
    expect(matrix(sparse("_csr.csr_matrix", { ...rest, shape: [2, 3] }))).toEqual(ROWS);
    expect(matrix(sparse("_csr.csr_matrix", { ...CSR, data: singles([1.5, 2, -3]) })).isSingle).toBe(true);
  });

  it("reads a sparse matrix without entries", () => {
    const none = { _shape: [1, 2], data: floats([]), indices: ints(), indptr: ints(0, 0) };
    expect(matrix(sparse("_csr.csr_matrix", none)).values).toEqual([0, 0]);
  });

  const BROKEN: readonly (readonly [string, Record<string, PyValue>])[] = [
    ["an entry right of the last column", { indices: ints(1, 0, 3) }],
    ["an entry left of the first column", { indices: ints(-1, 0, 2) }],
    ["a row that ends behind all entries", { indptr: ints(0, 1, 4) }],
    ["a row too few", { indptr: ints(0, 3) }],
    ["a row too many", { indptr: ints(0, 1, 3, 3) }],
    ["fewer columns than entries", { indices: ints(1, 0) }],
    ["fewer numbers than entries", { data: floats([1.5, 2]) }],
    ["a column that is no number", { indices: floats([1, Number.NaN, 2]) }],
  ];

  it.each(BROKEN)("refuses a sparse matrix with %s as damaged", (_what, change) => {
    const { code, message } = refusalOf(() => matrix(sparse("_csr.csr_matrix", { ...CSR, ...change })));
    expect(code).toBe("damaged");
    expect(message).toContain("a sparse matrix whose entries are outside it; save the model again");
  });

  it("says where a broken sparse matrix is", () => {
    const { message } = refusalOf(() => matrix(sparse("_csr.csr_matrix", { ...CSR, ...BROKEN[0]![1] })));
    expect(message).toMatch(/^step 'model': coef_/);
  });

  it.each<readonly [string, PyValue]>([
    ["a number", float(1)],
    ["a list", [1, 2]],
    ["an array of three dimensions", floats([1, 2], [1, 1, 2])],
    ["a single item", floats([1], [])],
    ["a sparse matrix of another kind", sparse("_coo.coo_matrix", CSR)],
    ["a class of another package", instance("numpy.csr_matrix", CSR)],
    ["a sparse matrix without a shape", sparse("_csr.csr_matrix", { ...CSR, _shape: null })],
    ["a sparse matrix of a negative shape", sparse("_csr.csr_matrix", { ...CSR, _shape: [-2, 3] })],
    ["a sparse matrix whose shape is text", sparse("_csr.csr_matrix", { ...CSR, _shape: ["2", 3] })],
    ["a sparse matrix without numbers", sparse("_csr.csr_matrix", { ...CSR, data: null })],
    ["a sparse matrix without columns", sparse("_csr.csr_matrix", { ...CSR, indices: null })],
    [
      "a sparse matrix that would take more than 2 GiB",
      sparse("_csr.csr_matrix", { ...CSR, _shape: [2 ** 20, 2 ** 9] }),
    ],
    [
      "a diagonal matrix",
      sparse("_dia.dia_matrix", { _shape: [2, 2], data: floats([1, 2], [1, 2]), offsets: ints(0) }),
    ],
  ])("refuses %s as damaged, and names the place", (_what, value) => {
    const { code, message } = refusalOf(() => matrix(value));
    expect(code).toBe("damaged");
    expect(message).toMatch(/^step 'model': coef_: expected a matrix, got .*; save the model again$/);
  });

  it("refuses an array of no numbers, and says where it is and what to do", () => {
    const { code, message } = refusalOf(() => matrix(texts("a", "b")));
    expect(code).toBe("parameter");
    expect(message).toMatch(/^step 'model': coef_: .*dtype <U1; expected numbers; .+/);
  });

  it("refuses what is not there as not fitted", () => {
    expect(refusalOf(() => matrixOf(estimator(bayes()), "coef_")).code).toBe("not-fitted");
  });
});

describe("vectorOf", () => {
  it("reads an array, or one number", () => {
    expect([...vectorOf(of(floats([1, 2])), "coef_").values]).toEqual([1, 2]);
    for (const one of [float(0.5), floats([0.5], [])]) expect([...vectorOf(of(one), "coef_").values]).toEqual([0.5]);
    expect([...vectorOf(of(7), "coef_").values]).toEqual([7]);
  });

  it("knows the precision of an array", () => {
    expect(vectorOf(of(singles([1])), "coef_").isSingle).toBe(true);
    expect(vectorOf(of(floats([1])), "coef_").isSingle).toBe(false);
  });

  it("refuses what is no number", () => {
    expect(refusalOf(() => vectorOf(of("1"), "coef_"))).toMatchObject({
      code: "parameter",
      message:
        "step 'model': coef_='1' is not supported; expected a number; fit the pipeline again with that, and save it",
    });
  });
});

describe("isSingle", () => {
  it("is true of floats of four bytes or less", () => {
    const cases: readonly (readonly [NdArray, boolean])[] = [
      [singles([1]), true],
      [floats([1]), false],
      [ints(1), false],
      [bools(true), false],
    ];
    for (const [array, expected] of cases) expect(isSingle(array)).toBe(expected);
  });
});

describe("diagonalOf", () => {
  const diagonal = (value: PyValue): number[] | undefined => {
    const found = diagonalOf(value);
    return found && [...found.values];
  };

  it("reads the diagonal of a matrix by rows, by columns, or by diagonals", () => {
    const entries = { _shape: [3, 3], data: floats([1.5, 2.5]), indices: ints(0, 2), indptr: ints(0, 1, 1, 2) };
    expect(diagonal(sparse("_csr.csr_matrix", entries))).toEqual([1.5, 0, 2.5]);
    expect(diagonal(sparse("csc.csc_matrix", entries))).toEqual([1.5, 0, 2.5]);
    expect(
      diagonal(sparse("dia.dia_matrix", { _shape: [2, 2], data: floats([3, 4], [1, 2]), offsets: ints(0) })),
    ).toEqual([3, 4]);
  });

  it("leaves out what is beside the diagonal", () => {
    expect(diagonal(sparse("_csr.csr_matrix", CSR))).toEqual([0, 0]);
  });

  it("knows the precision", () => {
    const data = { _shape: [1, 1], data: singles([2]), indices: ints(0), indptr: ints(0, 1) };
    expect(diagonalOf(sparse("_csr.csr_matrix", data))!.isSingle).toBe(true);
    expect(diagonalOf(sparse("_dia.dia_matrix", { _shape: [1, 1], data: singles([2], [1, 1]) }))!.isSingle).toBe(true);
  });

  it("is none of other things, nor of a diagonal that is too short", () => {
    expect(diagonal(floats([1, 2]))).toBeUndefined();
    expect(diagonal(null)).toBeUndefined();
    expect(diagonal(sparse("_dia.dia_matrix", { _shape: [3, 3], data: floats([1, 2], [1, 2]) }))).toBeUndefined();
  });

  it("refuses a matrix whose rows are broken", () => {
    expect(refusalOf(() => diagonalOf(sparse("_csr.csr_matrix", { ...CSR, indptr: ints(0, 9, 9) }))).code).toBe(
      "damaged",
    );
  });

  it("refuses a shape that no machine has memory for", () => {
    const huge = { ...CSR, _shape: [2 ** 50, 2 ** 50] };
    expect(refusalOf(() => diagonalOf(sparse("_csr.csr_matrix", huge))).code).toMatch(/^(damaged|limit)$/);
  });
});

/** Matrices: arrays and sparse matrices of a fitted estimator → plain rows of numbers. */

import { MAX_WEIGHT } from "../../../core/models/scikit-learn/arrays.js";
import { NdArray, PyObject, type PyValue } from "../../pickle/values.js";
import { Refusal } from "../../refusal.js";
import type { Estimator } from "./estimator.js";
import { pythonRepr } from "./python-repr.js";

/** A matrix in either order. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** [rows × columns], or the other way round */
  readonly values: Float64Array;
  /** Whether its columns follow each other, and not its rows. */
  readonly isFortran: boolean;
  /** Whether its numbers are of single precision. */
  readonly isSingle: boolean;
}

/** Most numbers of a matrix that a sparse one may be spread out to, 2^28 (2 GiB). */
const MAX_NUMBERS = 2 ** 28;

/** Reads an attribute that is a matrix; one of a single dimension is one row. @throws Refusal */
export function matrixOf(estimator: Estimator, name: string): Matrix {
  const value = estimator.fitted(name);
  if (value instanceof NdArray && (value.shape.length === 1 || value.shape.length === 2)) {
    const [rows, columns] = value.shape.length === 1 ? [1, value.shape[0]!] : (value.shape as [number, number]);
    const isFortran = value.isFortran && value.shape.length === 2;
    const values = placed(estimator, name, () => value.float64AsStored());
    return { rows, columns, values, isFortran, isSingle: isSingle(value) };
  }
  const sparse = value instanceof PyObject ? placed(estimator, name, () => sparseMatrix(value)) : undefined;
  if (sparse) return sparse;
  throw new Refusal(
    "damaged",
    `${estimator.where}: ${name}: expected a matrix, got ${pythonRepr(value)}; save the model again`,
  );
}

/** Reads an attribute that is a list of numbers; a single number is one for each of `length`. @throws Refusal */
export function vectorOf(estimator: Estimator, name: string): { values: Float64Array; isSingle: boolean } {
  const value = estimator.fitted(name);
  if (value instanceof NdArray) {
    return { values: placed(estimator, name, () => value.float64()), isSingle: isSingle(value) };
  }
  return { values: Float64Array.of(estimator.number(name)), isSingle: true };
}

/** Reads an attribute. @throws Refusal as reading does, with the place. */
export function placed<T>({ where }: Estimator, name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, `${where}: ${name}: ${error.message}`);
  }
}

export const isSingle = ({ dtype }: NdArray): boolean => dtype.kind === "f" && dtype.itemSize <= 4;

/** The numbers on the diagonal of a sparse matrix, as `_idf_diag` is one. @returns undefined if it is no such matrix. */
export function diagonalOf(value: PyValue): { values: Float64Array; isSingle: boolean } | undefined {
  const matrix = value instanceof PyObject ? sparseParts(value) : undefined;
  if (!matrix) return undefined;
  const { kind, data, rows } = matrix;
  if (kind === "dia") return { values: data.float64().slice(0, rows), isSingle: isSingle(data) };
  data.claim(rows * Float64Array.BYTES_PER_ELEMENT);
  const values = new Float64Array(rows);
  forEntries(matrix, (row, column, number) => {
    if (row === column) values[row] = number;
  });
  return { values, isSingle: isSingle(data) };
}

function sparseMatrix(value: PyObject): Matrix | undefined {
  const matrix = sparseParts(value);
  if (!matrix || matrix.kind === "dia" || matrix.rows * matrix.columns > MAX_NUMBERS) return undefined;
  const { rows, columns, data } = matrix;
  data.claim(rows * columns * Float64Array.BYTES_PER_ELEMENT);
  const values = new Float64Array(rows * columns);
  forEntries(matrix, (row, column, number) => {
    values[row * columns + column] = number;
  });
  return { rows, columns, values, isFortran: false, isSingle: isSingle(data) };
}

interface SparseParts {
  readonly kind: "csr" | "csc" | "dia";
  readonly rows: number;
  readonly columns: number;
  readonly data: NdArray;
  readonly indices?: Float64Array;
  readonly pointers?: Float64Array;
}

/** Reads a matrix of scipy: `csr_matrix`, `csc_matrix`, `dia_matrix`, or the array of the same kind. */
function sparseParts(value: PyObject): SparseParts | undefined {
  const kind = /^(csr|csc|dia)_(?:matrix|array)$/.exec(value.type.name)?.[1] as SparseParts["kind"] | undefined;
  const shape = value.get("_shape") ?? value.get("shape");
  const data = value.get("data");
  if (!kind || !value.type.module.startsWith("scipy.sparse") || !Array.isArray(shape)) return undefined;
  const [rows, columns] = shape;
  if (!isCount(rows) || !isCount(columns) || !(data instanceof NdArray)) return undefined;
  if (rows > MAX_NUMBERS || columns > MAX_NUMBERS) {
    throw new Refusal(
      "limit",
      `a sparse matrix of ${rows} × ${columns}; at most ${MAX_NUMBERS} rows or columns can be read`,
    );
  }
  if (kind === "dia") return data.size >= rows ? { kind, rows, columns, data } : undefined;
  const [indices, pointers] = [value.get("indices"), value.get("indptr")];
  if (!(indices instanceof NdArray) || !(pointers instanceof NdArray)) return undefined;
  return { kind, rows, columns, data, indices: indices.float64(), pointers: pointers.float64() };
}

const isCount = (value: PyValue | undefined): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** @throws Refusal `damaged` if an entry is outside the matrix. */
function forEntries(
  { kind, rows, columns, data, indices, pointers }: SparseParts,
  visit: (row: number, column: number, value: number) => void,
): void {
  const numbers = data.float64();
  const [outer, inner] = kind === "csr" ? [rows, columns] : [columns, rows];
  const broken = new Refusal("damaged", "a sparse matrix whose entries are outside it; save the model again");
  if (pointers!.length !== outer + 1 || pointers![0] !== 0) throw broken;
  for (let i = 0; i < outer; i++) {
    const end = pointers![i + 1]!;
    // They must not go back: a few entries could be visited any number of times.
    if (!(end >= pointers![i]!) || end > numbers.length || end > indices!.length) throw broken;
    for (let at = pointers![i]!; at < end; at++) {
      const j = indices![at]!;
      if (!(j >= 0 && j < inner)) throw broken;
      if (kind === "csr") visit(i, j, numbers[at]!);
      else visit(j, i, numbers[at]!);
    }
  }
}

/** @throws Refusal `parameter` */
export function finite(
  { where }: Estimator,
  name: string,
  values: Float64Array,
  limit: number = MAX_WEIGHT,
): Float64Array {
  let i = 0;
  while (i < values.length && Math.abs(values[i]!) <= limit) i++;
  if (i === values.length) return values;
  throw new Refusal(
    "parameter",
    `${where}: ${name} has a number that is not finite, or beyond ${limit}; fit it again, naive Bayes with alpha above 0`,
  );
}

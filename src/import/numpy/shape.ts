/** Shapes of arrays: how many items there are, and in which order they lie. */

/** Number of items of a shape: 1 of an empty one. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** numpy's own limit of dimensions. */
const MAX_DIMENSIONS = 64;

/** Whether a value is a shape whose size is an exact number, so that nothing overflows. */
export function isShape(value: unknown): value is number[] {
  if (!Array.isArray(value) || value.length > MAX_DIMENSIONS) return false;
  let size = 1;
  for (const length of value) {
    if (!Number.isSafeInteger(length) || length < 0) return false;
    // Without zeros: a length beyond one would be no less wrong.
    size *= Math.max(length, 1);
    if (!Number.isSafeInteger(size)) return false;
  }
  return true;
}

interface Items<T> {
  [index: number]: T;
}

/**
 * Copies items from column order (the first index runs fastest) to row order (the last does).
 *
 * @param rows receives them; as long as `columns`.
 */
export function inRowOrder<T, A extends Items<T>>(columns: Items<T>, rows: A, shape: readonly number[]): A {
  const size = sizeOf(shape);
  const last = shape.length - 1;
  // In column order, one step along a dimension passes over all items of the dimensions before it.
  const strides = shape.map((_, dimension) => sizeOf(shape.slice(0, dimension)));
  const index = new Array<number>(shape.length).fill(0);
  for (let i = 0, from = 0; i < size; i++) {
    rows[i] = columns[from] as T;
    for (let dimension = last; dimension >= 0; dimension--) {
      from += strides[dimension]!;
      if (++index[dimension]! < shape[dimension]!) break;
      from -= strides[dimension]! * shape[dimension]!;
      index[dimension] = 0;
    }
  }
  return rows;
}

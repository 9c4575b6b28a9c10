/** The document matrix: the selected terms of documents as sparse rows. `src/train/features/document-matrix.ts` has the formula, and calls this. */

/** Terms and documents, and where rows go. Arrays are addresses. V columns, D documents, P pairs, N rows, Z items. */
@unmanaged
class Problem {
  /** V, and how many columns are one task. */
  columns: u32;
  columnsOfTask: u32;
  /** N, and how many rows are one task. */
  rows: u32;
  rowsOfTask: u32;
  /** Term of each column; -1 for one that no document has. i32[V] */
  indexes: usize;
  /** Term t has the pairs from `pairs[t]` to `pairs[t + 1]`. u32[T + 1] */
  pairs: usize;
  /** u32[P] */
  documents: usize;
  /** u16[P] */
  frequencies: usize;
  /** Row of each document; -1 for one that has none. i32[D] */
  rowOf: usize;
  /** Weights by frequency, f64[]: address for each column. u32[V] */
  weights: usize;
  /** f32[V] */
  factors: usize;
  /** Number of items of each row in the columns of each task; then where its next one goes. u32[tasks][N] */
  cursors: usize;
  /** Row i has the items from `starts[i]` to `starts[i + 1]`. u32[N + 1] */
  starts: usize;
  /** Column of each item. u32[Z] */
  terms: usize;
  /** How often each item's term occurs. u16[Z] */
  itemFrequencies: usize;
  /** x of each item. f32[Z] */
  values: usize;
}

const WEIGHT_ONE: f64 = 65536;
/** Values are multiples of 1 ⁄ UNIT. */
const UNIT: f64 = 1048576;

/** Counts the items of each row in the columns of a task. */
export function countItems(problem: Problem, task: u32, _thread: u32): void {
  const end = min(problem.columns, (task + 1) * problem.columnsOfTask);
  const cursors = problem.cursors + ((<usize>task * problem.rows) << 2);
  for (let column = task * problem.columnsOfTask; column < end; column++) takeColumn(problem, column, cursors, false);
}

/** Puts the items in the columns of a task into their rows. */
export function placeItems(problem: Problem, task: u32, _thread: u32): void {
  const end = min(problem.columns, (task + 1) * problem.columnsOfTask);
  const cursors = problem.cursors + ((<usize>task * problem.rows) << 2);
  for (let column = task * problem.columnsOfTask; column < end; column++) takeColumn(problem, column, cursors, true);
}

export function takeColumn(problem: Problem, column: u32, cursors: usize, isPlaced: bool): void {
  const term = load<i32>(problem.indexes + ((<usize>column) << 2));
  if (term < 0) return;
  const end = <usize>load<u32>(problem.pairs + ((<usize>term) << 2), 4);
  for (let i = <usize>load<u32>(problem.pairs + ((<usize>term) << 2)); i < end; i++) {
    const row = load<i32>(problem.rowOf + ((<usize>load<u32>(problem.documents + (i << 2))) << 2));
    if (row < 0) continue;
    const cursor = cursors + ((<usize>row) << 2);
    const at = <usize>load<u32>(cursor);
    store<u32>(cursor, <u32>at + 1);
    if (!isPlaced) continue;
    store<u32>(problem.terms + (at << 2), column);
    store<u16>(problem.itemFrequencies + (at << 1), load<u16>(problem.frequencies + (i << 1)));
  }
}

/** Weighs the items of the rows of a task, and normalises each row. */
export function weighRows(problem: Problem, task: u32, _thread: u32): void {
  const end = min(problem.rows, (task + 1) * problem.rowsOfTask);
  for (let row = task * problem.rowsOfTask; row < end; row++) weighRow(problem, row);
}

export function weighRow(problem: Problem, row: u32): void {
  const start = <usize>load<u32>(problem.starts + ((<usize>row) << 2));
  const end = <usize>load<u32>(problem.starts + ((<usize>row) << 2), 4);
  let squares: f64 = 0;
  for (let i = start; i < end; i++) {
    const weight = weightOf(problem, i);
    squares += weight * weight;
  }
  const scale = UNIT / sqrt(squares);
  // A value is not negative: half up is `Math.round`. A multiple of 2^-20 up to 1 has at most 21 bits: single precision holds it exactly.
  for (let i = start; i < end; i++) {
    store<f32>(problem.values + (i << 2), <f32>(floor(weightOf(problem, i) * scale + 0.5) / UNIT));
  }
}

function weightOf(problem: Problem, item: usize): f64 {
  const column = (<usize>load<u32>(problem.terms + (item << 2))) << 2;
  const weights = <usize>load<u32>(problem.weights + column);
  const frequency = <usize>load<u16>(problem.itemFrequencies + (item << 1));
  return (load<f64>(weights + (frequency << 3)) / WEIGHT_ONE) * <f64>load<f32>(problem.factors + column);
}

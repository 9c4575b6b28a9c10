/** Scores of rows by a model, before its scales and biases. `src/train/choose/held-out.ts` calls this. */

/** Rows and a model. Arrays are addresses. N rows, Z items, V terms, P postings, C categories. */
@unmanaged
class Problem {
  /** N, and how many rows are one task. */
  rows: u32;
  rowsOfTask: u32;
  targets: u32;
  /** Row i has the items from `starts[i]` to `starts[i + 1]`. u32[N + 1] */
  starts: usize;
  /** Term of each item. u32[Z] */
  terms: usize;
  /** f32[Z] */
  values: usize;
  /** Term t has the postings from `postings[t]` to `postings[t + 1]`. u32[V + 1] */
  postings: usize;
  /** u16[P] */
  postingCategories: usize;
  /** f64[P] */
  delta: usize;
  /** f64[V] */
  common: usize;
  /** Result for each row: Σ x², Σ x, Σ x · common, and Σ x · delta by category. f64[N][3 + C] */
  sums: usize;
}

/** Scores the rows of a task. */
export function scoreRows(problem: Problem, task: u32, _thread: u32): void {
  const end = min(problem.rows, (task + 1) * problem.rowsOfTask);
  for (let row = task * problem.rowsOfTask; row < end; row++) scoreRow(problem, row);
}

export function scoreRow(problem: Problem, row: u32): void {
  const sums = problem.sums + ((<usize>row * (3 + problem.targets)) << 3);
  const scores = sums + 24;
  let squares: f64 = 0;
  let length: f64 = 0;
  let shared: f64 = 0;
  memory.fill(scores, 0, (<usize>problem.targets) << 3);
  const end = <usize>load<u32>(problem.starts + ((<usize>row) << 2), 4);
  for (let item = <usize>load<u32>(problem.starts + ((<usize>row) << 2)); item < end; item++) {
    const x = <f64>load<f32>(problem.values + (item << 2));
    const term = <usize>load<u32>(problem.terms + (item << 2));
    squares += x * x;
    length += x;
    shared += x * load<f64>(problem.common + (term << 3));
    const last = <usize>load<u32>(problem.postings + (term << 2), 4);
    for (let i = <usize>load<u32>(problem.postings + (term << 2)); i < last; i++) {
      const score = scores + ((<usize>load<u16>(problem.postingCategories + (i << 1))) << 3);
      store<f64>(score, load<f64>(score) + x * load<f64>(problem.delta + (i << 3)));
    }
  }
  store<f64>(sums, squares);
  store<f64>(sums, length, 8);
  store<f64>(sums, shared, 16);
}

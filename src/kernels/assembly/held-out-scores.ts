/**
 * Leave-one-out scores of complement naive Bayes. What they are, and why, stands in `src/train/fit/held-out-scores.ts`, which calls this.
 */

import { logarithm } from "./logarithm";

/** A share of a complement that makes no difference between categories. */
const NEGLIGIBLE: f64 = 1.0 / 128.0;
/** Below this share its series is exact to 2^-20. */
const SMALL: f64 = 1.0 / 16.0;

/** What is known of a term, by its column. */
@unmanaged
class Term {
  /** T_t */
  total: f64;
  /** The greatest of its 1 ⁄ (T_t − N_tc + α). */
  greatest: f64;
  /** Its postings are those from `start` to `end`. */
  start: u32;
  end: u32;
}

/** Rows, and the model that each is taken out of. Arrays are addresses. N rows, Z items, V terms, P postings, C categories. */
@unmanaged
class Problem {
  /** The first of the rows to score, how many, and how many are one task. */
  first: u32;
  rows: u32;
  rowsOfTask: u32;
  targets: u32;
  /** Row i has the items from `starts[i]` to `starts[i + 1]`. u32[N + 1] */
  starts: usize;
  /** Column of each item. u32[Z] */
  columns: usize;
  /** f32[Z] */
  values: usize;
  /** u16[N] */
  categories: usize;
  /** {@link Term}[V] */
  terms: usize;
  /** Category as u32, and weight as f32. u64[P] */
  postings: usize;
  /** 1 ⁄ (T_t − N_tc + α). f64[P] */
  inverses: usize;
  /** f64[C] */
  offset: usize;
  /** f64[C] */
  complementTotals: usize;
  /** Result: score of each row for each category, centred. f64[rows][C] */
  scores: usize;
  /** α. f64[1] */
  alpha: usize;
}

/** Scores some rows: those of task number `task`. */
export function scoreHeldOutRows(problem: Problem, task: u32, _thread: u32): void {
  const end = min(problem.rows, (task + 1) * problem.rowsOfTask);
  for (let row = task * problem.rowsOfTask; row < end; row++) scoreHeldOutRow(problem, row);
}

/** Scores the row that is `index` rows behind the first. */
export function scoreHeldOutRow(problem: Problem, index: u32): void {
  const row = problem.first + index;
  const targets = problem.targets;
  const scores = problem.scores + ((<usize>index * targets) << 3);
  const own = <u32>load<u16>(problem.categories + ((<usize>row) << 1));
  const alpha = load<f64>(problem.alpha);
  memory.fill(scores, 0, (<usize>targets) << 3);
  let length: f64 = 0;
  // What the other categories gain when the document leaves their complements, if they do not have the term.
  let gain: f64 = 0;
  const end = load<u32>(problem.starts + ((<usize>row) << 2), 4);
  for (let item = load<u32>(problem.starts + ((<usize>row) << 2)); item < end; item++) {
    const column = <usize>load<u32>(problem.columns + ((<usize>item) << 2));
    const term = changetype<Term>(problem.terms + column * offsetof<Term>());
    const x = <f64>load<f32>(problem.values + ((<usize>item) << 2));
    const total = term.total;
    if (total <= x) continue;
    length += x;
    const absent = gainOf(x / (total + alpha));
    gain += x * absent;
    const end = problem.postings + ((<usize>term.end) << 3);
    for (let posting = problem.postings + ((<usize>term.start) << 3); posting < end; posting += 8) {
      const at = scores + ((<usize>load<u32>(posting)) << 3);
      store<f64>(at, load<f64>(at) + x * <f64>load<f32>(posting, 4));
    }
    // In a complement that is large beside the document, all categories gain as good as the same.
    if (x * term.greatest < NEGLIGIBLE) continue;
    for (let i = <usize>term.start; i < <usize>term.end; i++) {
      const category = load<u32>(problem.postings + (i << 3));
      if (category === own) continue;
      const at = scores + ((<usize>category) << 3);
      store<f64>(at, load<f64>(at) + x * (gainOf(x * load<f64>(problem.inverses + (i << 3))) - absent));
    }
  }
  const ownScore = scores + ((<usize>own) << 3);
  store<f64>(ownScore, load<f64>(ownScore) - gain);
  let mean: f64 = 0;
  for (let c: u32 = 0; c < targets; c++) {
    const at = scores + ((<usize>c) << 3);
    const shrunk = c === own ? 0 : gainOf(length / load<f64>(problem.complementTotals + ((<usize>c) << 3)));
    const score = load<f64>(at) + length * (load<f64>(problem.offset + ((<usize>c) << 3)) - shrunk);
    store<f64>(at, score);
    mean += score;
  }
  mean /= <f64>targets;
  for (let c: u32 = 0; c < targets; c++) {
    const at = scores + ((<usize>c) << 3);
    store<f64>(at, load<f64>(at) - mean);
  }
}

/** By how much −ln a grows when the share r of a leaves it: −ln(1 − r) = r + r²⁄2 + r³⁄3 + …. */
function gainOf(share: f64): f64 {
  if (share < SMALL) return share * (1 + share * (1.0 / 2.0 + share * (1.0 / 3.0 + share * (1.0 / 4.0 + share / 5.0))));
  return -logarithm(1 - share);
}

/**
 * Leave-one-out scores of complement naive Bayes. What they are, and why, stands in `src/train/fit/held-out-scores.ts`, which calls this.
 */

import { logarithm } from "./logarithm";

/** A share of a complement that makes no difference between categories. */
const NEGLIGIBLE: f64 = 1.0 / 128.0;
/** Below this share its series is exact to 2^-20. */
const SMALL: f64 = 1.0 / 16.0;

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
  /** u32[Z] */
  terms: usize;
  /** f32[Z] */
  values: usize;
  /** u16[N] */
  categories: usize;
  /** Term t has the postings from `postings[t]` to `postings[t + 1]`. u32[V + 1] */
  postings: usize;
  /** u16[P] */
  postingCategories: usize;
  /** f64[P] */
  delta: usize;
  /** 1 ⁄ (T_t − N_tc + α). f64[P] */
  inverses: usize;
  /** The greatest of them. f64[V] */
  greatest: usize;
  /** T_t. f64[V] */
  totals: usize;
  /** f64[C] */
  offset: usize;
  /** f64[C] */
  complementTotals: usize;
  /** Result: score of each row for each category, centred. f64[rows][C] */
  scores: usize;
  /** Two halves of one f64. */
  alphaLow: u32;
  alphaHigh: u32;
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
  const alpha = reinterpret<f64>(((<u64>problem.alphaHigh) << 32) | <u64>problem.alphaLow);
  memory.fill(scores, 0, (<usize>targets) << 3);
  let length: f64 = 0;
  // What the other categories gain when the document leaves their complements, if they do not have the term.
  let gain: f64 = 0;
  const end = load<u32>(problem.starts + ((<usize>row) << 2), 4);
  for (let item = load<u32>(problem.starts + ((<usize>row) << 2)); item < end; item++) {
    const term = <usize>load<u32>(problem.terms + ((<usize>item) << 2));
    const x = <f64>load<f32>(problem.values + ((<usize>item) << 2));
    const total = load<f64>(problem.totals + (term << 3));
    if (total <= x) continue;
    length += x;
    const absent = gainOf(x / (total + alpha));
    gain += x * absent;
    const first = <usize>load<u32>(problem.postings + (term << 2));
    const last = <usize>load<u32>(problem.postings + (term << 2), 4);
    for (let i = first; i < last; i++) {
      const at = scores + ((<usize>load<u16>(problem.postingCategories + (i << 1))) << 3);
      store<f64>(at, load<f64>(at) + x * load<f64>(problem.delta + (i << 3)));
    }
    // In a complement that is large beside the document, all categories gain as good as the same.
    if (x * load<f64>(problem.greatest + (term << 3)) < NEGLIGIBLE) continue;
    for (let i = first; i < last; i++) {
      const category = <u32>load<u16>(problem.postingCategories + (i << 1));
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

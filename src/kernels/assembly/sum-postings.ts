/** Sums of x by posting: over the documents of each category. `src/train/fit/posting-sums.ts` calls this. */

/** Rows and postings. Arrays are addresses. N rows, Z items, V terms, P postings. */
@unmanaged
class Problem {
  /** V */
  terms: u32;
  /** Rows, those of each category together. u32[N] */
  rows: usize;
  /** Task i is about the rows from `tasks[i]` to `tasks[i + 1]` of these, which are all of some categories. u32[tasks + 1] */
  tasks: usize;
  /** Row i has the items from `starts[i]` to `starts[i + 1]`. u32[N + 1] */
  starts: usize;
  /** Term of each item. u32[Z] */
  items: usize;
  /** x of each item. f32[Z] */
  values: usize;
  /** u16[N] */
  categories: usize;
  /** Number of identical documents. f64[N] */
  copies: usize;
  /** Term t has the postings from `postings[t]` to `postings[t + 1]`. u32[V + 1] */
  postings: usize;
  /** Category of each posting, ascending within a term. u16[P] */
  postingCategories: usize;
  /** Room of each thread. u32[V] */
  room: usize;
  /** Result. f64[P] */
  sums: usize;
  /** Result: becomes 1 if an item has no posting. u32[1] */
  isMissing: usize;
}

/** Adds up the rows of a task. As rows come by category, each posting of a term is found from the one before, without a search. */
export function sumPostings(problem: Problem, task: u32, thread: u32): void {
  const next = problem.room + <usize>thread * ((<usize>problem.terms) << 2);
  memory.copy(next, problem.postings, (<usize>problem.terms) << 2);
  const end = load<u32>(problem.tasks + ((<usize>task) << 2), 4);
  for (let i = load<u32>(problem.tasks + ((<usize>task) << 2)); i < end; i++) {
    sumRow(problem, load<u32>(problem.rows + ((<usize>i) << 2)), next);
  }
}

export function sumRow(problem: Problem, row: u32, next: usize): void {
  const category = load<u16>(problem.categories + ((<usize>row) << 1));
  const copies = load<f64>(problem.copies + ((<usize>row) << 3));
  const end = load<u32>(problem.starts + ((<usize>row) << 2), 4);
  for (let i = load<u32>(problem.starts + ((<usize>row) << 2)); i < end; i++) {
    const term = (<usize>load<u32>(problem.items + ((<usize>i) << 2))) << 2;
    const last = <usize>load<u32>(problem.postings + term, 4);
    let posting = <usize>load<u32>(next + term);
    while (posting < last && load<u16>(problem.postingCategories + (posting << 1)) < category) posting++;
    store<u32>(next + term, <u32>posting);
    if (posting === last || load<u16>(problem.postingCategories + (posting << 1)) !== category) {
      store<u32>(problem.isMissing, 1);
      return;
    }
    const sum = problem.sums + (posting << 3);
    store<f64>(sum, load<f64>(sum) + copies * <f64>load<f32>(problem.values + ((<usize>i) << 2)));
  }
}

/** Folds hyperplanes and naive Bayes into one linear model. `src/train/fit/folded-model.ts` says what that means, and calls this. */

/** Hyperplanes and the model. Arrays are addresses. V terms, P postings of naive Bayes, Q of the model, K hyperplanes. */
@unmanaged
class Problem {
  /** V, and how many terms are one task. */
  terms: u32;
  termsOfTask: u32;
  /** Category of the first hyperplane; the next ones follow. */
  category: u32;
  /** K */
  planes: u32;
  /** Weights of each hyperplane, f32[V]: addresses. u32[K] */
  weights: usize;
  /** What its weights are multiplied with, and the scores of naive Bayes. f64[K] */
  signs: usize;
  factors: usize;
  /** Postings of naive Bayes, and the next of each term. u32[V + 1], u16[P], f64[P], u32[V] */
  bayesStarts: usize;
  bayesCategories: usize;
  bayesDelta: usize;
  bayesNext: usize;
  /** Mean of its deltas. f64[V] */
  means: usize;
  /** Postings of the model, and the next of each term. u32[V + 1], u16[Q], f64[Q], u32[V] */
  starts: usize;
  categories: usize;
  delta: usize;
  next: usize;
  /** Sum of the weights without a posting. f64[V] */
  absent: usize;
}

/** Folds the weights of the terms of a task. */
export function foldPlanes(problem: Problem, task: u32, _thread: u32): void {
  const end = min(problem.terms, (task + 1) * problem.termsOfTask);
  for (let term = task * problem.termsOfTask; term < end; term++) foldTerm(problem, term);
}

export function foldTerm(problem: Problem, term: u32): void {
  const four = (<usize>term) << 2;
  const eight = (<usize>term) << 3;
  let own = <usize>load<u32>(problem.bayesNext + four);
  let posting = <usize>load<u32>(problem.next + four);
  const ownEnd = <usize>load<u32>(problem.bayesStarts + four, 4);
  const end = <usize>load<u32>(problem.starts + four, 4);
  const mean = load<f64>(problem.means + eight);
  let absent = load<f64>(problem.absent + eight);
  for (let plane: u32 = 0; plane < problem.planes; plane++) {
    const category = problem.category + plane;
    let bayes: f64 = 0;
    if (own < ownEnd && <u32>load<u16>(problem.bayesCategories + (own << 1)) === category) {
      bayes = load<f64>(problem.bayesDelta + (own << 3));
      own++;
    }
    const weight = <f64>load<f32>(<usize>load<u32>(problem.weights + ((<usize>plane) << 2)) + four);
    const sign = load<f64>(problem.signs + ((<usize>plane) << 3));
    const factor = load<f64>(problem.factors + ((<usize>plane) << 3));
    const value = sign * weight + factor * (bayes - mean);
    if (posting < end && <u32>load<u16>(problem.categories + (posting << 1)) === category) {
      store<f64>(problem.delta + (posting << 3), value);
      posting++;
    } else {
      absent += value;
    }
  }
  store<u32>(problem.bayesNext + four, <u32>own);
  store<u32>(problem.next + four, <u32>posting);
  store<f64>(problem.absent + eight, absent);
}

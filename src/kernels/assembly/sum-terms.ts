/**
 * Sums of terms over chosen documents, by category: first how many postings each term has and what it is worth, then the postings of those that
 * are kept. `src/train/features/term-sums.ts` calls this.
 */

import { log } from "./math";

/** Terms and documents. Arrays are addresses. T terms, P pairs of a term and a document, D documents, C categories. */
@unmanaged
class Problem {
  /** T, and how many of them are one task. */
  terms: u32;
  termsOfTask: u32;
  targets: u32;
  /** 0 if the term is a unigram. u32[T] */
  second: usize;
  /** Term t has the pairs from `starts[t]` to `starts[t + 1]`. u32[T + 1] */
  starts: usize;
  /** u32[P] */
  documents: usize;
  /** u16[P] */
  frequencies: usize;
  /** u16[D] */
  categories: usize;
  /** Number of identical documents, 0 for one that is not chosen. f64[D] */
  copies: usize;
  /** What a document's weights are multiplied with. f64[D] */
  scales: usize;
  /** Weight of a unigram, and of a bigram, by its frequency. f64[] */
  unigramWeights: usize;
  bigramWeights: usize;
  /** α. f64[1] */
  alpha: usize;
  /** Room of each thread, zeros: f64[C] and u32[C]. */
  room: usize;
  /** Number of postings of each term; in `postTerms`, where those of a kept term begin. u32[T] */
  postings: usize;
  /** What each term is worth. f32[T] */
  values: usize;
  /** Terms that are kept. u32[K] */
  kept: usize;
  /** Their postings. u16[], f64[] */
  postingCategories: usize;
  postingSums: usize;
}

/** Weights are multiples of this, and sums too: they are exact. */
const WEIGHT_ONE: f64 = 65536;

/** Values the terms of a task. */
export function valueTerms(problem: Problem, task: u32, thread: u32): void {
  const end = min(problem.terms, (task + 1) * problem.termsOfTask);
  const sums = roomOf(problem, thread);
  for (let term = task * problem.termsOfTask; term < end; term++) valueTerm(problem, term, sums);
}

/** Lists the postings of the kept terms of a task. */
export function postTerms(problem: Problem, task: u32, thread: u32): void {
  const end = min(problem.terms, (task + 1) * problem.termsOfTask);
  const sums = roomOf(problem, thread);
  for (let at = task * problem.termsOfTask; at < end; at++) postTerm(problem, at, sums);
}

function roomOf(problem: Problem, thread: u32): usize {
  return problem.room + <usize>thread * ((<usize>problem.targets * 12 + 15) & ~15);
}

/**
 * T · ln((T + α) ⁄ (T − M + α)) ⁄ (P + 3), see `src/train/fit/select.ts`.
 */
export function valueTerm(problem: Problem, term: u32, sums: usize): void {
  const alpha = load<f64>(problem.alpha);
  const found = addUp(problem, term, sums);
  store<u32>(problem.postings + ((<usize>term) << 2), found);
  let total: f64 = 0;
  let largest: f64 = 0;
  const list = sums + ((<usize>problem.targets) << 3);
  for (let i: usize = 0; i < <usize>found; i++) {
    const at = sums + ((<usize>load<u32>(list + (i << 2))) << 3);
    const weight = load<f64>(at) / WEIGHT_ONE;
    store<f64>(at, 0);
    total += weight;
    largest = max(largest, weight);
  }
  const value = (total * log((total + alpha) / (total - largest + alpha))) / <f64>(found + 3);
  store<f32>(problem.values + ((<usize>term) << 2), found > 0 ? <f32>value : 0);
}

export function postTerm(problem: Problem, at: u32, sums: usize): void {
  const term = load<u32>(problem.kept + ((<usize>at) << 2));
  const found = addUp(problem, term, sums);
  const list = sums + ((<usize>problem.targets) << 3);
  sort(list, found);
  const start = <usize>load<u32>(problem.postings + ((<usize>at) << 2));
  for (let i: usize = 0; i < <usize>found; i++) {
    const category = load<u32>(list + (i << 2));
    const sum = sums + ((<usize>category) << 3);
    store<u16>(problem.postingCategories + ((start + i) << 1), <u16>category);
    store<f64>(problem.postingSums + ((start + i) << 3), load<f64>(sum) / WEIGHT_ONE);
    store<f64>(sum, 0);
  }
}

/** Adds up the weights of a term by category, and lists its categories behind the sums. @returns how many they are. */
export function addUp(problem: Problem, term: u32, sums: usize): u32 {
  const weights =
    load<u32>(problem.second + ((<usize>term) << 2)) === 0 ? problem.unigramWeights : problem.bigramWeights;
  const list = sums + ((<usize>problem.targets) << 3);
  const end = <usize>load<u32>(problem.starts + ((<usize>term) << 2), 4);
  let found: u32 = 0;
  for (let i = <usize>load<u32>(problem.starts + ((<usize>term) << 2)); i < end; i++) {
    const document = <usize>load<u32>(problem.documents + (i << 2));
    const copies = load<f64>(problem.copies + (document << 3));
    if (copies === 0) continue;
    const category = load<u16>(problem.categories + (document << 1));
    const frequency = <usize>load<u16>(problem.frequencies + (i << 1));
    const weight = load<f64>(weights + (frequency << 3)) * load<f64>(problem.scales + (document << 3));
    const at = sums + ((<usize>category) << 3);
    const sum = load<f64>(at);
    if (sum === 0) {
      store<u32>(list + ((<usize>found) << 2), category);
      found++;
    }
    // A weight is above 0: half up is `Math.round`.
    store<f64>(at, sum + copies * max<f64>(1, floor(weight + 0.5)));
  }
  return found;
}

/** Sorts a few numbers, most of which are in order. */
function sort(numbers: usize, size: u32): void {
  for (let i: usize = 1; i < <usize>size; i++) {
    const number = load<u32>(numbers + (i << 2));
    let at = i;
    for (; at > 0 && load<u32>(numbers + ((at - 1) << 2)) > number; at--) {
      store<u32>(numbers + (at << 2), load<u32>(numbers + ((at - 1) << 2)));
    }
    store<u32>(numbers + (at << 2), number);
  }
}

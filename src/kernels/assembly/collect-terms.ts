/**
 * Terms by document: the words of documents → for each term the documents that have it, and how often. `src/train/features/term-documents.ts`
 * says what a term is, and calls this.
 */

/** Words of documents, and where results go. Arrays are addresses. D documents, S words in them, V distinct ones. */
@unmanaged
class Problem {
  documents: u32;
  /** V */
  words: u32;
  /** 1 + each word; 0 is a gap. u32[S] */
  tokens: usize;
  /** Document i has the tokens from `starts[i]` to `starts[i + 1]`. u32[D + 1] */
  starts: usize;
  /** How many of them are of its subject. u32[D] */
  subjects: usize;
  /** 1 for each word that makes no bigram. u8[V] */
  isAddress: usize;
  /** How often a word counts in a subject. */
  subjectTimes: u32;
  /** A higher frequency is taken for this one. */
  maxFrequency: u32;
  /** Task i is about the terms whose first words are from `ranges[i]` to `ranges[i + 1]`. u32[tasks + 1] */
  ranges: usize;
  /** M: most occurrences of terms in a range, with room for one more. */
  most: u32;
  /** Room of each task: u64[M][2], u32[M][3], and u32[V + 2][2]. */
  room: usize;
  /** Result of each task: the number of its terms and of their pairs. u32[tasks][2] */
  sizes: usize;
}

/** Cursors of the range at hand by first and by second word, on this thread; and its first words. */
let firsts: usize = 0;
let seconds: usize = 0;
let low: u32 = 0;
let size: u32 = 0;
/** Occurrences: the first word and the document in their order, by the second word. */
let unsorted: usize = 0;

/**
 * Collects the terms of one range, by two stable counting sorts of their occurrences: by the second word (0 for a unigram, else 1 + itself),
 * and then by the first. A table of terms would miss the cache at each look-up. An occurrence is the number of the document times 2, plus 1 in
 * its subject.
 *
 * The results are in the room: first words, second words and starts, u32[M] each; documents, u32[M]; frequencies, u16[M].
 */
export function collectTerms(problem: Problem, task: u32, _thread: u32): void {
  const most = <usize>problem.most;
  const cursorBytes = (<usize>(problem.words + 2)) << 2;
  const columns = problem.room + <usize>task * ((most * 28 + 2 * cursorBytes + 7) & ~7);
  unsorted = columns + most * 12;
  const sorted = unsorted + most * 8;
  firsts = sorted + most * 8;
  seconds = firsts + cursorBytes;
  low = load<u32>(problem.ranges + ((<usize>task) << 2));
  size = load<u32>(problem.ranges + ((<usize>task) << 2), 4) - low;
  memory.fill(firsts, 0, 2 * cursorBytes);
  for (let document: u32 = 0; document < problem.documents; document++) walkDocument(problem, document, false);
  sumUp(firsts, size);
  sumUp(seconds, problem.words + 1);
  for (let document: u32 = 0; document < problem.documents; document++) walkDocument(problem, document, true);
  // A cursor is now where the occurrences of the next word begin.
  let start: u32 = 0;
  for (let second: u32 = 0; second <= problem.words; second++) {
    const end = load<u32>(seconds + ((<usize>second) << 2));
    if (start < end) deal(start, end, second, sorted);
    start = end;
  }
  joinPairs(problem, task, columns, most << 2, sorted);
}

/** Takes the occurrences of one document that belong to the range: counts them, or (`isDealt`) deals them out by their second words. */
export function walkDocument(problem: Problem, document: u32, isDealt: bool): void {
  const begin = load<u32>(problem.starts + ((<usize>document) << 2));
  const end = load<u32>(problem.starts + ((<usize>document) << 2), 4);
  const body = begin + load<u32>(problem.subjects + ((<usize>document) << 2));
  let occurrence = (document << 1) | 1;
  let previous: u32 = 0;
  for (let at = begin; at < end; at++) {
    if (at === body) {
      previous = 0;
      occurrence = document << 1;
    }
    const token = load<u32>(problem.tokens + ((<usize>at) << 2));
    if (token === 0) {
      previous = 0;
      continue;
    }
    if (token - 1 - low < size) take(token - 1 - low, 0, occurrence, isDealt);
    if (load<u8>(problem.isAddress + <usize>(token - 1)) === 1) {
      previous = 0;
      continue;
    }
    if (previous !== 0 && previous - 1 - low < size) take(previous - 1 - low, token, occurrence, isDealt);
    previous = token;
  }
}

function take(first: u32, second: u32, occurrence: u32, isDealt: bool): void {
  const cursor = seconds + ((<usize>second) << 2);
  const at = load<u32>(cursor);
  store<u32>(cursor, at + 1);
  if (isDealt) {
    store<u64>(unsorted + ((<usize>at) << 3), ((<u64>first) << 32) | <u64>occurrence);
  } else {
    store<u32>(firsts + ((<usize>first) << 2), load<u32>(firsts + ((<usize>first) << 2)) + 1);
  }
}

/** Makes sizes to starts. */
function sumUp(numbers: usize, count: u32): void {
  let sum: u32 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const number = load<u32>(numbers + (i << 2));
    store<u32>(numbers + (i << 2), sum);
    sum += number;
  }
}

/** Deals the occurrences of one second word out by their first words. */
export function deal(start: u32, end: u32, second: u32, sorted: usize): void {
  for (let i = start; i < end; i++) {
    const record = load<u64>(unsorted + ((<usize>i) << 3));
    const cursor = firsts + ((<usize>(record >> 32)) << 2);
    const at = load<u32>(cursor);
    store<u32>(cursor, at + 1);
    store<u64>(sorted + ((<usize>at) << 3), ((<u64>second) << 32) | (record & 0xffffffff));
  }
}

/** Makes terms of the sorted occurrences, and pairs of those that are of the same term and document. */
function joinPairs(problem: Problem, task: u32, columns: usize, bytes: usize, sorted: usize): void {
  // The unsorted occurrences are no longer needed.
  const documents = unsorted;
  const frequencies = unsorted + bytes;
  let terms: usize = 0;
  let pairs: usize = 0;
  let at: u32 = 0;
  for (let first: u32 = 0; first < size; first++) {
    const end = load<u32>(firsts + ((<usize>first) << 2));
    let second: u32 = 0;
    let document: u32 = 0;
    for (let isFirst = true; at < end; at++, isFirst = false) {
      const record = load<u64>(sorted + ((<usize>at) << 3));
      const times: u32 = (record & 1) === 1 ? problem.subjectTimes : 1;
      const its = <u32>record >> 1;
      if (isFirst || <u32>(record >> 32) !== second) {
        second = <u32>(record >> 32);
        store<u32>(columns + (terms << 2), low + first);
        store<u32>(columns + bytes + (terms << 2), second);
        store<u32>(columns + 2 * bytes + (terms << 2), <u32>pairs);
        terms++;
      } else if (its === document) {
        const last = frequencies + ((pairs - 1) << 1);
        store<u16>(last, <u16>min<u32>(<u32>load<u16>(last) + times, problem.maxFrequency));
        continue;
      }
      document = its;
      store<u32>(documents + (pairs << 2), document);
      store<u16>(frequencies + (pairs << 1), <u16>times);
      pairs++;
    }
  }
  store<u32>(problem.sizes + ((<usize>task) << 3), <u32>terms);
  store<u32>(problem.sizes + ((<usize>task) << 3), <u32>pairs, 4);
}

/**
 * Sums of terms: the words of documents → sorted rows of what all of them have of each term. `src/train/counts/row-runs.ts` calls this,
 * and says what the sums are.
 */

/** The weight of a whole document. */
const WEIGHT_ONE: f64 = 65536;
/** 2^64 divided by the golden ratio. */
const GOLDEN: u64 = (0x9e3779b9 << 32) | 0x7f4a7c15;
/** Most bits of a pass of sorting. */
const DIGIT_BITS: u32 = 11;
/** Bytes of a block of addends. */
const BLOCK: u32 = 4096;

/** Documents to add up, and what for. Arrays are addresses. V words, W weights, P ranges of words, A addends at most, T tasks. */
@unmanaged
class Problem {
  /** 1 if nothing comes after these documents. */
  isLast: u32;
  /** How often a word counts in a subject. */
  subjectTimes: u32;
  /** Bits of 1 + a word, and of a category. */
  wordBits: u32;
  categoryBits: u32;
  /** 1 for each word that makes no bigram. u8[V] */
  isAddress: usize;
  /** Index of each word in the rows, ascending. u32[V] */
  indexes: usize;
  /** Weight by frequency: of a unigram, and of a bigram. f64[2][W] */
  weights: usize;
  weightCount: u32;
  /** 1 + each word of all documents; 0 is a gap. */
  tokens: usize;
  /** Document d has the tokens from `starts[d]` to `starts[d + 1]`. */
  starts: usize;
  /** How many of them are of its subject. */
  subjects: usize;
  categories: usize;
  copies: usize;
  /** Addends whose first words agree but for so many lower bits are sorted together. */
  rangeBits: u32;
  /** P: number of such ranges. */
  ranges: u32;
  /** Blocks of addends that are in memory before they are written as rows. */
  blocks: u32;
  /** Slots of the table of a document are 2 to the power of 32 less this. */
  documentShift: u32;
  /** What each task is at: addresses of {@link State}. u32[T] */
  states: usize;
}

/** What a task is at, from call to call. Arrays are addresses. */
@unmanaged
class State {
  /** The next document, and the last one's successor. */
  document: u32;
  end: u32;
  /** Terms of the current document, and how many of them are added. */
  terms: u32;
  added: u32;
  /** Category of the current document. */
  category: u32;
  /** Blocks in use. */
  blocks: u32;
  /** Result: bytes of rows that were written, and number of rows. */
  written: u32;
  rows: u32;
  /** Result: a frequency that has no weight yet, for which the task waits; or 0. */
  missing: u32;
  /** Marks of the document's table begin after this number. */
  mark: u32;
  copies: u32;
  unused: u32;
  scale: f64;
  /** Terms of the current document: u64, u32, and a table of marks. */
  termKeys: usize;
  frequencies: usize;
  documentSlots: usize;
  /** Blocks of addends, at a multiple of {@link BLOCK}; by block, the one before it in its range, or 0. */
  pool: usize;
  before: usize;
  /** By range: its last block, and where the next addend goes; at the end of a block, into a new one. u32[P] */
  heads: usize;
  tails: usize;
  /** Addends of a range, to be sorted. {@link Addend}[A] */
  addends: usize;
  spare: usize;
  /** Rows, as `encodeTermRows` writes them. */
  output: usize;
  /** u32[2^DIGIT_BITS] */
  digits: usize;
}

/** What a document, or copies of it, has of a term. */
@unmanaged
class Addend {
  /** 1 + the second word, or 0; first word. */
  second: u32;
  first: u32;
  /** The contribution less 1 in the lower 16 bits, and the category. */
  share: u32;
  copies: u32;
}

const ADDEND: u32 = 16;

/** Adds up documents until all of a task are done, rows are to be taken, or a weight is missing. */
export function addUpTerms(problem: Problem, task: u32, _thread: u32): void {
  const state = changetype<State>(<usize>load<u32>(problem.states + ((<usize>task) << 2)));
  state.written = 0;
  state.rows = 0;
  state.missing = 0;
  for (;;) {
    addTerms(problem, state);
    if (state.added < state.terms) {
      writeRows(problem, state);
      return;
    }
    if (state.document === state.end) break;
    countTerms(problem, state);
    if (!weigh(problem, state)) return;
    state.document++;
  }
  if (problem.isLast !== 0 && state.blocks > 0) writeRows(problem, state);
}

/** Counts the terms of the next document. */
export function countTerms(problem: Problem, state: State): void {
  const document = (<usize>state.document) << 2;
  const start = load<u32>(problem.starts + document);
  const size = load<u32>(problem.starts + document, 4) - start;
  const subject = load<u32>(problem.subjects + document);
  const tokens = problem.tokens + ((<usize>start) << 2);
  const keys = state.termKeys;
  const frequencies = state.frequencies;
  const slots = state.documentSlots;
  const shift = problem.documentShift;
  if (state.mark > u32.MAX_VALUE - 2 * size) {
    memory.fill(slots, 0, (<usize>4) << (32 - shift));
    state.mark = 0;
  }
  const mark = state.mark;
  let terms: u32 = 0;
  let previous: u32 = 0;
  for (let at: u32 = 0; at < size; at++) {
    if (at === subject) previous = 0;
    const token = load<u32>(tokens + ((<usize>at) << 2));
    if (token === 0) {
      previous = 0;
      continue;
    }
    const times = at < subject ? problem.subjectTimes : 1;
    terms = count((<u64>(token - 1)) << 32, times, terms, mark, keys, frequencies, slots, shift);
    if (load<u8>(problem.isAddress + token - 1) !== 0) {
      previous = 0;
      continue;
    }
    if (previous !== 0) {
      terms = count(((<u64>(previous - 1)) << 32) | token, times, terms, mark, keys, frequencies, slots, shift);
    }
    previous = token;
  }
  state.terms = terms;
  state.added = 0;
  state.mark = mark + terms;
  state.category = load<u16>(problem.categories + ((<usize>state.document) << 1));
  state.copies = load<u32>(problem.copies + ((<usize>state.document) << 2));
}

/** A slot: the upper bits of a product, which depend on all bits of the key (Fibonacci hashing: Knuth, volume 3, 6.4). */
function slotOf(key: u64, shift: u32): u32 {
  return <u32>((key * GOLDEN) >>> (32 + shift));
}

/** Counts a term of a document. @returns number of terms. */
function count(
  key: u64,
  times: u32,
  terms: u32,
  mark: u32,
  keys: usize,
  frequencies: usize,
  slots: usize,
  shift: u32,
): u32 {
  const mask = ((<u32>1) << (32 - shift)) - 1;
  let slot = slotOf(key, shift);
  let marked = load<u32>(slots + ((<usize>slot) << 2));
  while (marked > mark) {
    const term = <usize>(marked - mark - 1);
    if (load<u64>(keys + (term << 3)) === key) {
      const frequency = frequencies + (term << 2);
      store<u32>(frequency, load<u32>(frequency) + times);
      return terms;
    }
    slot = (slot + 1) & mask;
    marked = load<u32>(slots + ((<usize>slot) << 2));
  }
  store<u32>(slots + ((<usize>slot) << 2), mark + 1 + terms);
  store<u64>(keys + ((<usize>terms) << 3), key);
  store<u32>(frequencies + ((<usize>terms) << 2), times);
  return terms + 1;
}

function weightOf(problem: Problem, key: u64, frequency: u32): f64 {
  return load<f64>(problem.weights + ((<usize>(frequency + (<u32>key === 0 ? 0 : problem.weightCount))) << 3));
}

/** Finds the length of the current document. @returns false if the weight of a frequency is missing. */
export function weigh(problem: Problem, state: State): bool {
  let squares: f64 = 0;
  for (let term: usize = 0; term < <usize>state.terms; term++) {
    const frequency = load<u32>(state.frequencies + (term << 2));
    if (frequency >= problem.weightCount) {
      state.missing = frequency;
      state.terms = 0;
      return false;
    }
    const weight = weightOf(problem, load<u64>(state.termKeys + (term << 3)), frequency);
    squares += weight * weight;
  }
  state.scale = WEIGHT_ONE / sqrt(squares);
  return true;
}

/** Adds the terms of the current document, as long as there is room. */
export function addTerms(problem: Problem, state: State): void {
  const category = state.category << 16;
  const copies = state.copies;
  const scale = state.scale;
  const terms = state.terms;
  let term = state.added;
  for (; term < terms; term++) {
    const key = load<u64>(state.termKeys + ((<usize>term) << 3));
    const range = (<usize>(<u32>(key >>> 32) >>> problem.rangeBits)) << 2;
    let to = <usize>load<u32>(state.tails + range);
    if ((to & (BLOCK - 1)) === 0) {
      if (state.blocks === problem.blocks) break;
      to = state.pool + <usize>state.blocks * BLOCK;
      store<u32>(state.before + ((<usize>state.blocks) << 2), load<u32>(state.heads + range));
      state.blocks += 1;
      store<u32>(state.heads + range, <u32>to);
    }
    const weight = weightOf(problem, key, load<u32>(state.frequencies + ((<usize>term) << 2)));
    // As Math.round does it.
    const up = ceil(weight * scale);
    const contribution = max<f64>(1, up - 0.5 > weight * scale ? up - 1 : up);
    store<u64>(to, key);
    store<u32>(to, category | (<u32>contribution - 1), offsetof<Addend>("share"));
    store<u32>(to, copies, offsetof<Addend>("copies"));
    store<u32>(state.tails + range, <u32>to + ADDEND);
  }
  state.added = term;
}

/** Writes all addends as rows, and forgets them. */
function writeRows(problem: Problem, state: State): void {
  let to = state.output;
  let last: u64 = 0;
  state.rows = 0;
  for (let range: u32 = 0; range < problem.ranges; range++) {
    const size = takeRange(state, range);
    if (size === 0) continue;
    sortBy(state, size, offsetof<Addend>("share"), 16, problem.categoryBits);
    sortBy(state, size, offsetof<Addend>("second"), 0, problem.wordBits);
    sortBy(state, size, offsetof<Addend>("first"), 0, problem.rangeBits);
    const end = state.addends + <usize>size * ADDEND;
    to = writeRange(problem, state, end, last, to);
    last = inRows(problem, load<u64>(end - ADDEND));
  }
  state.written = <u32>(to - state.output);
  state.blocks = 0;
}

/** Brings the addends of a range together. @returns how many they are. */
function takeRange(state: State, range: u32): u32 {
  const at = (<usize>range) << 2;
  const head = load<u32>(state.heads + at);
  let to = state.addends;
  for (let block = head; block !== 0; ) {
    const bytes = block === head ? load<u32>(state.tails + at) - block : BLOCK;
    memory.copy(to, block, bytes);
    to += bytes;
    block = load<u32>(state.before + <usize>(((block - <u32>state.pool) / BLOCK) << 2));
  }
  store<u32>(state.heads + at, 0);
  store<u32>(state.tails + at, 0);
  return <u32>(to - state.addends) / ADDEND;
}

/** Writes the sorted addends as rows. @param last the term of the row before, by its indexes in the rows. @returns where the output ends. */
export function writeRange(problem: Problem, state: State, end: usize, last: u64, output: usize): usize {
  let to = output;
  let rows: u32 = 0;
  for (let at = state.addends; at < end; rows++) {
    const key = load<u64>(at);
    let documents: u64 = 0;
    let postings: u32 = 0;
    let category: u32 = u32.MAX_VALUE;
    for (let i = at; i < end && load<u64>(i) === key; i += ADDEND) {
      documents += load<u32>(i, offsetof<Addend>("copies"));
      const own = load<u32>(i, offsetof<Addend>("share")) >>> 16;
      if (own !== category) postings++;
      category = own;
    }
    const term = inRows(problem, key);
    const step = <u32>(term >>> 32) - <u32>(last >>> 32);
    to = writeVarint(to, step);
    to = writeVarint(to, step === 0 ? <u32>term - <u32>last : <u32>term);
    to = writeVarint(to, documents);
    to = writeVarint(to, postings);
    category = 0;
    for (; postings > 0; postings--) {
      const own = load<u32>(at, offsetof<Addend>("share")) >>> 16;
      let sum: u64 = 0;
      for (; at < end && load<u64>(at) === key; at += ADDEND) {
        const share = load<u32>(at, offsetof<Addend>("share"));
        if (share >>> 16 !== own) break;
        sum += <u64>(1 + (share & 0xffff)) * load<u32>(at, offsetof<Addend>("copies"));
      }
      to = writeVarint(to, own - category);
      to = writeVarint(to, sum);
      category = own;
    }
    last = term;
  }
  state.rows += rows;
  return to;
}

function inRows(problem: Problem, key: u64): u64 {
  const first = load<u32>(problem.indexes + ((<usize>(key >>> 32)) << 2));
  const second = <u32>key === 0 ? 0 : 1 + load<u32>(problem.indexes + ((<usize>(<u32>key) - 1) << 2));
  return ((<u64>first) << 32) | second;
}

function writeVarint(to: usize, value: u64): usize {
  for (; value >= 0x80; value >>>= 7) store<u8>(to++, <u8>value | 0x80);
  store<u8>(to++, <u8>value);
  return to;
}

/** Sorts addends by `bits` bits of a number in them, from bit `shift` on, and keeps the order of those that agree: radix sort, lowest digit first. */
function sortBy(state: State, size: u32, offset: usize, shift: u32, bits: u32): void {
  const passes = (bits + DIGIT_BITS - 1) / DIGIT_BITS;
  const digitBits = (bits + passes - 1) / passes;
  for (let pass: u32 = 0; pass < passes; pass++) {
    sortByDigit(state, size, offset, shift + pass * digitBits, ((<u32>1) << digitBits) - 1);
    const sorted = state.spare;
    state.spare = state.addends;
    state.addends = sorted;
  }
}

/** Sorts addends by one digit, into the spare room. */
export function sortByDigit(state: State, size: u32, offset: usize, shift: u32, mask: u32): void {
  const digits = state.digits;
  memory.fill(digits, 0, (<usize>(mask + 1)) << 2);
  const from = state.addends;
  const end = from + <usize>size * ADDEND;
  for (let at = from; at < end; at += ADDEND) {
    const digit = digits + ((<usize>((load<u32>(at + offset) >>> shift) & mask)) << 2);
    store<u32>(digit, load<u32>(digit) + 1);
  }
  let next = <u32>state.spare;
  for (let digit = digits; digit <= digits + ((<usize>mask) << 2); digit += 4) {
    const start = next;
    next += load<u32>(digit) * ADDEND;
    store<u32>(digit, start);
  }
  for (let at = from; at < end; at += ADDEND) {
    const digit = digits + ((<usize>((load<u32>(at + offset) >>> shift) & mask)) << 2);
    const to = load<u32>(digit);
    store<u32>(digit, to + ADDEND);
    v128.store(to, v128.load(at));
  }
}

/** Runs: the words of documents → sorted rows of their terms, for as many documents at a time as there is room for. */

import { partOf, type Source } from "../../core/container/source.js";
import { sum } from "../../core/sum.js";
import { termWeight } from "../../core/text/term-weight.js";
import { SUBJECT_TIMES } from "../../core/text/terms.js";
import { type Kernels, THREADS } from "../../kernels/kernels.js";
import type { DocumentSet } from "../documents/document-set.js";
import { addressesAlong, type DocumentWalk } from "../documents/document-walk.js";
import type { WordWalk } from "../tables/words.js";
import type { Spool } from "./spool.js";
import { DecodedTermRows, type TermRows } from "./term-rows.js";

/** Counts that keep all of their documents. */
export interface WholeCounts {
  readonly labels: readonly string[];
  readonly documents: readonly number[];
  walkWords(): WordWalk;
  readonly documentSet: DocumentSet;
  walkDocuments(): DocumentWalk;
}

/** Addends of terms that a thread has in memory before it writes their sums as a run: 16 bytes each, in blocks. */
const BLOCKS = 1 << 13;
const BLOCK_BYTES = 1 << 12;
const ADDENDS_OF_BLOCK = BLOCK_BYTES / 16;
/** Ranges of first words whose addends are sorted together, in the caches. */
const RANGE_BITS = 8;
/** Most bytes of a row with one posting. */
const MAX_ROW_BYTES = 32;
/** Most copies of an addend. */
const MAX_COPIES = 0xffffffff;
/** Slots for each of the terms of a document: a power of two. */
const SLOTS = 2;
/** Words and documents that are handed to the kernel at a time; a longer document comes alone. */
const TOKENS = 1 << 20;
const DOCUMENTS = 1 << 16;
const DIGITS = 1 << 11;

// Places of a task's state.
const [DOCUMENT, END, TERMS, ADDED, WRITTEN, ROWS, MISSING] = [0, 1, 2, 3, 6, 7, 8];
const [TERM_KEYS, FREQUENCIES, DOCUMENT_SLOTS, POOL, BEFORE] = [14, 15, 16, 17, 18];
const [HEADS, TAILS, SORTED, SPARE, OUTPUT, DIGITS_AT] = [19, 20, 21, 22, 23, 24];
const STATE_PLACES = 26;

interface Task {
  readonly state: Uint32Array;
  readonly output: Uint8Array;
}

/** Adds up the terms of documents, on two threads. Its memory is the same for any number of documents. */
export class RowRuns {
  readonly #kernels: Kernels;
  readonly #blocks: number;
  readonly #tasks: readonly Task[];
  #isAddress: Uint8Array = new Uint8Array();
  #indexes: Uint32Array = new Uint32Array();
  #tokens: Uint32Array;
  readonly #starts: Uint32Array;
  readonly #subjects: Uint32Array;
  readonly #categories: Uint16Array;
  readonly #copies: Uint32Array;
  /** Room for terms of a document. */
  #terms = 0;
  /** Weights of unigrams by frequency, then those of bigrams. */
  #weights = new Float64Array();

  /** @param blocks room for addends; tests set a small number. */
  constructor(kernels: Kernels, blocks: number = BLOCKS) {
    this.#kernels = kernels;
    this.#blocks = blocks;
    const addends = blocks * ADDENDS_OF_BLOCK;
    this.#tokens = kernels.array(Uint32Array, TOKENS);
    this.#starts = kernels.zeros(Uint32Array, DOCUMENTS + 1);
    this.#subjects = kernels.array(Uint32Array, DOCUMENTS);
    this.#categories = kernels.array(Uint16Array, DOCUMENTS);
    this.#copies = kernels.array(Uint32Array, DOCUMENTS);
    this.#tasks = Array.from({ length: THREADS }, () => {
      const state = kernels.zeros(Uint32Array, STATE_PLACES);
      const output = kernels.array(Uint8Array, addends * MAX_ROW_BYTES);
      const pool = kernels.array(Uint8Array, (blocks + 1) * BLOCK_BYTES).byteOffset;
      state[POOL] = Math.ceil(pool / BLOCK_BYTES) * BLOCK_BYTES;
      state[BEFORE] = kernels.zeros(Uint32Array, blocks).byteOffset;
      state[HEADS] = kernels.zeros(Uint32Array, 1 << RANGE_BITS).byteOffset;
      state[TAILS] = kernels.zeros(Uint32Array, 1 << RANGE_BITS).byteOffset;
      state[SORTED] = kernels.array(Uint32Array, 4 * addends).byteOffset;
      state[SPARE] = kernels.array(Uint32Array, 4 * addends).byteOffset;
      state[DIGITS_AT] = kernels.zeros(Uint32Array, DIGITS).byteOffset;
      state[OUTPUT] = output.byteOffset;
      return { state, output };
    });
    this.#makeRoomForTerms(1 << 12);
    this.#weigh(1 << 8);
  }

  /**
   * Writes the sums of all terms of counts.
   *
   * @param wordIndexes index of each word in the rows, ascending. Default: the same.
   * @returns what starts a walk over the rows of each run.
   */
  write(counts: WholeCounts, spool: Spool, wordIndexes?: Uint32Array): (() => TermRows)[] {
    const isAddress = addressesAlong(counts.walkWords());
    const words = isAddress.length;
    if (words > this.#isAddress.length) {
      this.#isAddress = this.#kernels.array(Uint8Array, 2 * words);
      this.#indexes = this.#kernels.array(Uint32Array, 2 * words);
    }
    this.#isAddress.set(isAddress);
    if (wordIndexes) this.#indexes.set(wordIndexes);
    else for (let word = 0; word < words; word++) this.#indexes[word] = word;
    const limits = {
      words: words === 0 ? 0 : this.#indexes[words - 1]! + 1,
      categories: counts.labels.length,
      documents: sum(counts.documents),
    };
    const runs: (() => TermRows)[] = [];
    const { documentSet } = counts;
    const walk = counts.walkDocuments();
    let left = 0;
    for (let [document, more] = [-1, walk.next()]; more; ) {
      let size = 0;
      while (more && size < DOCUMENTS && this.#hasRoom(size, walk)) {
        if (left === 0) left = documentSet.copies[++document]!;
        const copies = Math.min(left, MAX_COPIES);
        this.#take(size++, walk, documentSet.categories[document]!, copies);
        left -= copies;
        if (left === 0) more = walk.next();
      }
      this.#share(size);
      for (let isDone = false; !isDone; ) {
        this.#run(words, limits.categories, !more);
        isDone = this.#takeRuns(spool, (section, terms) => {
          runs.push(() => new DecodedTermRows(section, { ...limits, terms }));
        });
      }
    }
    return runs;
  }

  #hasRoom(size: number, walk: DocumentWalk): boolean {
    return size === 0 || this.#starts[size]! + walk.size <= TOKENS;
  }

  /** Takes the document that a walk is at. */
  #take(at: number, { tokens, size, subject }: DocumentWalk, category: number, copies: number): void {
    const start = this.#starts[at]!;
    if (size > this.#tokens.length) this.#tokens = this.#kernels.array(Uint32Array, 2 * size);
    if (2 * size > this.#terms) this.#makeRoomForTerms(4 * size);
    this.#tokens.set(tokens.subarray(0, size), start);
    this.#starts[at + 1] = start + size;
    this.#subjects[at] = subject;
    this.#categories[at] = category;
    this.#copies[at] = copies;
  }

  /** Gives each task documents with as many words. */
  #share(size: number): void {
    const all = this.#starts[size]!;
    let document = 0;
    this.#tasks.forEach(({ state }, task) => {
      state[DOCUMENT] = document;
      while (document < size && this.#starts[document + 1]! * THREADS <= all * (task + 1)) document++;
      state[END] = document;
    });
    this.#tasks.at(-1)!.state[END] = size;
  }

  #run(words: number, categories: number, isLast: boolean): void {
    const rangeBits = Math.max(1, bitsOf(words) - RANGE_BITS);
    const problem = [
      ...[
        isLast ? 1 : 0,
        SUBJECT_TIMES,
        bitsOf(words + 1),
        bitsOf(categories),
        this.#isAddress.byteOffset,
        this.#indexes.byteOffset,
      ],
      ...[this.#weights.byteOffset, this.#weights.length / 2, this.#tokens.byteOffset, this.#starts.byteOffset],
      ...[this.#subjects.byteOffset, this.#categories.byteOffset, this.#copies.byteOffset],
      ...[rangeBits, ((words - 1) >>> rangeBits) + 1, this.#blocks, shiftOf(SLOTS * this.#terms)],
    ];
    const states = Uint32Array.from(this.#tasks, ({ state }) => state.byteOffset);
    this.#kernels.run("addUpTerms", [...problem, states], THREADS);
  }

  /** Takes what tasks have written. @returns whether all of them are done. */
  #takeRuns(spool: Spool, take: (section: Source, terms: number) => void): boolean {
    let isDone = true;
    for (const { state, output } of this.#tasks) {
      if (state[MISSING]! > 0) this.#weigh(state[MISSING]! + 1);
      if (state[DOCUMENT] !== state[END] || state[ADDED]! < state[TERMS]!) isDone = false;
      const terms = state[ROWS]!;
      if (terms === 0) continue;
      const start = spool.length;
      spool.write(output.subarray(0, state[WRITTEN]));
      take(partOf(spool, start, spool.length), terms);
    }
    return isDone;
  }

  #makeRoomForTerms(terms: number): void {
    const room = 2 ** Math.ceil(Math.log2(terms));
    this.#terms = room;
    for (const { state } of this.#tasks) {
      state[TERM_KEYS] = this.#kernels.zeros(Uint32Array, 2 * room).byteOffset;
      state[FREQUENCIES] = this.#kernels.zeros(Uint32Array, room).byteOffset;
      state[DOCUMENT_SLOTS] = this.#kernels.zeros(Uint32Array, SLOTS * room).byteOffset;
    }
  }

  #weigh(frequencies: number): void {
    if (2 * frequencies <= this.#weights.length) return;
    const half = Math.max(frequencies, this.#weights.length);
    this.#weights = this.#kernels.array(Float64Array, 2 * half);
    for (let frequency = 0; frequency < half; frequency++) {
      this.#weights[frequency] = termWeight(frequency, false);
      this.#weights[half + frequency] = termWeight(frequency, true);
    }
  }
}

/** How many bits the numbers below `limit` have, at least 1. */
const bitsOf = (limit: number): number => Math.max(1, 32 - Math.clz32(limit - 1));

/** By how much a hash of 32 bits is shifted for a table of `slots`, a power of two. */
const shiftOf = (slots: number): number => Math.clz32(slots) + 1;

/** Forgetting: counts less the counts of some of their documents, as if those had never been read. */

import { NewsgroupsError } from "../../core/errors.js";
import { sum } from "../../core/sum.js";
import { WEIGHT_ONE } from "../../core/text/term-weight.js";
import { type Counts, hasAllDocuments } from "../counts/counts.js";
import { derivedRows } from "../counts/derived-rows.js";
import type { NewSpool } from "../counts/spool.js";
import { TermRows } from "../counts/term-rows.js";
import type { DocumentWalk } from "../documents/document-walk.js";
import { countOccurrences } from "../documents/sequences.js";
import { type FlaggedWords, walkOver, wordAt } from "../tables/words.js";
import { type NamedCounts, requireSameSettings } from "./merge.js";
import { mergeDocuments } from "./merged-documents.js";
import { type CountsSum, type SumOptions, sumOfCounts } from "./sum-of-counts.js";

/**
 * Takes documents out of counts. Merging and then forgetting gives the bytes from before, with one exception: where so
 * many documents were merged that fewer of them were kept (see `keptBits`), it stays so, for the words of others are gone.
 *
 * @param whole counts that hold all documents of `part`.
 * @param newSpool makes spools for what is not to be in memory. Default: in memory.
 * @param bound up to how many documents all are kept; tests set a small number. Default `KEPT_DOCUMENTS`.
 * @throws NewsgroupsError `settings` if they were made in different ways; `input` if a document of `part` is not in
 * `whole`, or was counted otherwise there.
 */
export function forgetDocuments(whole: NamedCounts, part: NamedCounts, newSpool?: NewSpool, bound?: number): Counts {
  requireSameSettings(whole, part);
  try {
    return difference(whole.counts, part.counts, { newSpool, bound });
  } catch (error) {
    if (!(error instanceof NotContained)) throw error;
    throw new NewsgroupsError(
      "input",
      `${whole.where}: does not contain all documents of ${part.where}, or counted them differently; ` +
        "remove only documents that were counted",
    );
  }
}

/** Thrown where something came out below zero, or cannot be what is left. */
class NotContained extends Error {}

function difference(whole: Counts, part: Counts, options: SumOptions): Counts {
  const known = new Set(whole.labels);
  requireContained(part.labels.every((label) => known.has(label)));
  const signed = [
    { counts: whole, sign: 1 },
    { counts: part, sign: -1 },
  ] as const;
  const all = sumOfCounts(signed, options);
  const { documents, keptBits } = all;
  requireContained(documents.every((n) => n >= 0));
  const categories = remainingOf(documents);
  const merged = mergeDocuments(all.documentParts, keptBits);
  requireContained(!merged.isOverdrawn);
  const isWhole = hasAllDocuments(all);
  const words = isWhole
    ? remainingOf(countOccurrences(merged.walkDocuments(), all.words.ends.length))
    : wordsInTerms(all, categories);
  const remaining = keep(all.words, words);
  const { documentSet, keptDocuments, walkDocuments } = merged;
  const counts: Counts = {
    settings: whole.settings,
    labels: all.labels.filter((_, category) => documents[category]! > 0),
    documents: documents.filter((n) => n > 0),
    words: remaining,
    walkWords: () => walkOver(remaining),
    documentSet: {
      ...documentSet,
      categories: documentSet.categories.map((category) => categories.indexes[category]!),
    },
    keptBits,
    keptDocuments,
    walkDocuments: () => new RemainingDocuments(walkDocuments(), words),
    rows: () => (isWhole ? derivedRows(counts) : new RemainingRows(all, words, categories)),
  };
  // What is wrong is said now, not when they are written.
  for (const walk = counts.walkDocuments(); walk.next(); );
  return counts;
}

function requireContained(holds: boolean): void {
  if (!holds) throw new NotContained();
}

/** Which of some items are left. */
interface Remaining {
  /** Number of items that are left. */
  readonly size: number;
  /** Index of each item among those that are left; {@link size} for the others. */
  readonly indexes: Uint32Array;
}

/** The items whose number is above zero. */
function remainingOf(numbers: ArrayLike<number>): Remaining {
  let size = 0;
  for (let i = 0; i < numbers.length; i++) if (numbers[i]! > 0) size++;
  let next = 0;
  return { size, indexes: Uint32Array.from(numbers, (n) => (n > 0 ? next++ : size)) };
}

/** The words that occur in a term that is left. */
function wordsInTerms(all: CountsSum, categories: Remaining): Remaining {
  const isUsed = new Uint8Array(all.words.ends.length);
  const everyWord = remainingOf(new Uint8Array(isUsed.length).fill(1));
  for (const rows = new RemainingRows(all, everyWord, categories); rows.next(); ) {
    isUsed[rows.first] = 1;
    if (rows.second > 0) isUsed[rows.second - 1] = 1;
  }
  return remainingOf(isUsed);
}

function keep(words: FlaggedWords, { size, indexes }: Remaining): FlaggedWords {
  const bytes = new Uint8Array(words.bytes.length);
  const ends = new Uint32Array(size);
  let end = 0;
  indexes.forEach((index, word) => {
    if (index === size) return;
    bytes.set(wordAt(words, word), end);
    end += wordAt(words, word).length;
    ends[index] = end;
  });
  return { bytes: bytes.slice(0, end), ends, stopWords: words.stopWords.filter((_, word) => indexes[word] !== size) };
}

/** The documents that are left, by the indexes of words that are left. */
class RemainingDocuments implements DocumentWalk {
  readonly #walk: DocumentWalk;
  readonly #words: Remaining;

  constructor(walk: DocumentWalk, words: Remaining) {
    this.#walk = walk;
    this.#words = words;
  }

  get tokens(): Uint32Array {
    return this.#walk.tokens;
  }

  get size(): number {
    return this.#walk.size;
  }

  get subject(): number {
    return this.#walk.subject;
  }

  /** @throws NotContained if a document that is left has a word that is not. */
  next(): boolean {
    if (!this.#walk.next()) return false;
    const { tokens, size } = this.#walk;
    const { indexes, size: words } = this.#words;
    for (let i = 0; i < size; i++) {
      if (tokens[i] === 0) continue;
      const index = indexes[tokens[i]! - 1]!;
      requireContained(index < words);
      tokens[i] = 1 + index;
    }
    return true;
  }
}

/** The rows that are left: those of a sum without what came to zero, by the indexes of words and categories that are left. */
class RemainingRows extends TermRows {
  readonly #rows: TermRows;
  readonly #words: Uint32Array;
  readonly #remainingCategories: Remaining;
  readonly #documents: number;

  constructor(all: CountsSum, words: Remaining, categories: Remaining) {
    super(categories.size);
    this.#rows = all.rows();
    this.#words = words.indexes;
    this.#remainingCategories = categories;
    this.#documents = sum(all.documents);
  }

  /** @throws NotContained */
  next(): boolean {
    const rows = this.#rows;
    const { indexes, size } = this.#remainingCategories;
    while (rows.next()) {
      const { documentFrequency } = rows;
      let postings = 0;
      for (let i = 0; i < rows.postings; i++) {
        const weight = rows.sums[i]!;
        requireContained(weight >= 0 && weight <= documentFrequency * WEIGHT_ONE);
        if (weight === 0) continue;
        const category = indexes[rows.categories[i]!]!;
        requireContained(category < size);
        this.categories[postings] = category;
        this.sums[postings++] = weight;
      }
      requireContained(documentFrequency >= postings && documentFrequency <= this.#documents);
      requireContained(postings > 0 || documentFrequency === 0);
      if (postings === 0) continue;
      this.first = this.#words[rows.first]!;
      this.second = rows.second === 0 ? 0 : 1 + this.#words[rows.second - 1]!;
      this.documentFrequency = documentFrequency;
      this.postings = postings;
      return true;
    }
    return false;
  }
}

/** Forgetting: counts less the counts of some of their documents, as if those had never been read. */

import { NewsgroupsError } from "../../core/errors.js";
import { sum } from "../../core/sum.js";
import { WEIGHT_ONE } from "../../core/text/term-weight.js";
import { type Counts, inMemory } from "../counts/counts.js";
import { TermRows } from "../counts/term-rows.js";
import type { Sample } from "../documents/sample.js";
import { type FlaggedWords, wordAt } from "../tables/words.js";
import { type NamedCounts, requireSameSettings } from "./merge.js";
import { mergeDocuments } from "./merged-documents.js";
import { type CountsSum, sumOfCounts } from "./sum-of-counts.js";

/**
 * Takes documents out of counts. Merging and then forgetting gives the bytes from before, with one exception: where so
 * many documents were merged that the sample became thinner (see `Sample`), it stays so, for vectors that left it are gone.
 *
 * @param whole counts that hold all documents of `part`.
 * @throws NewsgroupsError `settings` if they were made in different ways; `input` if a document of `part` is not in
 * `whole`, or was counted otherwise there.
 */
export function forgetDocuments(whole: NamedCounts, part: NamedCounts): Counts {
  requireSameSettings(whole, part);
  try {
    return difference(whole.counts, part.counts);
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

function difference(whole: Counts, part: Counts): Counts {
  const known = new Set(whole.labels);
  requireContained(part.labels.every((label) => known.has(label)));
  const all = sumOfCounts([
    { counts: whole, sign: 1 },
    { counts: part, sign: -1 },
  ]);
  const { documents, sampleBits } = all;
  requireContained(documents.every((n) => n >= 0));
  const categories = remainingOf(documents);
  const words = wordsInTerms(all, categories);
  const { documentSet, sample, isOverdrawn } = mergeDocuments(
    all.documentParts.map((one) => ({ ...one, wordIndexes: one.wordIndexes.map((word) => words.indexes[word]!) })),
    sampleBits,
  );
  requireContained(!isOverdrawn);
  const remaining = keep(all.words, words);
  requireContained(hasOnlyWordsBelow(sample, remaining.ends.length));
  return {
    settings: whole.settings,
    labels: all.labels.filter((_, category) => documents[category]! > 0),
    documents: documents.filter((n) => n > 0),
    ...inMemory(remaining, sample),
    documentSet: {
      ...documentSet,
      categories: documentSet.categories.map((category) => categories.indexes[category]!),
    },
    rows: () => new RemainingRows(all, words, categories),
  };
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

/** A document that is left needs all of its words. */
function hasOnlyWordsBelow({ first, second }: Sample, words: number): boolean {
  return first.every((word) => word < words) && second.every((word) => word <= words);
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

/** Layout: the words and terms that a model needs → flat arrays in the order in which predicting looks them up. */

import { BLOCK, type Integers, type LinearArrays } from "../../core/models/linear/arrays.js";
import { sum } from "../../core/sum.js";
import { hashForm } from "../../core/text/hash.js";
import type { Quantised } from "../fit/quantise.js";
import type { TermSums } from "../fit/select.js";
import type { SentimentWords } from "../sentiment/sentiment-words.js";
import { compareBytes, type Words, wordAt } from "../tables/words.js";

interface WordLayout {
  readonly words: Pick<LinearArrays, "bucketWords" | "bucketBytes" | "wordLengths" | "wordBytes" | "sentimentCodes">;
  readonly count: number;
  /** Word number in the model by index in the counts; -1 for words that the model does not need. */
  readonly numbers: Int32Array;
}

type TermArrays = Pick<
  LinearArrays,
  | "bigramCounts"
  | "bigramBlocks"
  | "secondWords"
  | "commonCodes"
  | "factorCodes"
  | "postingCounts"
  | "postingBlocks"
  | "categories"
  | "deltaCodes"
>;

/** Terms with the postings that were fitted. */
type TermPostings = Pick<TermSums, "first" | "second" | "starts" | "categories">;

/** The weights of a model, a byte each: of each term, of each posting, and of each term if the model has factors. */
interface QuantisedWeights {
  readonly common: Quantised;
  readonly delta: Quantised;
  readonly factors: Quantised | undefined;
}

/** Words per bucket on average: a small directory, and few comparisons for a look-up. */
const WORDS_PER_BUCKET = 6;
/** More than words can be. */
const PLACES = 2 ** 32;

/**
 * Orders the words of the selected terms, and those with a sentiment, by bucket and bytes.
 *
 * @param words those of the counts, or of a model with sentiment terms.
 */
export function layOutWords(
  { words, codes }: { readonly words: Words } & Partial<Pick<SentimentWords, "codes">>,
  terms: Pick<TermSums, "first" | "second">,
): WordLayout {
  const needed = codes ? codes.map((code) => Math.min(code, 1)) : new Uint8Array(words.ends.length);
  for (let term = 0; term < terms.first.length; term++) {
    needed[terms.first[term]!] = 1;
    if (terms.second[term] !== 0) needed[terms.second[term]! - 1] = 1;
  }
  const indexes = Array.from(needed.keys()).filter((index) => needed[index] === 1);
  // The words of counts are in the order of their bytes; the lexicon is behind them.
  if (codes) indexes.sort((a, b) => compareBytes(wordAt(words, a), wordAt(words, b)));
  const buckets = 2 ** Math.max(1, Math.ceil(Math.log2(indexes.length / WORDS_PER_BUCKET)));
  const shift = 32 - Math.log2(buckets);
  // One number holds the bucket and the place by bytes.
  const places = Float64Array.from(indexes, (index, place) => {
    const bytes = wordAt(words, index);
    return (hashForm(bytes, 0, bytes.length) >>> shift) * PLACES + place;
  }).sort();
  const bucketWords = new Uint32Array(buckets + 1);
  const bucketBytes = new Uint32Array(buckets + 1);
  const wordLengths = new Uint8Array(indexes.length);
  const wordBytes = new Uint8Array(sum(indexes.map((index) => wordAt(words, index).length)));
  const sentimentCodes = new Uint8Array(codes ? indexes.length : 0);
  const numbers = new Int32Array(needed.length).fill(-1);
  let end = 0;
  places.forEach((place, number) => {
    const bucket = Math.floor(place / PLACES);
    const index = indexes[place % PLACES]!;
    const bytes = wordAt(words, index);
    wordLengths[number] = bytes.length;
    wordBytes.set(bytes, end);
    end += bytes.length;
    bucketWords[bucket + 1] = number + 1;
    bucketBytes[bucket + 1] = end;
    numbers[index] = number;
    if (codes) sentimentCodes[number] = codes[index]!;
  });
  for (let bucket = 1; bucket <= buckets; bucket++) {
    bucketWords[bucket] ||= bucketWords[bucket - 1]!;
    bucketBytes[bucket] ||= bucketBytes[bucket - 1]!;
  }
  return {
    words: { bucketWords, bucketBytes, wordLengths, wordBytes, sentimentCodes },
    count: indexes.length,
    numbers,
  };
}

/** Puts the terms in the order of the model's words, and their postings behind each other. */
export function layOutTerms(
  terms: TermPostings,
  layout: WordLayout,
  { common, delta, factors }: QuantisedWeights,
  categoryCount: number,
): TermArrays {
  const first = (term: number): number => layout.numbers[terms.first[term]!]!;
  const second = (term: number): number => layout.numbers[terms.second[term]! - 1]!;
  const all = Array.from(terms.first.keys());
  const unigrams = all.filter((term) => terms.second[term] === 0);
  const bigrams = all.filter((term) => terms.second[term] !== 0);
  bigrams.sort((a, b) => first(a) - first(b) || second(a) - second(b));

  const termAt = new Int32Array(layout.count + bigrams.length).fill(-1);
  for (const term of unigrams) termAt[first(term)] = term;
  termAt.set(bigrams, layout.count);
  const bigramCounts = new Uint32Array(layout.count);
  for (const term of bigrams) bigramCounts[first(term)]!++;

  const commonCodes = new Uint8Array(termAt.length);
  const factorCodes = new Uint8Array(factors ? termAt.length : 0);
  const postingCounts = new Uint32Array(termAt.length);
  const categories = new Uint16Array(terms.categories.length);
  const deltaCodes = new Uint8Array(terms.categories.length);
  const least = leastDelta(delta);
  const isFaint = Uint8Array.from(delta.levels, (level) => (Math.abs(level) < least ? 1 : 0));
  let postings = 0;
  termAt.forEach((term, index) => {
    if (term < 0) return;
    commonCodes[index] = common.codes[term]!;
    if (factors) factorCodes[index] = factors.codes[term]!;
    for (let i = terms.starts[term]!; i < terms.starts[term + 1]!; i++) {
      if (isFaint[delta.codes[i]!] === 1) continue;
      postingCounts[index]!++;
      categories[postings] = terms.categories[i]!;
      deltaCodes[postings++] = delta.codes[i]!;
    }
  });
  return {
    bigramCounts: narrowed(bigramCounts),
    bigramBlocks: blocksOf(bigramCounts),
    secondWords: narrowed(Uint32Array.from(bigrams, second), layout.count),
    commonCodes,
    factorCodes,
    postingCounts: narrowed(postingCounts),
    postingBlocks: blocksOf(postingCounts),
    categories: narrowed(categories.subarray(0, postings), categoryCount),
    deltaCodes: deltaCodes.slice(0, postings),
  };
}

/** Deltas of both signs that are within this share of their range are as good as none. */
const FAINT = 0.01;

/**
 * Returns the least delta that needs a posting. For naive Bayes, whose deltas are never negative, that is any that does not round to nothing.
 * A linear model has deltas of both signs, and a quarter of them are not much more than a rounding: without these, its answers are as often
 * right, and it may have more terms in the same bytes.
 */
function leastDelta({ levels }: Quantised): number {
  let [low, high] = [0, 0];
  for (const level of levels) [low, high] = [Math.min(low, level), Math.max(high, level)];
  return low < 0 ? FAINT * (high - low) : Number.MIN_VALUE;
}

/** Stores numbers in as few bytes each as the largest needs, or the largest possible, `limit` - 1. */
function narrowed(numbers: Uint16Array | Uint32Array, limit: number = 1 + greatestOf(numbers)): Integers {
  return limit <= 0x100 ? new Uint8Array(numbers) : limit <= 0x10000 ? new Uint16Array(numbers) : numbers;
}

function greatestOf(numbers: Iterable<number>): number {
  let greatest = 0;
  for (const number of numbers) greatest = Math.max(greatest, number);
  return greatest;
}

function blocksOf(counts: Uint32Array): Uint32Array {
  const blocks = new Uint32Array(Math.ceil(counts.length / BLOCK));
  let start = 0;
  counts.forEach((count, index) => {
    if (index % BLOCK === 0) blocks[index / BLOCK] = start;
    start += count;
  });
  return blocks;
}

/** The arrays of a linear model: the sections of its artifact, on which it works as they are. */

import { hashForm } from "../../text/hash.js";
import type { Estimator, StopWords } from "./choices.js";
import type { Calibration } from "./temperature.js";

/** Whole numbers in as many bytes as the largest needs. */
export type Integers = Uint8Array | Uint16Array | Uint32Array;

/** How a model was made. */
export interface Provenance {
  readonly estimator: Estimator;
  /** Additive smoothing of naive Bayes. */
  readonly alpha: number;
  readonly maxTerms: number;
  readonly keepEmails: boolean;
  readonly stopWords: StopWords;
  /** Whether the model has sentiment terms. */
  readonly sentiment: boolean;
  /** How the documents were counted, and the versions that made the model. */
  readonly settings: Readonly<Record<string, number | string>>;
  /** Why it was this estimator, for people; empty if there is nothing to say. */
  readonly choice: string;
}

/**
 * A fitted linear model, whatever fitted it. W words, B bigrams, W + B terms, P postings, C targets.
 *
 * The score of category c for a text in which term t has the weight x_t, brought to length 1, is
 *
 *     bias_c + scale_c · (Σ_t x_t · (common_t + offset_c) + Σ_{postings (t, c)} x_t · delta_tc)
 *
 * and x_t is `termWeight` times the term's factor. So a term without a posting for a category weighs there what it weighs in most. For
 * naive Bayes all factors are 1, and postings are the pairs of a term and a category that occurred.
 *
 * Words are ordered by their bucket (the upper bits of their hash), then by their bytes. The number of a word is its index in that
 * order. A unigram has the number of its word; a bigram has W plus its index. A sentiment term is the unigram of the word that its name is.
 */
export interface LinearArrays {
  /** [C] */
  readonly targets: readonly string[];
  /** Number of training documents by target. [C] */
  readonly documents: readonly number[];
  readonly provenance: Provenance;
  /** How scores become probabilities. */
  readonly calibration: Calibration;

  /** First word of each bucket, and the end. The number of buckets is a power of two, at least 2. */
  readonly bucketWords: Uint32Array;
  /** Offset of the bytes of each bucket's first word, and the end. */
  readonly bucketBytes: Uint32Array;
  /** UTF-8 length of each word, 1 to 64. [W] */
  readonly wordLengths: Uint8Array;
  /** UTF-8 of all words. */
  readonly wordBytes: Uint8Array;

  /** Sentiment of each word, as `SentimentWalk` takes it. [W], or empty in a model without sentiment terms. */
  readonly sentimentCodes: Uint8Array;

  /** Number of bigrams that begin with each word. [W] */
  readonly bigramCounts: Integers;
  /** First bigram of every 16th word. */
  readonly bigramBlocks: Uint32Array;
  /** Second word of each bigram, ascending among those with the same first word. [B] */
  readonly secondWords: Integers;

  /** Level of each term's common weight, or {@link NO_TERM}. [W + B] */
  readonly commonCodes: Uint8Array;
  /** Level of each term's factor. [W + B], or empty if all factors are 1. */
  readonly factorCodes: Uint8Array;
  /** Number of postings of each term. [W + B] */
  readonly postingCounts: Integers;
  /** First posting of every 16th term. */
  readonly postingBlocks: Uint32Array;
  /** Category of each posting, ascending within a term. [P] */
  readonly categories: Integers;
  /** Level of each posting's delta. [P] */
  readonly deltaCodes: Uint8Array;

  /** Common weights by code. [256] */
  readonly commonLevels: Float32Array;
  /** Factors by code, above 0. [256], or empty as {@link factorCodes} is. */
  readonly factorLevels: Float32Array;
  /** Deltas by code. [256] */
  readonly deltaLevels: Float32Array;
  /** As in the formula above. [C] */
  readonly offset: Float32Array;
  /** Likewise; above 0. [C] */
  readonly scale: Float32Array;
  /** Likewise: what the score has without any term. [C] */
  readonly bias: Float32Array;
}

/** Common code of a word that is no term: it occurs in bigrams alone, or has nothing but a sentiment. */
export const NO_TERM = 0;

/** Entries per block of the prefix-sum index. */
export const BLOCK = 16;

/** Returns the index of the first item of entry `index`: the first of its block, plus the counts between. */
export function startOf(blocks: Uint32Array, counts: Integers, index: number): number {
  let start = blocks[index >>> 4]!;
  for (let i = index & ~(BLOCK - 1); i < index; i++) start += counts[i]!;
  return start;
}

/** Where the items of entries start, as {@link startOf} finds it: once for each entry, for the same terms come in text after text. */
export class Starts {
  readonly #blocks: Uint32Array;
  readonly #counts: Integers;
  /** Start of each entry that was asked for; 0 for the others. Memory that is not touched is not taken. */
  readonly #known: Uint32Array;

  constructor(blocks: Uint32Array, counts: Integers) {
    this.#blocks = blocks;
    this.#counts = counts;
    this.#known = new Uint32Array(counts.length);
  }

  /** Bytes of memory in use. */
  get memory(): number {
    return this.#known.byteLength;
  }

  of(index: number): number {
    const known = this.#known[index]!;
    if (known !== 0) return known;
    const start = startOf(this.#blocks, this.#counts, index);
    this.#known[index] = start;
    return start;
  }
}

/** Returns by how many bits a hash is shifted to the right to give its bucket. */
export function bucketShift(bucketWords: Uint32Array): number {
  return 32 - Math.log2(bucketWords.length - 1);
}

/** Returns the first word that is not in the bucket that its hash names; undefined if all are. */
export function firstMisplaced({ bucketWords, bucketBytes, wordLengths, wordBytes }: LinearArrays): number | undefined {
  const shift = bucketShift(bucketWords);
  for (let bucket = 0; bucket + 1 < bucketWords.length; bucket++) {
    let at = bucketBytes[bucket]!;
    for (let word = bucketWords[bucket]!; word < bucketWords[bucket + 1]!; word++) {
      const end = at + wordLengths[word]!;
      if (hashForm(wordBytes, at, end) >>> shift !== bucket) return word;
      at = end;
    }
  }
  return undefined;
}

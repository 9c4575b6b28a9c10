/** The model: what a classifier reads while it works, as flat arrays that are the sections of an artifact. */

import { hashForm } from "../../text/lexer.js";
import type { Estimator } from "./estimators.js";
import type { Calibration } from "./temperature.js";

/** Whole numbers in as many bytes as the largest needs. */
export type Integers = Uint8Array | Uint16Array | Uint32Array;

/** How a model came about; all of it is told by `load-check`. */
export interface Provenance {
  readonly estimator: Estimator;
  readonly alpha: number;
  readonly maxTerms: number;
  readonly keepEmails: boolean;
  /** How the documents were counted, and by which versions the model was made. */
  readonly settings: Readonly<Record<string, number | string>>;
}

/** A built-in sentence and what the model made of it when it was written. */
export interface RecordedPrediction {
  readonly text: string;
  readonly category: string;
  readonly probability: number;
}

/**
 * A fitted model. W words, B bigrams, W + B term places, P postings, C targets.
 *
 * Words are ordered by their bucket (the upper bits of their hash), then by their bytes. A word's number is its place in that order; a bigram's term number is W plus its place.
 */
export interface Model {
  readonly targets: readonly string[];
  /** Number of training documents by target. */
  readonly documents: readonly number[];
  readonly provenance: Provenance;
  /** How scores become probabilities. */
  readonly calibration: Calibration;
  readonly recorded: readonly RecordedPrediction[];

  /** First word of each bucket; one more for the end. The number of buckets is a power of two, at least 2. */
  readonly bucketWords: Uint32Array;
  /** Where the bytes of each bucket's first word start; one more for the end. */
  readonly bucketBytes: Uint32Array;
  /** UTF-8 length of each word, 1 to 64. [W] */
  readonly wordLengths: Uint8Array;
  /** UTF-8 of all words. */
  readonly wordBytes: Uint8Array;

  /** Number of bigrams that begin with each word. [W] */
  readonly bigramCounts: Integers;
  /** First bigram of every 16th word. */
  readonly bigramBlocks: Uint32Array;
  /** Second word of each bigram, ascending among those with the same first word. [B] */
  readonly secondWords: Integers;

  /** Level of each term's common weight, or {@link NO_TERM}, or {@link STOP}. [W + B] */
  readonly commonCodes: Uint8Array;
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
  /** Deltas by code. [256] */
  readonly deltaLevels: Float32Array;
  /** As in `Weights`. [C] */
  readonly offset: Float32Array;
  readonly scale: Float32Array;
  readonly prior: Float32Array;
}

/** Common code of a word that is only a part of bigrams. */
export const NO_TERM = 0;
/** Common code of a stop word. */
export const STOP = 255;

/** Places for which a sum of counts is kept: 16 is a good trade of bytes for steps. */
export const BLOCK = 16;

/** Where the items of `place` start: the items of its block before it, counted up. */
export function startOf(blocks: Uint32Array, counts: Integers, place: number): number {
  let start = blocks[place >>> 4]!;
  for (let i = place & ~(BLOCK - 1); i < place; i++) start += counts[i]!;
  return start;
}

/** Number of bits by which a hash is shifted to the right to give its bucket. */
export function bucketShift(bucketWords: Uint32Array): number {
  return 32 - Math.log2(bucketWords.length - 1);
}

/** The first word that is not in the bucket that its hash names; undefined if all are. */
export function firstMisplaced({ bucketWords, bucketBytes, wordLengths, wordBytes }: Model): number | undefined {
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

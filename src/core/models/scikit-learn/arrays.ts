/** The arrays of an imported model, which are also the sections of its artifact. */

import type { ClassifierSettings, FeatureSettings, Origin } from "./settings.js";

/** Whole numbers, in as many bytes as the largest needs. */
export type Integers = Uint8Array | Uint16Array | Uint32Array;

/**
 * A model of scikit-learn. T terms of all vocabularies, F features, K linear functions, P weights that differ from their function's base
 * weight, C targets.
 *
 * Vocabularies follow each other in the order of their vectorizers, terms within one in the order of their features.
 */
export interface ScikitLearnArrays {
  /** [C] */
  readonly targets: readonly string[];
  readonly features: FeatureSettings;
  readonly classifier: ClassifierSettings;
  readonly origin: Origin;

  /** UTF-8 of all terms. */
  readonly termBytes: Uint8Array;
  /** Where each term starts in it, and the end. [T + 1] */
  readonly termStarts: Uint32Array;
  /**
   * A hash table for each vocabulary, one behind the other, each of the smallest power of two that is at least 1.5 times its number of
   * terms. A term is at the slot that the lower bits of its hash name, or in the next free one: its number within the vocabulary, plus 1.
   * 0 is free.
   */
  readonly termSlots: Uint32Array;
  /** UTF-8 of the stop words of all vectorizers. */
  readonly stopWordBytes: Uint8Array;
  /** Where each starts in it, and the end. [S + 1] */
  readonly stopWordStarts: Uint32Array;

  /** A number for each feature, of each operation `factors` in turn: of the blocks first, then of all. */
  readonly factors: Float64Array;

  /** Weight of each function for all features without a weight of their own. [K] */
  readonly baseWeights: Float64Array;
  /** What each function adds at the end. [K] */
  readonly intercepts: Float64Array;
  /** Number of weights of each feature. [F] */
  readonly weightCounts: Integers;
  /** First weight of every 16th feature. */
  readonly weightBlocks: Uint32Array;
  /** Function of each weight, ascending within a feature. [P] */
  readonly weightFunctions: Integers;
  /** Where both features and weights are of single precision, so is their sum. [P] */
  readonly weights: Float64Array | Float32Array;

  /** Numbers of all calibrators: a and b of a sigmoid, all x and then all y of an isotonic one. */
  readonly calibration: Float64Array;
}

/** Largest size of a weight, an intercept or a number of calibration, and of a factor: no sum of their products can overflow. */
export const MAX_WEIGHT = 1e100;
export const MAX_FACTOR = 1e15;

/** Number of slots of the hash table of so many terms. */
export function slotsFor(terms: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(2, 1.5 * terms)));
}

/** Labelled documents: the kept documents of counts with their terms, which models are fitted to. */

import { termWeight, WEIGHT_ONE } from "../../core/text/term-weight.js";
import { Kernels } from "../../kernels/kernels.js";
import type { Counts } from "../counts/counts.js";
import { MAX_CATEGORIES, type SentimentWords, withSentiment } from "../sentiment/sentiment-words.js";
import type { FlaggedWords } from "../tables/words.js";
import { type TermDocuments, termDocuments } from "./term-documents.js";
import { listTokens, type TokenList } from "./token-list.js";

/** Documents and what is known of each. D documents. */
export interface LabelledDocuments {
  /** What works on them; terms and tokens are in its memory. */
  readonly kernels: Kernels;
  /** The words of the terms; the sentiment terms are unigrams. */
  readonly words: FlaggedWords;
  /** Undefined if the documents have no sentiment terms. */
  readonly sentiment: SentimentWords | undefined;
  readonly terms: TermDocuments;
  /** The words of each document. */
  readonly tokens: TokenList;
  /** Category number. [D] */
  readonly categories: Uint16Array;
  /** Number of identical documents, 1 or more. [D] */
  readonly copies: Float64Array;
  /** A number that is as good as random, and the same for the same text anywhere. [D] */
  readonly lots: Uint32Array;
  /** What a document's weights are multiplied with, so that its vector has the length 1. [D] */
  readonly scales: Float64Array;
  /** Weight of a unigram, and of a bigram, by its frequency. */
  readonly weights: readonly [Float64Array, Float64Array];
  /** Number of categories. */
  readonly categoryCount: number;
}

/** How many of the terms are not sentiment terms, which come last. */
export function termsOfWords({ terms: { first }, sentiment }: Pick<LabelledDocuments, "terms" | "sentiment">): number {
  let end = first.length;
  while (sentiment && end > 0 && first[end - 1]! >= sentiment.firstTerm) end--;
  return end;
}

/** The kept documents of counts. */
export function labelledDocuments(counts: Counts): LabelledDocuments {
  const { documentSet, labels } = counts;
  const sentiment = labels.length <= MAX_CATEGORIES ? withSentiment(counts.words) : undefined;
  const words = sentiment?.words ?? counts.words;
  const kernels = new Kernels();
  const tokens = listTokens(kernels, counts.walkDocuments());
  const terms = termDocuments(kernels, counts.words, tokens, sentiment);
  const weights = weightsOf(terms);
  return {
    kernels,
    words,
    sentiment,
    terms,
    tokens,
    categories: documentSet.categories.subarray(0, terms.size),
    copies: documentSet.copies.subarray(0, terms.size),
    lots: documentSet.low.subarray(0, terms.size),
    scales: scalesOf(terms, termsOfWords({ terms, sentiment }), weights),
    weights: [kernels.placed(weights[0]), kernels.placed(weights[1])],
    categoryCount: labels.length,
  };
}

/** A window of a document may have a sentiment term more often than any document, but no more often than this. */
const MIN_FREQUENCIES = 256;

/** Weight of a unigram, and of a bigram, by each frequency that documents have. */
function weightsOf({ frequencies }: TermDocuments): [Float64Array, Float64Array] {
  let most = MIN_FREQUENCIES;
  for (let i = 0; i < frequencies.length; i++) if (frequencies[i]! > most) most = frequencies[i]!;
  const weights = (isBigram: boolean): Float64Array =>
    Float64Array.from({ length: most + 1 }, (_, frequency) => termWeight(frequency, isBigram));
  return [weights(false), weights(true)];
}

/** {@link WEIGHT_ONE} ⁄ ‖w‖ of each document, by its terms of words alone: they have the same sums with and without sentiment terms. */
function scalesOf(
  terms: TermDocuments,
  end: number,
  [unigrams, bigrams]: readonly [Float64Array, Float64Array],
): Float64Array {
  const { second, starts, documents, frequencies } = terms;
  const squares = new Float64Array(terms.size);
  for (let term = 0; term < end; term++) {
    const weights = second[term] === 0 ? unigrams : bigrams;
    for (let i = starts[term]!; i < starts[term + 1]!; i++) squares[documents[i]!]! += weights[frequencies[i]!]! ** 2;
  }
  return squares.map((square) => WEIGHT_ONE / Math.sqrt(square));
}

/** Which documents count: 1 for each that does. [D] */
export type Chosen = Uint8Array;

/** All documents. */
export const allOf = ({ terms }: LabelledDocuments): Chosen => new Uint8Array(terms.size).fill(1);

/** The indexes of the chosen documents, ascending. */
export function chosenIndexes(chosen: Chosen): Uint32Array {
  const indexes = new Uint32Array(chosen.length);
  let size = 0;
  for (let document = 0; document < chosen.length; document++) if (chosen[document] === 1) indexes[size++] = document;
  return indexes.subarray(0, size);
}

/** Number of documents by category, with copies. */
export function documentsByCategory(documents: LabelledDocuments, chosen: Chosen): number[] {
  const sums = Array.from({ length: documents.categoryCount }, () => 0);
  for (let i = 0; i < chosen.length; i++) {
    if (chosen[i] === 1) sums[documents.categories[i]!]! += documents.copies[i]!;
  }
  return sums;
}

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
  /** Number of categories. */
  readonly categoryCount: number;
}

/** The kept documents of counts. */
export function labelledDocuments(counts: Counts): LabelledDocuments {
  const { documentSet, labels } = counts;
  const sentiment = labels.length <= MAX_CATEGORIES ? withSentiment(counts.words) : undefined;
  const words = sentiment?.words ?? counts.words;
  const kernels = new Kernels();
  const tokens = listTokens(kernels, counts.walkDocuments());
  const terms = termDocuments(kernels, counts.words, tokens, sentiment);
  return {
    kernels,
    words,
    sentiment,
    terms,
    tokens,
    categories: documentSet.categories.subarray(0, terms.size),
    copies: documentSet.copies.subarray(0, terms.size),
    lots: documentSet.low.subarray(0, terms.size),
    scales: scalesOf(terms, counts.words.ends.length),
    categoryCount: labels.length,
  };
}

/** {@link WEIGHT_ONE} ⁄ ‖w‖ of each document, by its terms of words alone: they have the same sums with and without sentiment terms. */
function scalesOf(terms: TermDocuments, words: number): Float64Array {
  const scales = new Float64Array(terms.size);
  for (let term = 0; term < terms.first.length && terms.first[term]! < words; term++) {
    const isBigram = terms.second[term] !== 0;
    for (let i = terms.starts[term]!, end = terms.starts[term + 1]!; i < end; i++) {
      scales[terms.documents[i]!]! += termWeight(terms.frequencies[i]!, isBigram) ** 2;
    }
  }
  for (let document = 0; document < scales.length; document++) {
    scales[document] = WEIGHT_ONE / Math.sqrt(scales[document]!);
  }
  return scales;
}

/** Which documents count: 1 for each that does. [D] */
export type Chosen = Uint8Array;

/** All documents. */
export const allOf = ({ terms }: LabelledDocuments): Chosen => new Uint8Array(terms.size).fill(1);

/** Number of documents by category, with copies. */
export function documentsByCategory(documents: LabelledDocuments, chosen: Chosen): number[] {
  const sums = Array.from({ length: documents.categoryCount }, () => 0);
  for (let i = 0; i < chosen.length; i++) {
    if (chosen[i] === 1) sums[documents.categories[i]!]! += documents.copies[i]!;
  }
  return sums;
}

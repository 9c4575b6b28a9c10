/** Labelled documents: the kept documents of counts with their terms, which models are fitted to. */

import { termWeight, WEIGHT_ONE } from "../../core/text/term-weight.js";
import type { Counts } from "../counts/counts.js";
import { type TermDocuments, termDocuments } from "./term-documents.js";

/** Documents and what is known of each. D documents. */
export interface LabelledDocuments {
  readonly terms: TermDocuments;
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
  const terms = termDocuments(counts.words, () => counts.walkDocuments());
  return {
    terms,
    categories: documentSet.categories.subarray(0, terms.size),
    copies: documentSet.copies.subarray(0, terms.size),
    lots: documentSet.low.subarray(0, terms.size),
    scales: scalesOf(terms),
    categoryCount: labels.length,
  };
}

/** {@link WEIGHT_ONE} ⁄ ‖w‖ of each document. */
function scalesOf(terms: TermDocuments): Float64Array {
  const scales = new Float64Array(terms.size);
  for (let term = 0; term < terms.first.length; term++) {
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

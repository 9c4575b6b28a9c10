/** Columns: the terms of a matrix in the order of their frequencies, as fitting keeps them in memory. */

import type { Kernels } from "../../kernels/kernels.js";
import type { DocumentMatrix } from "../features/document-matrix.js";

/** Time goes into reading of terms here and there in memory. So what is known of frequent terms lies together. */
export interface Columns {
  /** Column of each term. [V] */
  readonly ofTerms: Uint32Array;
  /** Column of each item of the matrix. [Z] */
  readonly ofItems: Uint32Array;
}

/** Columns of a matrix, in the memory of kernels. @param size number V of terms. */
export function columnsOf(kernels: Kernels, { terms }: DocumentMatrix, size: number): Columns {
  const ofTerms = kernels.placed(ranksByFrequency(terms, size));
  const ofItems = kernels.array(Uint32Array, terms.length);
  for (let i = 0; i < terms.length; i++) ofItems[i] = ofTerms[terms[i]!]!;
  return { ofTerms, ofItems };
}

/** The rank of each term by its number of items, the most frequent first. */
function ranksByFrequency(items: Uint32Array, terms: number): Uint32Array {
  const frequencies = new Uint32Array(terms);
  for (let i = 0; i < items.length; i++) frequencies[items[i]!]!++;
  let most = 0;
  for (let term = 0; term < terms; term++) most = Math.max(most, frequencies[term]!);
  // A counting sort: where the terms of each frequency begin, the highest first.
  const starts = new Uint32Array(most + 2);
  for (let term = 0; term < terms; term++) starts[most - frequencies[term]! + 1]!++;
  for (let i = 0; i <= most; i++) starts[i + 1]! += starts[i]!;
  const ranks = new Uint32Array(terms);
  for (let term = 0; term < terms; term++) ranks[term] = starts[most - frequencies[term]!]!++;
  return ranks;
}

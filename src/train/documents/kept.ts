/** Which documents counts keep the words of: all of a corpus, or of a large one those that their fingerprints choose. */

import { type DocumentSet, lowerBound } from "./document-set.js";

/**
 * Kept are the documents whose fingerprints begin with a number of zero bits, which grows with the number of documents. So
 * they are the same in any order of training and merging, and a document that is taken out again leaves no trace as long as
 * the number of bits is the same with and without it. (The k smallest fingerprints would also be the same in any order, but
 * each new document would push out another, and nothing could bring that back.)
 *
 * As the fingerprints of a set ascend, the kept documents are its first S entries.
 */

/** Up to this number of documents, all are kept. Of more, a quarter of this number to all of it can be expected. */
export const KEPT_DOCUMENTS: number = 1 << 18;

/**
 * The zero bits for a number of documents: none up to `bound`, and two more each time the number grows fourfold.
 *
 * @param bound the number of documents up to which all are kept; tests set a small one.
 */
export function keptBits(documents: number, bound: number = KEPT_DOCUMENTS): number {
  let bits = 0;
  while (documents > bound * 2 ** bits) bits += 2;
  return bits;
}

/** The zero bits for the largest number of documents, with room for the small bounds of tests. */
export const MAX_KEPT_BITS = 30;

/** Whether a fingerprint with these first 32 bits begins with `bits` zero bits, at most {@link MAX_KEPT_BITS}. */
export function isKept(high: number, bits: number): boolean {
  return bits === 0 || high >>> (32 - bits) === 0;
}

/** How many entries of a set are kept; none without `bits`. */
export function keptEntries(set: DocumentSet, bits: number | undefined): number {
  if (bits === undefined) return 0;
  return bits === 0 ? set.high.length : lowerBound(set, { high: 2 ** (32 - bits), low: 0, last: 0 });
}

/** Words in sorted order: distinct surface forms in one buffer. */

/** Distinct words, one after the other in one buffer; in ascending order of their bytes, if not said otherwise. */
export interface Words {
  /** UTF-8 of all words. */
  readonly bytes: Uint8Array;
  /** Where each word ends in {@link bytes}; it starts where the one before ends. */
  readonly ends: Uint32Array;
}

/** Words, and what wink-nlp says of each. */
export interface FlaggedWords extends Words {
  /** 1 for each stop word, 0 for the others. */
  readonly stopWords: Uint8Array;
}

/** UTF-8 of word `index`, as a view. */
export function wordAt(words: Words, index: number): Uint8Array {
  return words.bytes.subarray(index === 0 ? 0 : words.ends[index - 1], words.ends[index]);
}

/** Orders by bytes, a prefix first: negative, zero or positive, as for `Array.sort`. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = a[i]! - b[i]!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A walk over words in ascending order. */
export interface WordWalk {
  /** Number of all words. */
  readonly size: number;
  /** Moves to the next word; false at the end. */
  next(): boolean;
  /** UTF-8 of the word; it stays as it is. */
  readonly word: Uint8Array;
  readonly isStopWord: boolean;
}

/** A walk over words in memory. */
export function walkOver(words: FlaggedWords): WordWalk {
  let index = -1;
  return {
    size: words.ends.length,
    next: () => ++index < words.ends.length,
    get word() {
      return wordAt(words, index);
    },
    get isStopWord() {
      return words.stopWords[index] === 1;
    },
  };
}

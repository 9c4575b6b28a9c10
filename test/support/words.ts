/** Word lists to and from the form that counts keep them in. */

import { type FlaggedWords, type Words, wordAt } from "../../src/train/tables/words.js";

/** A word list with these words in this order. */
export function wordList(words: readonly string[], stopWords: readonly string[] = []): FlaggedWords {
  let end = 0;
  const ends = Uint32Array.from(words, (word) => {
    end += Buffer.byteLength(word);
    return end;
  });
  return {
    bytes: Uint8Array.from(Buffer.from(words.join(""))),
    ends,
    stopWords: Uint8Array.from(words, (word) => (stopWords.includes(word) ? 1 : 0)),
  };
}

/** Words sorted by their UTF-8 bytes, as counts keep them. */
export function sortedByBytes(words: readonly string[]): string[] {
  return words.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** The stop words of a list, in its order. */
export function stopWordsOf(words: FlaggedWords): string[] {
  return wordsOf(words).filter((_, i) => words.stopWords[i] === 1);
}

/** The words of a list, in its order. */
export function wordsOf(words: Words): string[] {
  return Array.from(words.ends, (_, i) => Buffer.from(wordAt(words, i)).toString());
}

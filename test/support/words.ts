/** Word lists to and from the form that counts keep them in. */

import { type Words, wordAt } from "../../src/train/tables/words.js";

/** A word list with these words in this order. */
export function wordList(words: readonly string[]): Words {
  let end = 0;
  const ends = Uint32Array.from(words, (word) => {
    end += Buffer.byteLength(word);
    return end;
  });
  return { bytes: Uint8Array.from(Buffer.from(words.join(""))), ends };
}

/** Words sorted by their UTF-8 bytes, as counts keep them. */
export function sortedByBytes(words: readonly string[]): string[] {
  return words.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** The words of a list, in its order. */
export function wordsOf(words: Words): string[] {
  return Array.from(words.ends, (_, i) => Buffer.from(wordAt(words, i)).toString());
}

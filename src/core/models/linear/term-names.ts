/** Term names: a term's number → its words. */

import { type LinearArrays, startOf } from "./arrays.js";

/** Returns the word of a term, or both words of a bigram. */
export function termName(arrays: LinearArrays, term: number): string {
  const words = arrays.wordLengths.length;
  if (term < words) return wordName(arrays, term);
  const bigram = term - words;
  const first = lastAtMost(words, bigram, (word) => startOf(arrays.bigramBlocks, arrays.bigramCounts, word));
  return `${wordName(arrays, first)} ${wordName(arrays, arrays.secondWords[bigram]!)}`;
}

const decoder = new TextDecoder();

function wordName({ bucketWords, bucketBytes, wordLengths, wordBytes }: LinearArrays, word: number): string {
  const bucket = lastAtMost(bucketWords.length - 1, word, (b) => bucketWords[b]!);
  let start = bucketBytes[bucket]!;
  for (let before = bucketWords[bucket]!; before < word; before++) start += wordLengths[before]!;
  return decoder.decode(wordBytes.subarray(start, start + wordLengths[word]!));
}

/** Returns the last of `n` indexes whose value is at most `limit`. Values ascend, and the first is at most `limit`. */
function lastAtMost(n: number, limit: number, valueAt: (index: number) => number): number {
  let [low, high] = [0, n - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (valueAt(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Term names: a term's number → its words, as a person reads them. */

import { type Model, startOf } from "./arrays.js";

/** A term as words, two of them for a bigram. */
export function nameOf(model: Model, term: number): string {
  const words = model.wordLengths.length;
  if (term < words) return wordOf(model, term);
  const place = term - words;
  const first = lastNotAfter(words, place, (word) => startOf(model.bigramBlocks, model.bigramCounts, word));
  return `${wordOf(model, first)} ${wordOf(model, model.secondWords[place]!)}`;
}

const decoder = new TextDecoder();

function wordOf({ bucketWords, bucketBytes, wordLengths, wordBytes }: Model, word: number): string {
  const bucket = lastNotAfter(bucketWords.length - 1, word, (b) => bucketWords[b]!);
  let start = bucketBytes[bucket]!;
  for (let before = bucketWords[bucket]!; before < word; before++) start += wordLengths[before]!;
  return decoder.decode(wordBytes.subarray(start, start + wordLengths[word]!));
}

/** The last of `n` places, 1 or more, whose value is at most `limit`; the values ascend from one that is. */
function lastNotAfter(n: number, limit: number, at: (place: number) => number): number {
  let [low, high] = [0, n - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (at(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

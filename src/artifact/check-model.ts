/** The last check of an artifact: that its arrays mean a model, so that predicting needs no check of its own. */

import { hashForm, MAX_FORM_BYTES } from "../lexer/lexer.js";
import { BLOCK, bucketShift, type Integers, type Model } from "../model/model.js";
import { compareBytes } from "../tables/words.js";

/**
 * Requires that every index is in range, every order holds and every weight is finite: after this a prediction can
 * neither read beyond an array nor come out as anything but a finite score of a known target.
 *
 * @param bad is called with what is wrong, and throws.
 */
export function checkModel(model: Model, bad: (what: string) => never): void {
  checkNumbers(model, bad);
  checkWords(model, bad);
  checkCounts("bigram", model.bigramCounts, model.bigramBlocks, model.secondWords.length, bad);
  checkAscending("second word", model.bigramCounts, model.secondWords, model.wordLengths.length, bad);
  checkCounts("posting", model.postingCounts, model.postingBlocks, model.categories.length, bad);
  checkAscending("category", model.postingCounts, model.categories, model.targets.length, bad);
}

function checkNumbers(model: Model, bad: (what: string) => never): void {
  for (const name of ["commonLevels", "deltaLevels", "offset", "scale", "prior"] as const) {
    if (!model[name].every(Number.isFinite)) bad(`a number in ${name} is not finite`);
  }
  for (const scale of model.scale) if (scale <= 0) bad("a scale is not above 0");
}

function checkWords({ bucketWords, bucketBytes, wordLengths, wordBytes }: Model, bad: (what: string) => never): void {
  const shift = bucketShift(bucketWords);
  const buckets = bucketWords.length - 1;
  if (buckets < 2 || !Number.isInteger(shift) || bucketBytes.length !== bucketWords.length) {
    bad(`${buckets} buckets; a power of two expected`);
  }
  if (bucketWords[0] !== 0 || bucketBytes[0] !== 0) bad("the first bucket does not start at the first word");
  let word = 0;
  let at = 0;
  let previousHash = -1;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const end = bucketWords[bucket + 1]!;
    if (end < word || end > wordLengths.length) bad(`bucket ${bucket} ends at word ${end}`);
    for (; word < end; word++) {
      const length = wordLengths[word]!;
      if (length < 1 || length > MAX_FORM_BYTES || at + length > wordBytes.length)
        bad(`word ${word} has ${length} bytes`);
      const hash = hashForm(wordBytes, at, at + length);
      if (hash >>> shift !== bucket || hash < previousHash) bad(`word ${word} is in the wrong place`);
      if (hash === previousHash) {
        const before = wordBytes.subarray(at - wordLengths[word - 1]!, at);
        if (compareBytes(before, wordBytes.subarray(at, at + length)) >= 0) bad(`word ${word} is out of order`);
      }
      previousHash = hash;
      at += length;
    }
    if (bucketBytes[bucket + 1] !== at) bad(`bucket ${bucket} ends at byte ${bucketBytes[bucket + 1]}, not ${at}`);
  }
  if (word !== wordLengths.length || at !== wordBytes.length) bad("words outside all buckets");
}

function checkCounts(
  name: string,
  counts: Integers,
  blocks: Uint32Array,
  items: number,
  bad: (what: string) => never,
): void {
  if (blocks.length !== Math.ceil(counts.length / BLOCK))
    bad(`${blocks.length} blocks for ${counts.length} ${name} counts`);
  let start = 0;
  for (let place = 0; place < counts.length; place++) {
    if (place % BLOCK === 0 && blocks[place / BLOCK] !== start) bad(`${name} block ${place / BLOCK} starts elsewhere`);
    start += counts[place]!;
  }
  if (start !== items) bad(`${name} counts add up to ${start}, and there are ${items}`);
}

/** Requires that items are below `limit` and ascend within each run of `counts`. */
function checkAscending(
  name: string,
  counts: Integers,
  items: Integers,
  limit: number,
  bad: (what: string) => never,
): void {
  let i = 0;
  for (let place = 0; place < counts.length; place++) {
    let previous = -1;
    for (const end = i + counts[place]!; i < end; i++) {
      const item = items[i]!;
      if (item <= previous || item >= limit) bad(`${name} ${item} of place ${place} is out of range or order`);
      previous = item;
    }
  }
}

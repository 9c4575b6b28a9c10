/**
 * The last check of a linear artifact: its arrays make a model, so predicting needs no checks of its own.
 *
 * It takes a good part of the time of a command that predicts one text, and runs before the engine has optimised it: hence plain loops
 * without calls.
 */

import { Fault } from "../../container/fault.js";
import { MAX_FORM_BYTES } from "../../text/lexer.js";
import { NEGATION } from "../../text/sentiment.js";
import { BLOCK, bucketShift, type Integers, type LinearArrays, NO_TERM } from "./arrays.js";

/**
 * Requires that every index is in range, every order holds and every weight is finite, and every factor and scale above 0. After this a prediction cannot read beyond an
 * array, and every score is finite.
 *
 * @throws Fault `not-finite`, `out-of-range`, `section-size` or `order`
 */
export function checkArrays(model: LinearArrays): void {
  checkNumbers(model);
  checkFactors(model);
  checkWords(model);
  checkSentiment(model);
  checkCounts("bigram", model.bigramCounts, model.bigramBlocks, model.secondWords.length);
  checkAscending("second word", model.bigramCounts, model.secondWords, model.wordLengths.length);
  checkCounts("posting", model.postingCounts, model.postingBlocks, model.categories.length);
  checkAscending("category", model.postingCounts, model.categories, model.targets.length);
}

function checkNumbers(model: LinearArrays): void {
  for (const name of ["commonLevels", "deltaLevels", "offset", "scale", "bias"] as const) {
    if (!model[name].every(Number.isFinite)) throw new Fault("not-finite", `a number in ${name} is not finite`);
  }
  for (const scale of model.scale) if (scale <= 0) throw new Fault("out-of-range", "a scale is not above 0");
}

/** Requires that the factor of each term is above 0: a text of terms without weight would have no length to be divided by. */
function checkFactors({ commonCodes, factorCodes, factorLevels }: LinearArrays): void {
  for (let term = 0; term < factorCodes.length; term++) {
    const factor = factorLevels[factorCodes[term]!]!;
    if ((factor > 0 && factor < Number.POSITIVE_INFINITY) || commonCodes[term] === NO_TERM) continue;
    throw new Fault(
      Number.isFinite(factor) ? "out-of-range" : "not-finite",
      `the factor of term ${term} is ${factor}; expected a finite number above 0`,
    );
  }
}

/**
 * Requires that the words of each bucket ascend, which makes them distinct. Whether a word is in the bucket that its hash names is left to
 * `load-check`: a word in another bucket is merely never found.
 */
function checkWords({ bucketWords, bucketBytes, wordLengths, wordBytes }: LinearArrays): void {
  const buckets = bucketWords.length - 1;
  if (buckets < 2 || !Number.isInteger(bucketShift(bucketWords)) || bucketBytes.length !== bucketWords.length) {
    throw new Fault("section-size", `${buckets} buckets, which is not a power of two`);
  }
  if (bucketWords[0] !== 0 || bucketBytes[0] !== 0)
    throw new Fault("out-of-range", "the first bucket does not start at the first word");
  let word = 0;
  let at = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const end = bucketWords[bucket + 1]!;
    if (end < word || end > wordLengths.length) throw new Fault("out-of-range", `bucket ${bucket} ends at word ${end}`);
    let before = 0;
    for (let previous = at; word < end; word++) {
      const length = wordLengths[word]!;
      if (length < 1 || length > MAX_FORM_BYTES) throw new Fault("out-of-range", `word ${word} has ${length} bytes`);
      if (at + length > wordBytes.length)
        throw new Fault("section-size", `word ${word} ends beyond the bytes of all words`);
      const shared = Math.min(before, length);
      let same = 0;
      while (same < shared && wordBytes[previous + same] === wordBytes[at + same]) same++;
      const ascends = same < shared ? wordBytes[previous + same]! < wordBytes[at + same]! : before < length;
      if (!ascends) throw new Fault("order", `word ${word} is not greater than the one before`);
      previous = at;
      before = length;
      at += length;
    }
    if (bucketBytes[bucket + 1] !== at) {
      throw new Fault("section-size", `bucket ${bucket} ends at byte ${bucketBytes[bucket + 1]}, its words at ${at}`);
    }
  }
  if (word !== wordLengths.length || at !== wordBytes.length)
    throw new Fault("section-size", "words outside all buckets");
}

function checkSentiment({ sentimentCodes, wordLengths }: LinearArrays): void {
  if (sentimentCodes.length !== 0 && sentimentCodes.length !== wordLengths.length) {
    throw new Fault("section-size", `${sentimentCodes.length} sentiment codes for ${wordLengths.length} words`);
  }
  for (let word = 0; word < sentimentCodes.length; word++) {
    if (sentimentCodes[word]! <= NEGATION) continue;
    throw new Fault(
      "out-of-range",
      `the sentiment code of word ${word} is ${sentimentCodes[word]}; expected at most ${NEGATION}`,
    );
  }
}

/** Requires that the blocks start where their counts say, and that there are as many items as all counts together. */
function checkCounts(name: string, counts: Integers, blocks: Uint32Array, items: number): void {
  if (blocks.length !== Math.ceil(counts.length / BLOCK)) {
    throw new Fault("section-size", `${blocks.length} blocks for ${counts.length} ${name} counts`);
  }
  let start = 0;
  let index = 0;
  for (let block = 0; block < blocks.length; block++) {
    if (blocks[block] !== start) throw new Fault("section-size", `${name} block ${block} does not start at ${start}`);
    const end = Math.min(index + BLOCK, counts.length);
    for (; index < end; index++) start += counts[index]!;
  }
  if (start !== items) throw new Fault("section-size", `${name} counts add up to ${start}; expected ${items}`);
}

/** Requires that items are below `limit` and ascend within each run of `counts`. */
function checkAscending(name: string, counts: Integers, items: Integers, limit: number): void {
  let i = 0;
  for (let index = 0; index < counts.length; index++) {
    let previous = -1;
    for (const end = i + counts[index]!; i < end; i++) {
      const item = items[i]!;
      if (item >= limit)
        throw new Fault("out-of-range", `${name} ${item} of entry ${index}; expected less than ${limit}`);
      if (item <= previous)
        throw new Fault("order", `${name} ${item} of entry ${index} is not greater than the one before`);
      previous = item;
    }
  }
}

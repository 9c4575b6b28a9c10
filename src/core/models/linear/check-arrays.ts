/**
 * The last check of a linear artifact: its arrays make a model, so predicting needs no checks of its own.
 *
 * It takes a good part of the time of a command that predicts one text, and runs before the engine has optimised it: hence plain loops
 * without calls.
 */

import { Fault } from "../../container/fault.js";
import { sum } from "../../sum.js";
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
  const { bigramCounts, bigramBlocks, secondWords, postingCounts, postingBlocks, categories } = model;
  checkRuns(["posting", "category"], postingCounts, postingBlocks, categories, model.targets.length);
  checkRuns(["bigram", "second word"], bigramCounts, bigramBlocks, secondWords, model.wordLengths.length);
}

function checkNumbers(model: LinearArrays): void {
  for (const name of ["commonLevels", "deltaLevels", "offset", "scale", "bias"] as const) {
    if (!model[name].every(Number.isFinite)) throw new Fault("not-finite", `a number in ${name} is not finite`);
  }
  for (const scale of model.scale) if (scale <= 0) throw new Fault("out-of-range", "a scale is not above 0");
}

/**
 * Requires that the factor of each term is above 0: a text of terms without weight would have no length to be divided by. Few levels are not, so
 * the terms that have them are looked for.
 */
function checkFactors({ commonCodes, factorCodes, factorLevels }: LinearArrays): void {
  for (const [code, factor] of factorLevels.entries()) {
    if (factor > 0 && factor < Number.POSITIVE_INFINITY) continue;
    for (let term = factorCodes.indexOf(code); term >= 0; term = factorCodes.indexOf(code, term + 1)) {
      if (commonCodes[term] === NO_TERM) continue;
      throw new Fault(
        Number.isFinite(factor) ? "out-of-range" : "not-finite",
        `the factor of term ${term} is ${factor}; expected a finite number above 0`,
      );
    }
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
      let same = 0;
      while (same < before && same < length && wordBytes[previous + same] === wordBytes[at + same]) same++;
      const ascends = same < length && (same === before || wordBytes[previous + same]! < wordBytes[at + same]!);
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

/**
 * Requires that items are below `limit` and ascend within each run of `counts`, that the blocks start where the counts say, and that there are
 * as many items as all counts together.
 *
 * @param names of what is counted, and of an item.
 */
function checkRuns(
  [name, itemName]: readonly [string, string],
  counts: Integers,
  blocks: Uint32Array,
  items: Integers,
  limit: number,
): void {
  if (blocks.length !== Math.ceil(counts.length / BLOCK)) {
    throw new Fault("section-size", `${blocks.length} blocks for ${counts.length} ${name} counts`);
  }
  let i = 0;
  let index = 0;
  for (let block = 0; block < blocks.length; block++) {
    if (blocks[block] !== i) throw new Fault("section-size", `${name} block ${block} does not start at ${i}`);
    for (const blockEnd = Math.min(index + BLOCK, counts.length); index < blockEnd; index++) {
      const start = i;
      const end = start + counts[index]!;
      if (end > items.length) throw wrongSum(name, counts, items.length);
      let last = -1;
      for (; i < end; i++) {
        const item = items[i]!;
        if (item <= last) throw faultOf(itemName, items.subarray(start, end), index, limit);
        last = item;
      }
      // The last of a run is its largest.
      if (last >= limit) throw faultOf(itemName, items.subarray(start, end), index, limit);
    }
  }
  if (i !== items.length) throw wrongSum(name, counts, items.length);
}

function wrongSum(name: string, counts: Integers, expected: number): Fault {
  return new Fault("section-size", `${name} counts add up to ${sum(counts)}; expected ${expected}`);
}

/** What is wrong with a run: the first item that is too large, or not greater than the one before. */
function faultOf(name: string, run: Integers, index: number, limit: number): Fault {
  const at = run.findIndex((item, i) => item >= limit || (i > 0 && item <= run[i - 1]!));
  const what = `${name} ${run[at]} of entry ${index}`;
  if (run[at]! >= limit) return new Fault("out-of-range", `${what}; expected less than ${limit}`);
  return new Fault("order", `${what} is not greater than the one before`);
}

/** The check of meaning: each way in which whole arrays can be no model. */

import { beforeAll, describe, expect, it } from "vitest";
import type { FileFault } from "../../../../src/core/errors.js";
import { firstMisplaced } from "../../../../src/core/models/linear/arrays.js";
import { checkArrays } from "../../../../src/core/models/linear/check-arrays.js";
import { NEGATION } from "../../../../src/core/text/sentiment.js";
import { compile } from "../../../../src/train/model/compile.js";
import { collidingWords } from "../../../support/colliding-words.js";
import { decodeFlat, type FlatModel } from "../../../support/flat-model.js";
import { handCounts } from "../../../support/hand-counts.js";
import { ANIMALS, artifactOf } from "../../../support/model-corpora.js";
import { refusal, resized, swapped, tampered, withItem } from "../../../support/tampered-artifact.js";

let model: FlatModel;
beforeAll(async () => {
  model = decodeFlat(await artifactOf(ANIMALS), "test.model");
});

/** Requires that a change is refused with this code, for the reason given. */
function expectRefused(change: Partial<FlatModel>, fault: FileFault, reason: RegExp, of: FlatModel = model): void {
  const error = refusal(tampered(of, change));
  expect(error?.code).toBe(fault);
  expect(error?.message).toMatch(reason);
}

/** First place with at least two items, and where its items start. */
function runOf(counts: ArrayLike<number>): { readonly place: number; readonly start: number } {
  let start = 0;
  for (let place = 0; place < counts.length; place++) {
    if (counts[place]! >= 2) return { place, start };
    start += counts[place]!;
  }
  throw new Error("the model of this test has no such place");
}

describe("checkArrays", () => {
  it("accepts a model as it was made", () => {
    expect(() => checkArrays(model)).not.toThrow();
  });

  it.each(["commonLevels", "deltaLevels", "offset", "scale", "bias"] as const)(
    "refuses a number in %s that is not finite",
    (name) => {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        expectRefused({ [name]: withItem(model[name], model[name].length - 1, value) }, "not-finite", /not finite/);
      }
    },
  );

  it("refuses a scale that is not above 0", () => {
    for (const value of [0, -0, -1]) expectRefused({ scale: withItem(model.scale, 1, value) }, "out-of-range", /scale/);
  });

  it.each([0, 1, 2, 4])("refuses a directory of %i entries, of which none or no power of two are buckets", (length) => {
    const directory = { bucketWords: new Uint32Array(length), bucketBytes: new Uint32Array(length) };
    expectRefused(directory, "section-size", /buckets, which is not a power of two/);
  });

  it("refuses directories of words and of bytes that differ in length", () => {
    expectRefused({ bucketBytes: resized(model.bucketBytes, 1) }, "section-size", /buckets/);
  });

  it("refuses a first bucket that does not start at the first word", () => {
    expectRefused({ bucketWords: withItem(model.bucketWords, 0, 1) }, "out-of-range", /first bucket/);
    expectRefused({ bucketBytes: withItem(model.bucketBytes, 0, 1) }, "out-of-range", /first bucket/);
  });

  it("refuses buckets that end before they start, or behind the last word", () => {
    const filled = model.bucketWords.findIndex((end) => end > 1);
    expectRefused(
      { bucketWords: withItem(model.bucketWords, filled + 1, 0) },
      "out-of-range",
      /bucket \d+ ends at word 0/,
    );
    const tooFar = model.wordLengths.length + 1;
    const last = model.bucketWords.length - 1;
    expectRefused({ bucketWords: withItem(model.bucketWords, last, tooFar) }, "out-of-range", /ends at word/);
  });

  it("refuses buckets whose bytes start elsewhere", () => {
    for (let bucket = 1; bucket < model.bucketBytes.length; bucket++) {
      expectRefused(
        { bucketBytes: withItem(model.bucketBytes, bucket, model.bucketBytes[bucket]! + 1) },
        "section-size",
        /at byte/,
      );
    }
  });

  it("refuses words without bytes, of more than 64, or that end behind the last byte", () => {
    for (const length of [0, 65]) {
      expectRefused(
        { wordLengths: withItem(model.wordLengths, 0, length) },
        "out-of-range",
        new RegExp(`word 0 has ${length} bytes`),
      );
    }
    const last = model.wordLengths.length - 1;
    const longer = withItem(model.wordLengths, last, model.wordLengths[last]! + 1);
    expectRefused({ wordLengths: longer }, "section-size", /word \d+ ends beyond the bytes/);
  });

  it("refuses sentiment codes that are not one for each word, or mean nothing", () => {
    const { length } = model.wordLengths;
    const none = new Uint8Array(length);
    expect(refusal(tampered(model, { sentimentCodes: none.fill(NEGATION) }))).toBeUndefined();
    expectRefused({ sentimentCodes: new Uint8Array(length + 1) }, "section-size", /\d+ sentiment codes for \d+ words/);
    expectRefused(
      { sentimentCodes: withItem(none, 1, NEGATION + 1) },
      "out-of-range",
      /sentiment code of word 1 is 12/,
    );
  });

  it("leaves to load-check whether each word is in the bucket that its hash names", () => {
    expect(firstMisplaced(model)).toBeUndefined();
    const all = model.wordBytes.map((byte) => byte ^ 0x01);
    expect(firstMisplaced({ ...model, wordBytes: all })).toBe(0);
  });

  it("refuses words of one bucket that are unsorted, or the same", () => {
    const [a, b] = collidingWords();
    const counts = handCounts(
      [
        { words: [a], sums: [1, 0] },
        { words: [b], sums: [0, 1] },
      ],
      [1, 1],
    );
    const pair: FlatModel = { ...compile(counts, {}), recorded: [] };
    expect(refusal(tampered(pair, {}))).toBeUndefined();
    const lengths = (...words: string[]): Uint8Array => Uint8Array.from(words, (word) => word.length);
    const bytes = (...words: string[]): Uint8Array => Uint8Array.from(Buffer.from(words.join("")));
    // Both lie in one bucket, so that its start and end stay right if the two change places.
    expectRefused({ wordLengths: lengths(b, a), wordBytes: bytes(b, a) }, "order", /word 1 is not greater/, pair);
    if (a.length === b.length) expectRefused({ wordBytes: bytes(a, a) }, "order", /word 1 is not greater/, pair);
    const same = { wordLengths: lengths(a, a), wordBytes: bytes(a, a) };
    const bucketBytes = pair.bucketBytes.map((end) => (end === 0 ? 0 : 2 * a.length));
    expectRefused({ ...same, bucketBytes }, "order", /word 1 is not greater/, pair);
  });

  it("refuses words that are in no bucket", () => {
    const last = model.bucketWords.length - 1;
    const words = model.wordLengths.length;
    const lastLength = model.wordLengths[words - 1]!;
    const bucketWords = model.bucketWords.map((end) => Math.min(end, words - 1));
    const bucketBytes = model.bucketBytes.map((end) => Math.min(end, model.wordBytes.length - lastLength));
    expect(bucketWords[last]).toBe(words - 1);
    expectRefused({ bucketWords, bucketBytes }, "section-size", /outside all buckets/);
    expectRefused({ wordBytes: resized(model.wordBytes, 1) }, "section-size", /outside all buckets/);
  });

  it.each([
    ["bigram", "bigramCounts", "bigramBlocks"],
    ["posting", "postingCounts", "postingBlocks"],
  ] as const)("refuses %s counts that do not add up, in the whole or in a block", (name, counts, blocks) => {
    const last = model[counts].length - 1;
    const more = withItem(model[counts] as Uint8Array, last, model[counts][last]! + 1);
    expectRefused({ [counts]: more }, "section-size", new RegExp(`${name} counts add up to`));
    expect(model[blocks].length).toBeGreaterThan(1);
    expectRefused(
      { [blocks]: withItem(model[blocks], 0, 1) },
      "section-size",
      new RegExp(`${name} block 0 does not start`),
    );
    expectRefused(
      { [blocks]: withItem(model[blocks], 1, 0xffffffff) },
      "section-size",
      new RegExp(`${name} block 1 does not start`),
    );
    expectRefused({ [blocks]: resized(model[blocks], 1) }, "section-size", /blocks for/);
    expectRefused({ [blocks]: resized(model[blocks], -1) }, "section-size", /blocks for/);
  });

  it.each([
    ["second word", "bigramCounts", "secondWords"],
    ["category", "postingCounts", "categories"],
  ] as const)("refuses a %s that is out of range, or not above the one before", (name, counts, items) => {
    const limit = name === "category" ? model.targets.length : model.wordLengths.length;
    const { place, start } = runOf(model[counts]);
    const list = model[items] as Uint8Array;
    const beyond = new RegExp(`${name} \\d+ of entry \\d+; expected less than ${limit}`);
    expectRefused({ [items]: withItem(list, 0, limit) }, "out-of-range", beyond);
    expectRefused({ [items]: withItem(list, list.length - 1, 255) }, "out-of-range", beyond);
    const unsorted = new RegExp(`${name} \\d+ of entry ${place} is not greater than the one before`);
    expectRefused({ [items]: withItem(list, start + 1, list[start]!) }, "order", unsorted);
    expectRefused({ [items]: swapped(list, start) }, "order", unsorted);
  });
});

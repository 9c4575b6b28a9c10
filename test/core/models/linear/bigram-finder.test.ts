/** The bigram finder against a set of pairs: the same by bisection as by its table. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BLOCK } from "../../../../src/core/models/linear/arrays.js";
import { BigramFinder, NO_BIGRAM } from "../../../../src/core/models/linear/bigram-finder.js";

const WORDS = 40;
/** More than are searched for before there is a table. */
const MANY = 20_000;

/** Bigrams of words from 0 to {@link WORDS}, each as first · WORDS + second, ascending. */
const bigrams = fc.uniqueArray(fc.nat(WORDS * WORDS - 1), { maxLength: 600 }).map((all) => all.sort((a, b) => a - b));

function finderOf(all: readonly number[]): BigramFinder {
  const bigramCounts = new Uint16Array(WORDS);
  for (const bigram of all) bigramCounts[Math.floor(bigram / WORDS)]!++;
  const starts = Array.from(bigramCounts.keys(), (word) => bigramCounts.subarray(0, word).reduce((a, b) => a + b, 0));
  return new BigramFinder({
    bigramCounts,
    bigramBlocks: Uint32Array.from(starts.filter((_, word) => word % BLOCK === 0)),
    secondWords: Uint8Array.from(all, (bigram) => bigram % WORDS),
  });
}

describe("BigramFinder", () => {
  it("finds each bigram by its words, and no other, before it has a table and with it", () => {
    fc.assert(
      fc.property(bigrams, (all) => {
        const finder = finderOf(all);
        const found = (): number[] =>
          Array.from({ length: WORDS * WORDS }, (_, pair) => finder.find(Math.floor(pair / WORDS), pair % WORDS));
        const expected = Array.from({ length: WORDS * WORDS }, (_, pair) => all.indexOf(pair));
        expect(NO_BIGRAM).toBe(-1);
        expect(finder.memory).toBe(0);
        expect(found()).toEqual(expected);
        for (let i = 0; i < MANY; i++) finder.find(0, 0);
        expect(finder.memory).toBeGreaterThan(0);
        expect(found()).toEqual(expected);
      }),
      { numRuns: 50, examples: [[[]], [[0]], [Array.from({ length: WORDS * WORDS }, (_, pair) => pair)]] },
    );
  });
});

/** Contributions: sums by term and category against a Map, whatever room there is for them. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_WORD } from "../../../src/core/text/terms.js";
import { Contributions } from "../../../src/train/collect/contributions.js";

const WORDS = 6;
const CATEGORIES = 4;

interface Contribution {
  readonly first: number;
  /** 1 + second word; 0 for a unigram. */
  readonly second: number;
  readonly category: number;
  readonly contribution: number;
}

type Row = [first: number, second: number, documentFrequency: number, sums: [category: number, sum: number][]];

const wordIndexes = fc.shuffledSubarray([...Array(WORDS).keys()], { minLength: WORDS });
const categoryIndexes = fc.shuffledSubarray([...Array(CATEGORIES).keys()], { minLength: CATEGORIES });
const lists = fc.array(
  fc.record({
    first: fc.nat({ max: WORDS - 1 }),
    second: fc.nat({ max: WORDS }),
    category: fc.nat({ max: CATEGORIES - 1 }),
    contribution: fc.integer({ min: 1, max: 65536 }),
  }),
  { maxLength: 120 },
);

/** A document has a bigram's words too: they come first. */
const withWords = (list: readonly Contribution[]): Contribution[] =>
  list.flatMap((one) => (one.second === 0 ? [one] : [{ ...one, first: one.second - 1, second: 0 }, one]));

function rowsOf(list: readonly Contribution[], to: number[], categoryTo: number[], capacity?: number): Row[] {
  const contributions = new Contributions(capacity);
  for (const { first, second, category, contribution } of list) {
    contributions.add(first, second === 0 ? NO_WORD : second - 1, category, contribution);
  }
  contributions.renumber(Int32Array.from(to), Uint16Array.from(categoryTo));
  const walk = contributions.rows(WORDS, CATEGORIES);
  const rows = walk();
  const all: Row[] = [];
  while (rows.next()) {
    const sums = Array.from({ length: rows.postings }, (_, i): [number, number] => [
      rows.categories[i]!,
      rows.sums[i]!,
    ]);
    all.push([rows.first, rows.second, rows.documentFrequency, sums]);
  }
  expect(rows.next()).toBe(false);
  // It can be walked over again.
  const again = walk();
  for (const [first, second] of all) expect([again.next(), again.first, again.second]).toEqual([true, first, second]);
  return all;
}

/** The same by a Map of Maps, sorted at the end. */
function reference(list: readonly Contribution[], to: number[], categoryTo: number[]): Row[] {
  const terms = new Map<string, { first: number; second: number; documents: number; sums: Map<number, number> }>();
  for (const one of list) {
    const first = to[one.first]!;
    const second = one.second === 0 ? 0 : 1 + to[one.second - 1]!;
    const term = terms.get(`${first} ${second}`) ?? { first, second, documents: 0, sums: new Map<number, number>() };
    terms.set(`${first} ${second}`, term);
    const category = categoryTo[one.category]!;
    term.documents++;
    term.sums.set(category, (term.sums.get(category) ?? 0) + one.contribution);
  }
  return [...terms.values()]
    .sort((a, b) => a.first - b.first || a.second - b.second)
    .map(({ first, second, documents, sums }) => [first, second, documents, [...sums].sort((a, b) => a[0] - b[0])]);
}

describe("Contributions", () => {
  it("sums contributions by term and category, in the order of the words' and categories' indexes", () => {
    const unigram = (first: number, category: number, contribution: number): Contribution => ({
      ...{ first, second: 0, category, contribution },
    });
    const list = [unigram(1, 0, 10), unigram(0, 1, 5), unigram(1, 1, 20), unigram(1, 0, 30)];
    expect(rowsOf(list, [3, 2, 1, 0, 4, 5], [1, 0, 2, 3], 16)).toEqual([
      [
        2,
        0,
        3,
        [
          [0, 20],
          [1, 40],
        ],
      ],
      [3, 0, 1, [[0, 5]]],
    ]);
  });

  it("does what a Map does, for any room at first", () => {
    fc.assert(
      fc.property(
        lists,
        wordIndexes,
        categoryIndexes,
        fc.integer({ min: 1, max: 40 }),
        (some, to, categoryTo, capacity) => {
          const list = withWords(some);
          expect(rowsOf(list, to, categoryTo, capacity)).toEqual(reference(list, to, categoryTo));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("sums any number of contributions to the same term without more room", () => {
    const one = { first: 2, second: 0, category: 1, contribution: 3 };
    const list = Array.from({ length: 1000 }, () => one);
    expect(rowsOf(list, [0, 1, 2, 3, 4, 5], [0, 1, 2, 3], 4)).toEqual([[2, 0, 1000, [[1, 3000]]]]);
  });

  it("has no rows without contributions", () => {
    expect(rowsOf([], [0, 1, 2, 3, 4, 5], [0, 1, 2, 3])).toEqual([]);
  });
});

/** The term table: each term is found under its own number, and nothing else is found. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slotsFor } from "../../../../../src/core/models/scikit-learn/arrays.js";
import { fillSlots, TermTable } from "../../../../../src/core/models/scikit-learn/features/term-table.js";
import { hashForm } from "../../../../../src/core/text/hash.js";
import { collidingWords } from "../../../../support/colliding-words.js";
import { packed } from "../hand-model.js";

function tableOf(terms: readonly string[], slotCount = slotsFor(terms.length)) {
  const { bytes, starts } = packed(terms);
  const slots = new Uint32Array(slotCount);
  fillSlots(bytes, starts, slots);
  return { table: new TermTable(bytes, starts, slots), slots };
}

const find = (table: TermTable, word: string): number => {
  const bytes = Buffer.from(`<${word}>`);
  return table.find(bytes, 1, bytes.length - 1);
};

function findAll(table: TermTable, words: readonly string[]): number[] {
  const { bytes, starts } = packed(words);
  const found = new Int32Array(words.length);
  table.findAll(bytes, starts, starts.subarray(1), words.length, found);
  return [...found];
}

/** Words w0, w1 … whose hash ends in these bits of a table of so many slots. */
function wordsAt(slot: number, slots: number, count: number): string[] {
  const words: string[] = [];
  for (let i = 0; words.length < count; i++) {
    const word = `w${i}`;
    if ((hashForm(Buffer.from(word), 0, word.length) & (slots - 1)) === slot) words.push(word);
  }
  return words;
}

describe("slotsFor", () => {
  it.each([
    [1, 2],
    [2, 4],
    [3, 8],
    [5, 8],
    [6, 16],
    [10, 16],
    [11, 32],
    [130107, 262144],
  ])("gives %i terms the smallest power of two from 1.5 times as many on, %i", (terms, slots) => {
    expect(slotsFor(terms)).toBe(slots);
  });

  it("leaves a slot free for any number of terms", () => {
    for (let terms = 1; terms < 5000; terms++) expect(slotsFor(terms)).toBeGreaterThan(terms);
  });
});

describe("fillSlots", () => {
  it("puts a term into the slot of its hash, or into the next free one, from the last on to the first", () => {
    const [a, b, c] = wordsAt(7, 8, 3) as [string, string, string];
    const [d] = wordsAt(0, 8, 1) as [string];
    expect([...tableOf([a, b, c]).slots]).toEqual([2, 3, 0, 0, 0, 0, 0, 1]);
    expect([...tableOf([a, b, d, c], 8).slots]).toEqual([2, 3, 4, 0, 0, 0, 0, 1]);
  });
});

describe("TermTable", () => {
  it("finds every term by its number, and no other text", () => {
    const words = fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(words, words, (terms, others) => {
        const { table } = tableOf(terms);
        for (const [i, term] of terms.entries()) expect(find(table, term)).toBe(i);
        for (const other of others) expect(find(table, other)).toBe(terms.indexOf(other));
        expect(findAll(table, [...others, ...terms])).toEqual([...others, ...terms].map((word) => terms.indexOf(word)));
      }),
    );
  });

  it("tells terms apart that begin or end alike", () => {
    const { table } = tableOf(["car", "cars", "scar", "oscar"]);
    expect(findAll(table, ["car", "cars", "scar", "oscar", "ca", "ar", "oscars", "xar", "caz"])).toEqual([
      ...[0, 1, 2, 3],
      ...[-1, -1, -1, -1, -1],
    ]);
  });

  it("tells terms apart that have one hash, in either order, and a third one of that hash is unknown", () => {
    const [a, b] = collidingWords();
    for (const pair of [
      [a, b],
      [b, a],
    ]) {
      const { table } = tableOf(pair);
      expect(findAll(table, pair)).toEqual([0, 1]);
      expect(pair.map((word) => find(table, word))).toEqual([0, 1]);
    }
    expect(find(tableOf([a]).table, b)).toBe(-1);
    expect(findAll(tableOf([a]).table, [b])).toEqual([-1]);
  });

  it("walks a chain that fills all slots but one, past the end of the table", () => {
    const chain = wordsAt(5, 8, 8);
    const unknown = chain.pop()!;
    const { table, slots } = tableOf(chain, 8);
    expect([...slots]).toEqual([4, 5, 6, 7, 0, 1, 2, 3]);
    expect(findAll(table, chain)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(chain.map((word) => find(table, word))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(find(table, unknown)).toBe(-1);
    expect(findAll(table, [unknown, chain[6]!])).toEqual([-1, 6]);
  });

  it("knows the empty term if it is one", () => {
    expect(find(tableOf(["", "x"]).table, "")).toBe(0);
    expect(find(tableOf(["x", "y"]).table, "")).toBe(-1);
  });
});

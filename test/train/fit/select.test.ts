/** Selection against a full sort by the documented value. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STOP_WORDS } from "../../../src/core/models/linear/choices.js";
import type { Counts } from "../../../src/train/counts/counts.js";
import { type Selection, selectTerms, type TermSums } from "../../../src/train/fit/select.js";
import { wordAt } from "../../../src/train/tables/words.js";
import { type HandTerm, handCounts } from "../../support/hand-counts.js";

const WORDS = ["apple", "bread", "bob@example.com", "cheese", "donut", "éclair", "zoe@example.org"];
/** Those that counts call stop words. */
const FLAGGED = ["bread", "donut"];
const choices = fc.constantFrom(...STOP_WORDS);
const ALL: Selection = { alpha: 0.5, maxTerms: 1000, keepEmails: false, stopWords: "keep" };

/** Selects among all terms of counts. */
const selectFrom = (counts: Counts, selection: Selection): TermSums =>
  selectTerms(counts.words, counts.rows(), selection);

const name = ({ words }: HandTerm): string => words.join(" ");

function names(counts: Counts, selected: TermSums): string[] {
  const word = (index: number): string => Buffer.from(wordAt(counts.words, index)).toString();
  return Array.from(selected.first, (first, term) => {
    const second = selected.second[term]!;
    return second === 0 ? word(first) : `${word(first)} ${word(second - 1)}`;
  });
}

/** T · ln((T + α) / (T − M + α)) for each of (postings + 3), in single precision. */
function termValue({ sums }: HandTerm, alpha: number): number {
  const total = sums.reduce((a, b) => a + b, 0);
  const postings = sums.filter((sum) => sum > 0).length;
  return Math.fround((total * Math.log((total + alpha) / (total - Math.max(...sums) + alpha))) / (postings + 3));
}

/** Terms in sorted order, with sums of so few values that many are equal. */
const termLists: fc.Arbitrary<HandTerm[]> = fc
  .uniqueArray(
    fc.record({
      words: fc.oneof(
        fc.tuple(fc.constantFrom(...WORDS)),
        fc.tuple(fc.constantFrom("apple", "bread", "éclair"), fc.constantFrom("apple", "cheese", "donut")),
      ),
      sums: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).filter((sums) => sums.some((sum) => sum > 0)),
    }),
    { selector: name, minLength: 1, maxLength: 16 },
  )
  .map((terms) =>
    terms.sort(
      (a, b) =>
        Buffer.compare(Buffer.from(a.words[0]), Buffer.from(b.words[0])) ||
        Buffer.compare(Buffer.from(a.words[1] ?? ""), Buffer.from(b.words[1] ?? "")),
    ),
  );

describe("selectTerms", () => {
  it("keeps the terms of highest value, the first of equals, all in sorted order", () => {
    fc.assert(
      fc.property(
        termLists,
        fc.integer({ min: 1, max: 18 }),
        fc.boolean(),
        choices,
        (terms, maxTerms, keepEmails, stopWords) => {
          const alpha = 0.25;
          const counts = handCounts(terms, [1, 1, 1], FLAGGED);
          const eligible = terms
            .filter((term) => keepEmails || !name(term).includes("@"))
            .filter((term) => stopWords === "keep" || !term.words.some((word) => FLAGGED.includes(word)));
          const best = new Set(
            eligible
              .toSorted((a, b) => termValue(b, alpha) - termValue(a, alpha))
              .slice(0, maxTerms)
              .map(name),
          );
          const expected = eligible.map(name).filter((term) => best.has(term));
          expect(names(counts, selectFrom(counts, { alpha, maxTerms, keepEmails, stopWords }))).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("returns the sums of each term, in document lengths, by category", () => {
    const counts = handCounts(
      [
        { words: ["apple"], sums: [0.5, 0, 2] },
        { words: ["apple", "bread"], sums: [0, 1.25, 0] },
        { words: ["bread"], sums: [0.75, 0.25, 0.125] },
      ],
      [1, 1, 1],
    );
    expect(selectFrom(counts, ALL)).toEqual({
      first: Uint32Array.of(0, 0, 1),
      second: Uint32Array.of(0, 2, 0),
      starts: Uint32Array.of(0, 2, 3, 6),
      categories: Uint16Array.of(0, 2, 1, 0, 1, 2),
      sums: Float64Array.of(0.5, 2, 1.25, 0.75, 0.25, 0.125),
      minValue: 0,
      candidates: 3,
    });
  });

  it("prefers an informative term to one that all categories share", () => {
    const counts = handCounts(
      [
        { words: ["everywhere"], sums: [2, 2] },
        { words: ["informative"], sums: [2, 0] },
      ],
      [1, 1],
    );
    expect(names(counts, selectFrom(counts, { ...ALL, maxTerms: 1 }))).toEqual(["informative"]);
  });

  it("leaves out addresses, unless they are to be kept, even where there is room", () => {
    const counts = handCounts(
      [
        { words: ["apple"], sums: [1, 0] },
        { words: ["bob@example.com"], sums: [9, 0] },
      ],
      [1, 1],
    );
    expect(names(counts, selectFrom(counts, ALL))).toEqual(["apple"]);
    expect(names(counts, selectFrom(counts, { ...ALL, keepEmails: true }))).toEqual(["apple", "bob@example.com"]);
  });

  it("leaves out stop words, first and second words of bigrams too, if they are to be dropped", () => {
    const counts = handCounts(
      [
        { words: ["apple"], sums: [1, 0] },
        { words: ["not"], sums: [9, 0] },
        { words: ["not", "apple"], sums: [9, 0] },
        { words: ["apple", "not"], sums: [9, 0] },
      ],
      [1, 1],
      ["not"],
    );
    expect(names(counts, selectFrom(counts, ALL))).toEqual(["apple", "apple not", "not", "not apple"]);
    expect(names(counts, selectFrom(counts, { ...ALL, stopWords: "drop" }))).toEqual(["apple"]);
  });

  it("selects nothing from counts without terms", () => {
    expect(selectFrom(handCounts([], [1, 1]), ALL).first).toHaveLength(0);
  });

  it("chooses among more than 65,536 terms", () => {
    const terms = Array.from({ length: 70_000 }, (_, i) => ({
      words: [`w${String(i).padStart(5, "0")}`] as const,
      sums: [1 + (i % 1000), 0],
    }));
    const counts = handCounts(terms, [1, 1]);
    const selected = names(counts, selectFrom(counts, { ...ALL, maxTerms: 140 }));
    const expected = terms.filter((_, i) => i % 1000 >= 998).map(name);
    expect(selected).toEqual(expected);
  });
});

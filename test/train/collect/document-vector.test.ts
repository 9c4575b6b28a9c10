/** The document vector against the formula, worked out with a Map. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_WORD } from "../../../src/core/text/terms.js";
import { DocumentVector } from "../../../src/train/collect/document-vector.js";

interface Occurrence {
  readonly first: number;
  /** Undefined for a unigram. */
  readonly second: number | undefined;
  readonly times: number;
}

const unigram = (first: number, times = 1): Occurrence => ({ first, second: undefined, times });
const bigram = (first: number, second: number, times = 1): Occurrence => ({ first, second, times });

function contributions(occurrences: readonly Occurrence[], vector: DocumentVector = new DocumentVector()) {
  for (const { first, second, times } of occurrences) {
    if (second === undefined) vector.unigram(first, times);
    else vector.bigram(first, second, times);
  }
  const taken = new Map<string, number>();
  vector.drain((first, second, contribution) => {
    const term = second === NO_WORD ? `${first}` : `${first} ${second}`;
    expect(taken.has(term)).toBe(false);
    taken.set(term, contribution);
  });
  return taken;
}

/** 2^16 · w / ‖w‖ with w = 1 + ln(frequency), halved for bigrams; in floating point, not rounded. */
function reference(occurrences: readonly Occurrence[]): Map<string, number> {
  const frequencies = new Map<string, number>();
  for (const { first, second, times } of occurrences) {
    const term = second === undefined ? `${first}` : `${first} ${second}`;
    frequencies.set(term, (frequencies.get(term) ?? 0) + times);
  }
  const weights = [...frequencies].map(
    ([term, n]) => [term, (term.includes(" ") ? 0.5 : 1) * (1 + Math.log(n))] as const,
  );
  const norm = Math.hypot(...weights.map(([, weight]) => weight));
  return new Map(weights.map(([term, weight]) => [term, (2 ** 16 * weight) / norm]));
}

const word = fc.nat({ max: 30 });
const occurrence = fc.record({
  first: word,
  second: fc.option(word, { nil: undefined }),
  times: fc.constantFrom(1, 1, 1, 6, 300),
});
const documents = fc.array(occurrence, { minLength: 1, maxLength: 200 });

describe("DocumentVector", () => {
  it("gives a single term the whole document", () => {
    expect(contributions([unigram(7)])).toEqual(new Map([["7", 65536]]));
    expect(contributions([bigram(7, 7, 9)])).toEqual(new Map([["7 7", 65536]]));
  });

  it("shares a document of two words and their bigram out as 2 : 2 : 1", () => {
    // The weights 1, 1 and 1/2 have the length √2.25 = 3/2, so the shares are 2/3, 2/3 and 1/3 of 65536.
    expect(contributions([unigram(0), unigram(1), bigram(0, 1)])).toEqual(
      new Map([
        ["0", 43691],
        ["1", 43691],
        ["0 1", 21845],
      ]),
    );
  });

  it("adds up how often each term occurs", () => {
    expect(contributions([unigram(3), unigram(4), unigram(3, 5)])).toEqual(contributions([unigram(3, 6), unigram(4)]));
  });

  it("gives each term once, as an integer, within rounding of the formula", () => {
    fc.assert(
      fc.property(documents, (occurrences) => {
        const taken = contributions(occurrences);
        const expected = reference(occurrences);
        expect([...taken.keys()].sort()).toEqual([...expected.keys()].sort());
        for (const [term, contribution] of taken) {
          expect(Number.isInteger(contribution)).toBe(true);
          expect(Math.abs(contribution - expected.get(term)!)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("gives contributions whose squares sum to about 2^32", () => {
    fc.assert(
      fc.property(documents, (occurrences) => {
        const taken = [...contributions(occurrences).values()];
        // Each is rounded by at most 1/2, so their length is off by at most √n/2 (triangle inequality).
        expect(Math.abs(Math.hypot(...taken) - 2 ** 16)).toBeLessThanOrEqual(Math.sqrt(taken.length) / 2 + 1e-6);
      }),
    );
  });

  it("does not depend on the order in which terms come", () => {
    const shuffled = documents.chain((occurrences) =>
      fc.tuple(fc.constant(occurrences), fc.shuffledSubarray(occurrences, { minLength: occurrences.length })),
    );
    fc.assert(
      fc.property(shuffled, ([occurrences, others]) => {
        expect(contributions(others)).toEqual(contributions(occurrences));
      }),
    );
  });

  it("forgets a document once it is handed out", () => {
    const vector = new DocumentVector();
    fc.assert(
      fc.property(documents, (occurrences) => {
        expect(contributions(occurrences, vector)).toEqual(contributions(occurrences));
        expect(contributions([], vector).size).toBe(0);
      }),
    );
  });

  it("shares a document of very many terms out among all of them", () => {
    const many = Array.from({ length: 5000 }, (_, i) => unigram(i));
    // 5000 equal shares of a length of 65536: 65536 / √5000 = 926.8…
    expect([...contributions(many).values()]).toEqual(many.map(() => 927));
  });
});

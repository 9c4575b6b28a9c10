/** Terms of documents by the kernel against a table of them. That they are those of the texts: `test/train/features/term-documents.test.ts`. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SUBJECT_TIMES } from "../../../src/core/text/terms.js";
import { Kernels } from "../../../src/kernels/kernels.js";
import { addressesIn, walkTokens } from "../../../src/train/documents/document-walk.js";
import { type TermDocuments, termDocuments } from "../../../src/train/features/term-documents.js";
import type { TokenList } from "../../../src/train/features/token-list.js";
import type { Words } from "../../../src/train/tables/words.js";
import { seeded } from "../../support/random.js";
import { startsOf } from "../../support/sparse-matrix.js";
import { wordList } from "../../support/words.js";

const MAX_FREQUENCY = 0xffff;

interface Document {
  /** 1 + each word; 0 is a gap. */
  readonly tokens: readonly number[];
  readonly subject: number;
}

/** Every fourth word is an address. */
const words = (size: number): Words =>
  wordList(Array.from({ length: size }, (_, i) => (i % 4 === 3 ? `@${i}` : `w${i}`)));

const listOf = (documents: readonly Document[]): TokenList => ({
  tokens: Uint32Array.from(documents.flatMap(({ tokens }) => tokens)),
  starts: startsOf(documents.map(({ tokens }) => tokens.length)),
  subjects: Uint32Array.from(documents, ({ subject }) => subject),
});

function plainTerms(size: number, documents: readonly Document[]): TermDocuments {
  const isAddress = addressesIn(words(size));
  /** Frequencies by document, by term: first word times (V + 1), plus 1 + second word. */
  const table = new Map<number, Map<number, number>>();
  documents.forEach(({ tokens, subject }, document) => {
    const add = (term: number, times: number): void => {
      const own = table.get(term) ?? new Map<number, number>();
      table.set(term, own.set(document, Math.min(MAX_FREQUENCY, (own.get(document) ?? 0) + times)));
    };
    walkTokens({ tokens: Uint32Array.from(tokens), size: tokens.length, subject }, isAddress, {
      unigram: (word, times) => add(word * (size + 1), times),
      bigram: (first, second, times) => add(first * (size + 1) + second + 1, times),
    });
  });
  const terms = [...table].sort(([a], [b]) => a - b);
  const pairs = terms.flatMap(([, own]) => [...own]);
  return {
    first: Uint32Array.from(terms, ([term]) => Math.floor(term / (size + 1))),
    second: Uint32Array.from(terms, ([term]) => term % (size + 1)),
    starts: startsOf(terms.map(([, own]) => own.size)),
    documents: Uint32Array.from(pairs, ([document]) => document),
    frequencies: Uint16Array.from(pairs, ([, frequency]) => frequency),
    size: documents.length,
  };
}

function expectTwin(size: number, documents: readonly Document[]): void {
  expect(termDocuments(new Kernels(), words(size), listOf(documents))).toEqual(plainTerms(size, documents));
}

const documentOf = (size: number): fc.Arbitrary<Document> =>
  fc
    .record({ tokens: fc.array(fc.nat({ max: size }), { maxLength: 40 }), part: fc.nat({ max: 40 }) })
    .map(({ tokens, part }) => ({ tokens, subject: Math.min(part, tokens.length) }));

const some = fc
  .integer({ min: 1, max: 12 })
  .chain((size) => fc.tuple(fc.constant(size), fc.array(documentOf(size), { minLength: 1, maxLength: 10 })));

describe("collectTerms", () => {
  it("has the terms of documents, as a table has them", () => {
    fc.assert(fc.property(some, ([size, documents]) => expectTwin(size, documents)));
  });

  it("has no higher frequency than 65,535, also where it rises by a subject's word", () => {
    const often = Math.floor(MAX_FREQUENCY / SUBJECT_TIMES);
    for (const subject of [often - 1, often, often + 1]) {
      const tokens = [...Array<number>(subject).fill(1), 2, ...Array<number>(MAX_FREQUENCY).fill(1), 3];
      expectTwin(3, [
        { tokens: [1, 2, 1], subject: 1 },
        { tokens, subject },
      ]);
    }
  });

  it("has the terms of more words than one job collects", () => {
    const random = seeded(15);
    const tokens = (): number[] => Array.from({ length: 110_000 }, () => Math.floor(31 * random() ** 2));
    expectTwin(
      30,
      Array.from({ length: 10 }, () => ({ tokens: tokens(), subject: 7 })),
    );
  });
});

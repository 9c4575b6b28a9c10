/** Runs of rows against the sums that training makes of the same documents, without kernels. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Kernels } from "../../../src/kernels/kernels.js";
import { Contributions } from "../../../src/train/collect/contributions.js";
import { DocumentVector } from "../../../src/train/collect/document-vector.js";
import { MergedTermRows } from "../../../src/train/combine/merged-rows.js";
import { RowRuns } from "../../../src/train/counts/row-runs.js";
import { MemorySpool } from "../../../src/train/counts/spool.js";
import { DocumentSetBuilder } from "../../../src/train/documents/document-set.js";
import { type DocumentWalk, walkTokens } from "../../../src/train/documents/document-walk.js";
import { walkOver } from "../../../src/train/tables/words.js";
import { type Row, readRows } from "../../support/hand-rows.js";

interface Document {
  /** 1 + each word; 0 is a gap. */
  readonly tokens: readonly number[];
  readonly subject: number;
  readonly category: number;
  readonly copies: number;
}

const CATEGORIES = 3;

/** Words of two bytes in ascending order; every fifth is an address. */
const wordsOf = (size: number) => ({
  bytes: Uint8Array.from({ length: 2 * size }, (_, i) => (i % 2 === 0 ? 0x61 + (i >> 9) : i % 10 === 9 ? 0x40 : 0x61)),
  ends: Uint32Array.from({ length: size }, (_, i) => 2 * (i + 1)),
  stopWords: new Uint8Array(size),
});

function walkOf(documents: readonly Document[]): DocumentWalk {
  let index = -1;
  return {
    next: () => ++index < documents.length,
    get tokens() {
      return Uint32Array.from(documents[index]!.tokens);
    },
    get size() {
      return documents[index]!.tokens.length;
    },
    get subject() {
      return documents[index]!.subject;
    },
  };
}

function countsOf(documents: readonly Document[], words: number) {
  const set = new DocumentSetBuilder(documents.length);
  documents.forEach(({ category, copies }, i) => {
    set.push({ high: i, low: 0, last: 0 }, category, copies);
  });
  return {
    labels: Array.from({ length: CATEGORIES }, (_, i) => `c${i}`),
    documents: Array.from({ length: CATEGORIES }, (_, c) =>
      documents.reduce((sum, { category, copies }) => sum + (category === c ? copies : 0), 0),
    ),
    walkWords: () => walkOver(wordsOf(words)),
    documentSet: set.finish(),
    walkDocuments: () => walkOf(documents),
  };
}

function expectedRows(documents: readonly Document[], words: number): Row[] {
  const isAddress = Uint8Array.from({ length: words }, (_, word) => (word % 5 === 4 ? 1 : 0));
  const vector = new DocumentVector();
  const contributions = new Contributions();
  const walk = walkOf(documents);
  for (const { category, copies } of documents) {
    walk.next();
    walkTokens(walk, isAddress, vector);
    vector.drain((first, second, share) => {
      contributions.add(first, second, category, share, copies);
    });
  }
  return readRows(contributions.rows(words, CATEGORIES)());
}

function rowsInRuns(documents: readonly Document[], words: number, blocks?: number): { runs: number; rows: Row[] } {
  const runs = new RowRuns(new Kernels(), blocks).write(countsOf(documents, words), new MemorySpool());
  const parts = runs.map((rows) => ({ rows: rows(), sign: 1 }) as const);
  return { runs: runs.length, rows: readRows(new MergedTermRows(parts, CATEGORIES)) };
}

const anyDocument = (words: number) =>
  fc
    .record({
      tokens: fc.array(fc.nat({ max: words }), { maxLength: 60 }),
      part: fc.nat({ max: 60 }),
      category: fc.nat({ max: CATEGORIES - 1 }),
      copies: fc.constantFrom(1, 1, 1, 2, 70_000),
    })
    .map(({ tokens, part, ...rest }): Document => ({ tokens, subject: Math.min(part, tokens.length), ...rest }));

describe("RowRuns", () => {
  it("adds up what training adds up", () => {
    fc.assert(
      fc.property(fc.array(anyDocument(20), { maxLength: 20 }), (documents) => {
        expect(rowsInRuns(documents, 20, 64).rows).toEqual(expectedRows(documents, 20));
      }),
      { numRuns: 100 },
    );
  });

  it("writes a run whenever its room is full, also in the middle of a document", () => {
    const words = 3000;
    const [document] = fc.sample(fc.array(fc.nat({ max: words }), { minLength: 9000, maxLength: 9000 }), {
      numRuns: 1,
      seed: 1,
    });
    const documents = Array.from({ length: 6 }, (_, i) => ({
      ...{ tokens: document!.map((token) => (token * (i + 1)) % (words + 1)), subject: 9 },
      ...{ category: i % CATEGORIES, copies: 1 },
    }));
    const { runs, rows } = rowsInRuns(documents, words, 12);
    expect(runs).toBeGreaterThan(6);
    expect(rows).toEqual(expectedRows(documents, words));
  });

  it("weighs terms that are more frequent than any so far", () => {
    const documents = [10, 300, 5000].map((size) => ({
      ...{ tokens: Array.from({ length: size }, (_, i) => 1 + (i % 2)), subject: 0, category: 1, copies: 1 },
    }));
    expect(rowsInRuns(documents, 5).rows).toEqual(expectedRows(documents, 5));
  });

  it("counts more copies than 32 bits hold", () => {
    const copies = 2 ** 33 + 5;
    const documents = [{ tokens: [1], subject: 0, category: 2, copies }];
    expect(rowsInRuns(documents, 1).rows).toEqual([[0, 0, copies, [2, copies * 65536]]]);
  });
});

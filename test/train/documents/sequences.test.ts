/** Sequences: documents as numbers by rank are read back as they were written. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemorySpool } from "../../../src/train/counts/spool.js";
import type { DocumentWalk } from "../../../src/train/documents/document-walk.js";
import { countOccurrences, DecodedDocuments, encodeSequences } from "../../../src/train/documents/sequences.js";

const WORDS = 300;

interface Written {
  readonly subject: readonly number[];
  readonly body: readonly number[];
}

const tokens = fc.array(fc.oneof(fc.nat({ max: WORDS }), fc.nat({ max: 3 })), { maxLength: 30 });
const written: fc.Arbitrary<Written[]> = fc.array(fc.record({ subject: tokens, body: tokens }), { maxLength: 20 });

function walkOf(documents: readonly Written[]): DocumentWalk {
  let next = 0;
  const walk = {
    tokens: new Uint32Array(),
    size: 0,
    subject: 0,
    next(): boolean {
      const document = documents[next++];
      if (!document) return false;
      walk.tokens = Uint32Array.from([...document.subject, ...document.body, 99]);
      walk.size = document.subject.length + document.body.length;
      walk.subject = document.subject.length;
      return true;
    },
  };
  return walk;
}

function readBack(walk: DocumentWalk): Written[] {
  const documents: Written[] = [];
  while (walk.next()) {
    const { tokens, size, subject } = walk;
    documents.push({ subject: [...tokens.subarray(0, subject)], body: [...tokens.subarray(subject, size)] });
  }
  return documents;
}

/** Writes documents, and returns what was written and how often each word occurs. */
function encoded(documents: readonly Written[]): { spool: MemorySpool; occurrences: Uint32Array } {
  const spool = new MemorySpool();
  const occurrences = countOccurrences(walkOf(documents), WORDS);
  encodeSequences(walkOf(documents), occurrences, spool);
  return { spool, occurrences: Uint32Array.from(occurrences) };
}

describe("encodeSequences", () => {
  it("writes what DecodedDocuments reads", () => {
    fc.assert(
      fc.property(written, (documents) => {
        const { spool, occurrences } = encoded(documents);
        expect(readBack(new DecodedDocuments(spool, occurrences, documents.length))).toEqual(documents);
      }),
    );
  });

  it("gives the most frequent words the smallest numbers, and equals in their order", () => {
    const documents = [
      { subject: [8], body: [8, 0, 9, 9, 8] },
      { subject: [], body: [3, 7] },
    ];
    const { spool } = encoded(documents);
    // Word 7 occurs three times, word 8 twice, words 2 and 6 once.
    expect([...spool.view(0, spool.length)]).toEqual([...[1, 1, 5, 1, 0, 2, 2, 1], ...[0, 2, 3, 4]]);
  });

  it("orders words that occur very often too", () => {
    // Word 4 occurs most often, words 1 and 3 as often as each other, word 2 once.
    const times = [70_000, 1, 70_000, 70_001];
    const body = times.flatMap((n, word) => Array.from({ length: n }, () => 1 + word));
    const { spool } = encoded([{ subject: [1, 2, 3, 4], body }]);
    expect([...spool.view(0, 5)]).toEqual([4, 2, 4, 3, 1]);
  });

  it("writes more than a piece", () => {
    const one = { subject: [1, 2], body: Array.from({ length: 100_000 }, (_, i) => i % (WORDS + 1)) };
    const documents = Array.from({ length: 20 }, () => one);
    const { spool, occurrences } = encoded(documents);
    expect(spool.length).toBeGreaterThan(1 << 21);
    expect(readBack(new DecodedDocuments(spool, occurrences, 20))).toEqual(documents);
  });
});

describe("countOccurrences", () => {
  it("counts each word in all documents, and no gaps", () => {
    fc.assert(
      fc.property(written, (documents) => {
        const all = documents.flatMap(({ subject, body }) => [...subject, ...body]);
        const expected = Array.from({ length: WORDS }, (_, word) => all.filter((token) => token === word + 1).length);
        expect([...countOccurrences(walkOf(documents), WORDS)]).toEqual(expected);
      }),
    );
  });
});

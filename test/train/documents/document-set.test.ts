/** The document set: every document is found, and as often as it is there. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceOf } from "../../../src/core/container/source.js";
import {
  type DocumentSet,
  DocumentSetCollector,
  decodeDocumentSet,
  encodeDocumentSet,
  lowerBound,
  occurrencesOf,
} from "../../../src/train/documents/document-set.js";
import type { Fingerprint } from "../../../src/train/documents/fingerprint.js";

/** Few enough values for many to be the same, and those at the ends of the range. */
const number = fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1);
const fingerprint = fc.record({ high: number, low: number, last: number });
const readDocuments = fc.array(fc.tuple(fingerprint, fc.nat({ max: 2 })), { maxLength: 40 });

function setOf(documents: readonly (readonly [Fingerprint, number])[], categoryIndexes = Uint16Array.of(0, 1, 2)) {
  const collector = new DocumentSetCollector();
  for (const [one, category] of documents) collector.add(one, category);
  const { documentSet, numbers } = collector.sorted(categoryIndexes);
  const entries = [...entriesOf(documentSet)].map(([key]) => key);
  // The number of each entry is that of a document which is it.
  expect(Array.from(numbers, (n) => keyOf(documents[n]![0], categoryIndexes[documents[n]![1]]!))).toEqual(entries);
  return documentSet;
}

const keyOf = ({ high, low, last }: Fingerprint, category: number): string =>
  [high, low, last, category].map((n) => String(n).padStart(10, "0")).join(" ");

function* entriesOf({ high, low, last, categories, copies }: DocumentSet): Generator<[key: string, copies: number]> {
  for (const [i, n] of copies.entries()) {
    yield [keyOf({ high: high[i]!, low: low[i]!, last: last[i]! }, categories[i]!), n];
  }
}

describe("DocumentSetCollector", () => {
  it("gives each fingerprint of each category once, in ascending order, with its number of copies", () => {
    fc.assert(
      fc.property(readDocuments, (documents) => {
        const copies = new Map<string, number>();
        for (const [one, category] of documents) {
          const key = keyOf(one, 2 - category);
          copies.set(key, 1 + (copies.get(key) ?? 0));
        }
        const sorted = [...copies].sort(([a], [b]) => (a < b ? -1 : 1));
        expect([...entriesOf(setOf(documents, Uint16Array.of(2, 1, 0)))]).toEqual(sorted);
      }),
    );
  });

  it("takes more documents than it has room for at first", () => {
    const documents = Array.from({ length: 5000 }, (_, i): [Fingerprint, number] => [
      { high: 4999 - i, low: 0, last: 0 },
      0,
    ]);
    expect(Array.from(setOf(documents).high)).toEqual(documents.map((_, i) => i));
  });
});

describe("lowerBound", () => {
  it("is the number of entries with smaller fingerprints", () => {
    fc.assert(
      fc.property(readDocuments, fingerprint, (documents, sought) => {
        const set = setOf(documents);
        const smaller = [...entriesOf(set)].filter(([key]) => key < keyOf(sought, 0));
        expect(lowerBound(set, sought)).toBe(smaller.length);
      }),
    );
  });
});

describe("occurrencesOf", () => {
  it("finds each category in which a text was counted, and how often", () => {
    fc.assert(
      fc.property(readDocuments, fingerprint, (documents, sought) => {
        const same = documents.filter(([one]) => keyOf(one, 0) === keyOf(sought, 0)).map(([, category]) => category);
        const expected = [0, 1, 2]
          .map((category) => ({ category, copies: same.filter((one) => one === category).length }))
          .filter(({ copies }) => copies > 0);
        expect([...occurrencesOf(setOf(documents), sought)]).toEqual(expected);
      }),
    );
  });
});

describe("encodeDocumentSet", () => {
  it("writes what decodeDocumentSet reads", () => {
    fc.assert(
      fc.property(readDocuments, (documents) => {
        const set = setOf(documents);
        const counted = [0, 1, 2].map((category) => documents.filter(([, other]) => other === category).length);
        expect(decodeDocumentSet(sourceOf(encodeDocumentSet(set)), counted)).toEqual(set);
      }),
    );
  });
});

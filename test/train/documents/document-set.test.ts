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
const fingerprint = fc.record({ high: number, low: number, whole: number });
const readDocuments = fc.array(fc.tuple(fingerprint, fc.nat({ max: 2 })), { maxLength: 40 });

function setOf(documents: readonly (readonly [Fingerprint, number])[], categoryIndexes = Uint16Array.of(0, 1, 2)) {
  const collector = new DocumentSetCollector();
  for (const [one, category] of documents) collector.add(one, category);
  return collector.sorted(categoryIndexes);
}

const keyOf = ({ high, low, whole }: Fingerprint, category: number): string =>
  [high, low, whole, category].map((n) => String(n).padStart(10, "0")).join(" ");

function* entriesOf({ high, low, whole, categories, copies }: DocumentSet): Generator<[key: string, copies: number]> {
  for (const [i, n] of copies.entries()) {
    yield [keyOf({ high: high[i]!, low: low[i]!, whole: whole[i]! }, categories[i]!), n];
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
      { high: 4999 - i, low: 0, whole: 0 },
      0,
    ]);
    expect(Array.from(setOf(documents).high)).toEqual(documents.map((_, i) => i));
  });
});

describe("lowerBound", () => {
  it("is the number of entries with smaller first 64 bits", () => {
    fc.assert(
      fc.property(readDocuments, fingerprint, (documents, sought) => {
        const set = setOf(documents);
        const smaller = [...set.high].filter(
          (high, i) => high < sought.high || (high === sought.high && set.low[i]! < sought.low),
        );
        expect(lowerBound(set, sought)).toBe(smaller.length);
      }),
    );
  });
});

describe("occurrencesOf", () => {
  it("finds all texts with the same content, and which of them are identical", () => {
    fc.assert(
      fc.property(readDocuments, fingerprint, (documents, sought) => {
        const found = [...occurrencesOf(setOf(documents), sought)];
        const same = documents.filter(([one]) => one.high === sought.high && one.low === sought.low);
        expect(found.reduce((sum, { copies }) => sum + copies, 0)).toBe(same.length);
        for (const { category, copies, isSame } of found.filter((one) => one.isSame)) {
          const equal = same.filter(([one, other]) => one.whole === sought.whole && other === category);
          expect([isSame, copies]).toEqual([true, equal.length]);
        }
        const equal = same.filter(([{ whole }]) => whole === sought.whole);
        expect(found.filter(({ isSame }) => isSame)).toHaveLength(new Set(equal.map(([, category]) => category)).size);
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

/** Batches: the forms of documents come back as they went in. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UNKNOWN_WORD } from "../../../src/core/text/terms.js";
import { Batch } from "../../../src/train/collect/batch.js";

const anyForm = fc.record({
  word: fc.oneof(fc.nat({ max: 0x7ffffffd }), fc.constant(0x7ffffffe - 1), fc.constant(UNKNOWN_WORD)),
  isAddress: fc.boolean(),
});
const anyDocument = fc.record({
  category: fc.nat({ max: 9 }),
  parts: fc.array(fc.record({ times: fc.integer({ min: 1, max: 6 }), forms: fc.array(anyForm) }), { maxLength: 3 }),
});

const fingerprint = { high: 1, low: 2, whole: 3 };

describe("Batch", () => {
  it("gives the forms of each part of each document as they were added", () => {
    fc.assert(
      fc.property(fc.array(anyDocument), (documents) => {
        const batch = new Batch();
        for (const { category, parts } of documents) {
          batch.addDocument(category, fingerprint);
          for (const { times, forms } of parts) {
            for (const { word, isAddress } of forms) batch.addForm(word, isAddress);
            batch.endPart(times);
          }
        }
        const found = batch.documents.map(({ category, parts }) => ({
          category,
          parts: parts.map((part) => {
            const forms: { word: number; isAddress: boolean }[] = [];
            batch.open(part);
            while (batch.next()) forms.push({ word: batch.word, isAddress: batch.isAddress });
            return { times: part.times, forms };
          }),
        }));
        const expected = documents.map(({ category, parts }) => ({
          category,
          parts: parts.map(({ times, forms }) => ({
            times,
            // Nothing more is kept of a form that is not a word.
            forms: forms.map((form) => (form.word === UNKNOWN_WORD ? { ...form, isAddress: false } : form)),
          })),
        }));
        expect(found).toEqual(expected);
      }),
    );
  });

  it("is full when it holds 65,536 forms, and still takes the rest of a long document", () => {
    const batch = new Batch();
    batch.addDocument(0, fingerprint);
    for (let word = 0; word < 70_000; word++) {
      expect(batch.isFull).toBe(word >= 65_536);
      batch.addForm(word, false);
    }
    batch.endPart(1);
    batch.open(batch.documents[0]!.parts[0]!);
    for (let word = 0; batch.next(); word++) if (batch.word !== word) expect(batch.word).toBe(word);
    expect(batch.documents[0]!.parts[0]!.end).toBe(70_000);
  });
});

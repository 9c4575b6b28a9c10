/**
 * Sums of terms by the kernels against their plain twin, to the last bit. The other kernel that adds up terms is held against training, which
 * does without: `test/train/counts/row-runs.test.ts`.
 */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WEIGHT_ONE } from "../../../src/core/text/term-weight.js";
import type { LabelledDocuments } from "../../../src/train/features/labelled.js";
import { selectFromDocuments } from "../../../src/train/features/select-from-documents.js";
import type { TermSums } from "../../../src/train/fit/select.js";
import { type Shape, shapes, startsOf } from "../../support/sparse-matrix.js";
import { termsOf, twoOfThree } from "../../support/sparse-terms.js";

const ALPHA = 0.3;

function plainSelection(documents: LabelledDocuments, chosen: Uint8Array, maxTerms: number): TermSums {
  const { terms, weights, scales, categories, copies } = documents;
  const all = Array.from(terms.first.keys()).map((term) => {
    const sums = new Map<number, number>();
    const table = weights[terms.second[term] === 0 ? 0 : 1];
    for (let i = terms.starts[term]!; i < terms.starts[term + 1]!; i++) {
      const document = terms.documents[i]!;
      if (chosen[document] === 0) continue;
      const weight = Math.max(1, Math.round(table[terms.frequencies[i]!]! * scales[document]!));
      const category = categories[document]!;
      sums.set(category, (sums.get(category) ?? 0) + copies[document]! * weight);
    }
    // Sums of multiples of 2^-16 are exact.
    const shares = [...sums].map(([category, sum]) => [category, sum / WEIGHT_ONE] as const);
    const total = shares.reduce((sum, [, share]) => sum + share, 0);
    const largest = Math.max(0, ...shares.map(([, share]) => share));
    const value = Math.fround((total * Math.log((total + ALPHA) / (total - largest + ALPHA))) / (shares.length + 3));
    return { term, value, postings: shares.sort(([a], [b]) => a - b) };
  });
  const best = all.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value || a.term - b.term);
  const kept = best.slice(0, maxTerms).sort((a, b) => a.term - b.term);
  const postings = kept.flatMap((one) => one.postings);
  return {
    first: Uint32Array.from(kept, ({ term }) => terms.first[term]!),
    second: Uint32Array.from(kept, ({ term }) => terms.second[term]!),
    starts: startsOf(kept.map((one) => one.postings.length)),
    categories: Uint16Array.from(postings, ([category]) => category),
    sums: Float64Array.from(postings, ([, sum]) => sum),
    minValue: best.length > maxTerms ? best[maxTerms - 1]!.value : 0,
    candidates: all.filter((one) => one.postings.length > 0).length,
  };
}

function expectTwin(shape: Shape, maxTerms: number): void {
  const documents = termsOf(shape);
  const chosen = twoOfThree(documents);
  const selection = { alpha: ALPHA, maxTerms, keepEmails: true, stopWords: "keep" } as const;
  expect(selectFromDocuments(documents, chosen, false, selection)).toEqual(plainSelection(documents, chosen, maxTerms));
}

describe("valueTerms and postTerms", () => {
  it("value terms and add them up as their plain twin does", () => {
    fc.assert(fc.property(shapes, fc.integer({ min: 1, max: 30 }), expectTwin));
  });

  it("do so for terms of several tasks", () => {
    expectTwin({ rows: 500, terms: 20_000, categories: 20, seed: 14 }, 17_000);
  });
});

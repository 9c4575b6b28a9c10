/** Kept documents: which they are, with which words, whatever way the counts have come. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_DOCUMENTS } from "../../../src/core/container/labels.js";
import { decodeCounts, encodeCounts } from "../../../src/train/counts/counts.js";
import { fingerprintOf, normalText } from "../../../src/train/documents/fingerprint.js";
import { isKept, KEPT_DOCUMENTS, keptBits, MAX_KEPT_BITS } from "../../../src/train/documents/kept.js";
import {
  added,
  corpus,
  documentsOf,
  growing,
  keptOf,
  manyDocuments,
  shuffled,
  subtracted,
  termsOf,
  trainedOn,
  trainedWith,
} from "../../support/counts-files.js";
import type { Labelled } from "../../support/labelled.js";

/** A small bound, so that few documents cross it. */
const BOUND = 4;
const bounded = (documents: readonly Labelled[]) => trainedWith({ bound: BOUND }, documents);
const sumsOf = (documents: readonly Labelled[]) => trainedWith({ documents: false }, documents);
const read = (file: Uint8Array) => decodeCounts(file, "");
const DUPLICATES = { allowDuplicates: true };

/** A corpus in parts, and all of its documents in another order. */
const split: fc.Arbitrary<{ parts: Labelled[][]; whole: Labelled[] }> = fc
  .array(corpus, { minLength: 2, maxLength: 5 })
  .chain((parts) => fc.record({ parts: shuffled(parts), whole: shuffled(parts.flat()) }));

describe("keptBits", () => {
  it("is even, and leaves a quarter of the bound to all of it to be expected", () => {
    const [one, four] = [KEPT_DOCUMENTS, 4 * KEPT_DOCUMENTS];
    expect([0, 1, one, one + 1, four, four + 1].map((n) => keptBits(n))).toEqual([0, 0, 0, 2, 2, 4]);
    fc.assert(
      fc.property(fc.integer({ min: KEPT_DOCUMENTS + 1, max: MAX_DOCUMENTS }), (documents) => {
        const expected = documents / 2 ** keptBits(documents);
        expect(keptBits(documents) % 2).toBe(0);
        expect(expected).toBeGreaterThan(KEPT_DOCUMENTS / 4);
        expect(expected).toBeLessThanOrEqual(KEPT_DOCUMENTS);
      }),
    );
    expect(keptBits(MAX_DOCUMENTS)).toBeLessThanOrEqual(MAX_KEPT_BITS);
    expect(MAX_KEPT_BITS).toBeLessThan(32);
  });
});

describe("isKept", () => {
  it("is true of as many zero bits at the beginning, or more", () => {
    expect([0, 0xffffffff].map((high) => isKept(high, 0))).toEqual([true, true]);
    expect([0x3fffffff, 0x40000000, 0x80000000].map((high) => isKept(high, 2))).toEqual([true, false, false]);
  });
});

describe("the documents of a trainer", () => {
  it("have the words of subject and body in their order, and gaps", async () => {
    const long = "x".repeat(65);
    const counts = read(
      await trainedOn([
        { label: "a", text: `Subject: Re: Oil\nFrom: x\n\nThe oil, ${long} x@y.org the` },
        { label: "b", text: "---" },
        { label: "b", text: "oil oil" },
      ]),
    );
    expect(keptOf(counts).sort()).toEqual(["re oil | the oil _ x@y.org the", "|", "| oil oil"].sort());
    expect(counts.keptDocuments).toBe(3);
  });

  it("are there once for each category that has them", async () => {
    const documents = ["b", "a", "a"].map((label) => ({ label, text: "zebra oil" }));
    const counts = read(await trainedOn(documents));
    expect(keptOf(counts)).toEqual(["| zebra oil", "| zebra oil"]);
    expect(documentsOf(counts).map(([, label, copies]) => [label, copies])).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
  });

  it("give the sums that are counted without them", async () => {
    await fc.assert(
      fc.asyncProperty(growing, async ({ before, later }) => {
        const documents = [...before, ...later];
        const [whole, bound, sums] = await Promise.all([trainedOn(documents), bounded(documents), sumsOf(documents)]);
        expect(termsOf(read(whole))).toEqual(termsOf(read(sums)));
        expect(termsOf(read(bound))).toEqual(termsOf(read(sums)));
      }),
      { numRuns: 40 },
    );
  });

  it("are of more than the bound those whose fingerprints begin with zero bits", async () => {
    const documents = manyDocuments(1000);
    const [whole, thin] = await Promise.all([trainedOn(documents), trainedWith({ bound: 999 }, documents)]);
    const chosen = documents.filter(({ text }) => fingerprintOf(normalText(text)).high < 2 ** 30);
    expect(read(thin).keptBits).toBe(2);
    expect(read(thin).keptDocuments).toBe(chosen.length);
    expect(chosen.length).toBeGreaterThan(200);
    expect(keptOf(read(thin))).toEqual(keptOf(read(whole)).slice(0, chosen.length));
  });
});

describe("the documents of added counts", () => {
  it("are those of training on all, also when some are dropped on the way", async () => {
    await fc.assert(
      fc.asyncProperty(split, async ({ parts, whole }) => {
        const files = await Promise.all(parts.map(bounded));
        const expected = await bounded(whole);
        expect(added(files, DUPLICATES, BOUND)).toEqual(expected);
        const [first, ...rest] = files;
        expect(added([added(rest, DUPLICATES, BOUND), first!], DUPLICATES, BOUND)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it("are none as soon as a part has none", async () => {
    await fc.assert(
      fc.asyncProperty(split, async ({ parts, whole }) => {
        const [first, ...rest] = parts;
        const files = [await sumsOf(first!), ...(await Promise.all(rest.map(bounded)))];
        const expected = await sumsOf(whole);
        expect(added(files, DUPLICATES, BOUND)).toEqual(expected);
        expect(added(files.toReversed(), DUPLICATES, BOUND)).toEqual(expected);
        expect(read(expected)).toMatchObject({ keptBits: undefined, keptDocuments: 0 });
      }),
      { numRuns: 20 },
    );
  });
});

describe("the documents that are left", () => {
  it("are as before where the bits are the same", async () => {
    await fc.assert(
      fc.asyncProperty(growing, async ({ before, later }) => {
        const bound = 20 * before.length;
        const [old, fresh] = await Promise.all([before, later].map(trainedOn));
        expect(subtracted(added([old!, fresh!], DUPLICATES, bound), fresh!, bound)).toEqual(old);
        const [sums, part] = await Promise.all([sumsOf(before), trainedOn(later)]);
        expect(subtracted(added([sums, part]), part)).toEqual(sums);
      }),
      { numRuns: 20 },
    );
    const [before, later] = [manyDocuments(400), manyDocuments(100, 400)];
    const [old, fresh] = await Promise.all([before, later].map((some) => trainedWith({ bound: 300 }, some)));
    expect(read(old!).keptBits).toBe(2);
    expect(subtracted(added([old!, fresh!], {}, 300), fresh!, 300)).toEqual(old);
  });

  it("stay fewer if some were dropped with what is taken out, and nothing else differs", async () => {
    const [before, later] = [manyDocuments(1000), manyDocuments(100, 1000)];
    const [old, fresh] = await Promise.all([before, later].map((some) => trainedWith({ bound: 1024 }, some)));
    const [expected, found] = [old!, subtracted(added([old!, fresh!], {}, 1024), fresh!, 1024)].map(read);
    expect([expected!.keptBits, found!.keptBits]).toEqual([0, 2]);
    expect(termsOf(found!)).toEqual(termsOf(expected!));
    expect(documentsOf(found!)).toEqual(documentsOf(expected!));
    expect([found!.labels, found!.documents, found!.words]).toEqual([
      expected!.labels,
      expected!.documents,
      expected!.words,
    ]);
    expect(found!.keptDocuments).toBeGreaterThan(200);
    expect(keptOf(found!)).toEqual(keptOf(expected!).slice(0, found!.keptDocuments));
    // And it can be added to again.
    expect(added([encodeCounts(found!), fresh!], {}, 1024)).toEqual(
      await trainedWith({ bound: 1024 }, [...before, ...later]),
    );
  });
});

/** Additivity: counts of parts add up, to the byte, to the counts of the whole. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { added, corpus, readWhole, shuffled, trainedOn } from "../../support/counts-files.js";
import type { Labelled } from "../../support/labelled.js";

/** Parts of a corpus in some order, and all of its documents in another. */
const split: fc.Arbitrary<{ parts: Labelled[][]; whole: Labelled[] }> = fc
  .array(corpus, { minLength: 1, maxLength: 4 })
  .chain((parts) => {
    return fc.record({ parts: shuffled(parts), whole: shuffled(parts.flat()) });
  });

describe("mergeCounts", () => {
  it("gives the bytes of training on the whole, for any parts in any order", async () => {
    await fc.assert(
      fc.asyncProperty(split, async ({ parts, whole }) => {
        expect(added(await Promise.all(parts.map(trainedOn)))).toEqual(await trainedOn(whole));
      }),
      { numRuns: 25 },
    );
  });

  it("gives the same for sums of sums", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, corpus, corpus, async (a, b, c) => {
        const [one, two, three] = await Promise.all([a, b, c].map(trainedOn));
        expect(added([added([one!, two!]), three!])).toEqual(added([one!, added([two!, three!])]));
      }),
      { numRuns: 10 },
    );
  });

  it("adds a part to itself", async () => {
    const part = await trainedOn([
      { label: "a", text: "old engine" },
      { label: "b", text: "engine" },
    ]);
    const { counts, terms } = readWhole(part);
    const twice = readWhole(added([part, part]));
    expect(twice.counts.documents).toEqual(counts.documents.map((n) => 2 * n));
    expect(twice.terms).toEqual(
      terms.map(([term, documentFrequency, sums]) => [
        term,
        2 * documentFrequency,
        Object.fromEntries(Object.entries(sums).map(([label, sum]) => [label, 2 * sum])),
      ]),
    );
  });
});

describe("CountsBuilder", () => {
  it("gives the same bytes for the same documents in any order", async () => {
    await fc.assert(
      fc.asyncProperty(split, async ({ parts, whole }) => {
        expect(await trainedOn(whole)).toEqual(await trainedOn(parts.flat()));
      }),
      { numRuns: 25 },
    );
  });
});

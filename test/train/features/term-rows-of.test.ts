/** Term sums of documents against those that counts have. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Counts, decodeCounts } from "../../../src/train/counts/counts.js";
import type { TermRows } from "../../../src/train/counts/term-rows.js";
import { allOf, documentsByCategory, labelledDocuments } from "../../../src/train/features/labelled.js";
import { RowsOfDocuments } from "../../../src/train/features/term-rows-of.js";
import { corpus, trainedOn } from "../../support/counts-files.js";
import type { Labelled } from "../../support/labelled.js";
import { wordsOf } from "../../support/words.js";

const countsOf = async (documents: readonly Labelled[]): Promise<Counts> =>
  decodeCounts(await trainedOn(documents), "counts");

/** Each term with the sum for each label in which it occurs. */
function sumsIn(rows: TermRows, counts: Counts): Map<string, unknown> {
  const words = wordsOf(counts.words);
  const all = new Map<string, unknown>();
  while (rows.next()) {
    const name = [words[rows.first], ...(rows.second === 0 ? [] : [words[rows.second - 1]])].join(" ");
    const sums = Array.from({ length: rows.postings }, (_, i) => [counts.labels[rows.categories[i]!], rows.sums[i]]);
    all.set(name, [rows.documentFrequency, sums]);
  }
  return all;
}

describe("RowsOfDocuments", () => {
  it("has the sums of the counts, in their order, if all documents are chosen", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async (documents) => {
        const counts = await countsOf(documents);
        const labelled = labelledDocuments(counts);
        const rows = new RowsOfDocuments(labelled, allOf(labelled), false);
        expect([...sumsIn(rows, counts)]).toEqual([...sumsIn(counts.rows(), counts)]);
        expect(documentsByCategory(labelled, allOf(labelled))).toEqual(counts.documents);
      }),
      { numRuns: 60 },
    );
  });

  it("has the sums of counts of the chosen documents alone", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, fc.nat(), async (documents, which) => {
        const counts = await countsOf(documents);
        const labelled = labelledDocuments(counts);
        const label = counts.labels[which % counts.labels.length]!;
        const chosen = Uint8Array.from(labelled.categories, (category) => (counts.labels[category] === label ? 0 : 1));
        // Counts need a second category, which has no terms here.
        const others = [...documents.filter((one) => one.label !== label), { label, text: "" }];
        const alone = await countsOf(others);
        expect([...sumsIn(new RowsOfDocuments(labelled, chosen, false), counts)]).toEqual([
          ...sumsIn(alone.rows(), alone),
        ]);
      }),
      { numRuns: 60 },
    );
  });
});

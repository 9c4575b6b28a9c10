/** Selection among the terms of documents against that among the rows of counts of the same documents. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STOP_WORDS } from "../../../src/core/models/linear/choices.js";
import { type Counts, decodeCounts } from "../../../src/train/counts/counts.js";
import { allOf, documentsByCategory, labelledDocuments } from "../../../src/train/features/labelled.js";
import { selectFromDocuments } from "../../../src/train/features/select-from-documents.js";
import { type Selection, selectTerms, type TermSums } from "../../../src/train/fit/select.js";
import { corpus, trainedOn } from "../../support/counts-files.js";
import type { Labelled } from "../../support/labelled.js";
import { wordsOf } from "../../support/words.js";

const countsOf = async (documents: readonly Labelled[]): Promise<Counts> =>
  decodeCounts(await trainedOn(documents), "counts");

const selections: fc.Arbitrary<Selection> = fc.record({
  alpha: fc.constantFrom(0.05, 0.5),
  maxTerms: fc.integer({ min: 1, max: 40 }),
  keepEmails: fc.boolean(),
  stopWords: fc.constantFrom(...STOP_WORDS),
});

/** Each selected term with the sum for each label in which it occurs, and how the selection came about. */
function contentOf(selected: TermSums, counts: Counts) {
  const words = wordsOf(counts.words);
  const { starts, categories, sums, minValue, candidates } = selected;
  const terms = Array.from(selected.first, (first, term) => {
    const second = selected.second[term]!;
    const name = second === 0 ? words[first] : `${words[first]} ${words[second - 1]}`;
    const own = Array.from(categories.subarray(starts[term], starts[term + 1]), (category) => counts.labels[category]);
    return [name, own, sums.slice(starts[term], starts[term + 1])];
  });
  return { terms, minValue, candidates };
}

describe("selectFromDocuments", () => {
  it("selects what is selected from the rows of counts, if all documents are chosen", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, selections, async (documents, selection) => {
        const counts = await countsOf(documents);
        const labelled = labelledDocuments(counts);
        const all = allOf(labelled);
        expect(contentOf(selectFromDocuments(labelled, all, false, selection), counts)).toEqual(
          contentOf(selectTerms(counts.words, counts.rows(), selection), counts),
        );
        expect(documentsByCategory(labelled, all)).toEqual(counts.documents);
      }),
      { numRuns: 20 },
    );
  });

  it("selects what is selected from counts of the chosen documents alone", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, selections, fc.nat(), async (documents, selection, which) => {
        const counts = await countsOf(documents);
        const labelled = labelledDocuments(counts);
        const label = counts.labels[which % counts.labels.length]!;
        const chosen = Uint8Array.from(labelled.categories, (category) => (counts.labels[category] === label ? 0 : 1));
        // Counts need a second category, which has no terms here.
        const alone = await countsOf([...documents.filter((one) => one.label !== label), { label, text: "" }]);
        expect(contentOf(selectFromDocuments(labelled, chosen, false, selection), counts)).toEqual(
          contentOf(selectTerms(alone.words, alone.rows(), selection), alone),
        );
      }),
      { numRuns: 20 },
    );
  });
});

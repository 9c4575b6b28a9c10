/** Term rows of counts that keep all of their documents: the words of each document → the sums of all terms. */

import { Contributions } from "../collect/contributions.js";
import { DocumentVector } from "../collect/document-vector.js";
import type { DocumentSet } from "../documents/document-set.js";
import { addressesAlong, type DocumentWalk, walkTokens } from "../documents/document-walk.js";
import type { WordWalk } from "../tables/words.js";
import type { TermRows } from "./term-rows.js";

/** Counts that keep all of their documents. */
export interface WholeCounts {
  readonly labels: readonly string[];
  walkWords(): WordWalk;
  readonly documentSet: DocumentSet;
  walkDocuments(): DocumentWalk;
}

/** Returns the rows that would be stored if the documents were not. */
export function derivedRows(counts: WholeCounts): TermRows {
  const { labels, documentSet } = counts;
  const isAddress = addressesAlong(counts.walkWords());
  const vector = new DocumentVector();
  const contributions = new Contributions();
  const walk = counts.walkDocuments();
  for (let document = 0; walk.next(); document++) {
    const category = documentSet.categories[document]!;
    const copies = documentSet.copies[document]!;
    walkTokens(walk, isAddress, vector);
    vector.drain((first, second, contribution) => {
      contributions.add(first, second, category, contribution, copies);
    });
  }
  return contributions.rows(isAddress.length, labels.length)();
}

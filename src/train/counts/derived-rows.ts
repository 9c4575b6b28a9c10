/** Term rows of counts that keep all of their documents: the words of each document → the sums of all terms. */

import { Contributions } from "../collect/contributions.js";
import { DocumentVector } from "../collect/document-vector.js";
import type { DocumentSet } from "../documents/document-set.js";
import { addressesIn, type DocumentWalk, walkTokens } from "../documents/document-walk.js";
import type { Words } from "../tables/words.js";
import type { TermRows } from "./term-rows.js";

/** Counts that keep all of their documents. */
export interface WholeCounts {
  readonly labels: readonly string[];
  readonly words: Words;
  readonly documentSet: DocumentSet;
  walkDocuments(): DocumentWalk;
}

/** Returns the rows that would be stored if the documents were not. */
export function derivedRows(counts: WholeCounts): TermRows {
  const { labels, words, documentSet } = counts;
  const isAddress = addressesIn(words);
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
  return contributions.rows(words.ends.length, labels.length)();
}

/** Counts made by hand: terms and their sums as a test writes them down → counts as `compile` takes them. */

import { WEIGHT_ONE } from "../../src/core/text/term-weight.js";
import type { Counts } from "../../src/train/counts/counts.js";
import type { TermRows } from "../../src/train/counts/term-rows.js";
import { NO_DOCUMENTS } from "../../src/train/documents/document-walk.js";
import { walkOver } from "../../src/train/tables/words.js";
import { sortedByBytes, wordList } from "./words.js";

export interface HandTerm {
  /** One word, or the two of a bigram. */
  readonly words: readonly [string] | readonly [string, string];
  /** Sum by category, in document lengths; 0 where it did not occur. */
  readonly sums: readonly number[];
}

export function handCounts(
  terms: readonly HandTerm[],
  documents: readonly number[],
  stopWords: readonly string[] = [],
): Counts {
  const words = sortedByBytes([...new Set(terms.flatMap((term) => term.words))]);
  const listed = wordList(words, stopWords);
  const places = new Map(words.map((word, place) => [word, place]));
  const sorted = terms
    .map((term) => ({
      first: places.get(term.words[0])!,
      second: term.words[1] === undefined ? 0 : 1 + places.get(term.words[1])!,
      sums: term.sums,
    }))
    .sort((a, b) => a.first - b.first || a.second - b.second);
  return {
    settings: { features: 2 },
    labels: documents.map((_, category) => `category ${String(category).padStart(5, "0")}`),
    documents,
    words: listed,
    walkWords: () => walkOver(listed),
    keptBits: undefined,
    keptDocuments: 0,
    walkDocuments: () => NO_DOCUMENTS,
    // Sums that no documents stand behind: nothing can be judged by leaving one out.
    documentSet: {
      high: new Uint32Array(),
      low: new Uint32Array(),
      last: new Uint32Array(),
      categories: new Uint16Array(),
      copies: new Float64Array(),
    },
    rows(): TermRows {
      let at = 0;
      const row = {
        first: 0,
        second: 0,
        documentFrequency: 1,
        postings: 0,
        categories: new Uint16Array(documents.length),
        sums: new Float64Array(documents.length),
        next(): boolean {
          const term = sorted[at++];
          if (term === undefined) return false;
          row.first = term.first;
          row.second = term.second;
          row.postings = 0;
          term.sums.forEach((sum, category) => {
            if (sum === 0) return;
            row.categories[row.postings] = category;
            row.sums[row.postings++] = sum * WEIGHT_ONE;
          });
          return true;
        },
      };
      return row;
    },
  };
}

/** Terms by document against a table of the terms that `walkTerms` finds in the texts. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lexer } from "../../../src/core/text/lexer.js";
import { partsOf, UNKNOWN_WORD, type Vocabulary, walkTerms } from "../../../src/core/text/terms.js";
import { Kernels } from "../../../src/kernels/kernels.js";
import { type Counts, decodeCounts } from "../../../src/train/counts/counts.js";
import { normalText } from "../../../src/train/documents/fingerprint.js";
import { type TermDocuments, termDocuments } from "../../../src/train/features/term-documents.js";
import { listTokens } from "../../../src/train/features/token-list.js";
import { corpus, trainedOn } from "../../support/counts-files.js";
import { wordsOf } from "../../support/words.js";

/** The terms of a text with their frequencies, sorted. */
function termsOf(text: string): string {
  const words: string[] = [];
  const frequencies = new Map<string, number>();
  const add = (name: string, times: number) => frequencies.set(name, (frequencies.get(name) ?? 0) + times);
  const vocabulary: Vocabulary = {
    find(lexer) {
      const word = lexer.form();
      if (word === "") return UNKNOWN_WORD;
      if (!words.includes(word)) words.push(word);
      return words.indexOf(word);
    },
  };
  walkTerms(partsOf(normalText(text)), new Lexer(), vocabulary, {
    unigram: (word, times) => add(words[word]!, times),
    bigram: (first, second, times) => add(`${words[first]} ${words[second]}`, times),
  });
  return JSON.stringify([...frequencies].sort());
}

function termsIn(counts: Counts): TermDocuments {
  const kernels = new Kernels();
  return termDocuments(kernels, counts.words, listTokens(kernels, counts.walkDocuments()));
}

describe("termDocuments", () => {
  it("has the terms of each document, and how often they count", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async (documents) => {
        const counts = decodeCounts(await trainedOn(documents), "counts");
        const names = wordsOf(counts.words);
        const found = termsIn(counts);
        const byDocument = Array.from({ length: found.size }, (): [string, number][] => []);
        found.first.forEach((first, term) => {
          const second = found.second[term]!;
          const name = second === 0 ? names[first]! : `${names[first]} ${names[second - 1]}`;
          for (let i = found.starts[term]!; i < found.starts[term + 1]!; i++) {
            byDocument[found.documents[i]!]!.push([name, found.frequencies[i]!]);
          }
        });
        const expected = new Set(documents.map(({ label, text }) => `${label} ${termsOf(text)}`));
        const labelled = byDocument.map(
          (terms, i) => `${counts.labels[counts.documentSet.categories[i]!]} ${JSON.stringify(terms.sort())}`,
        );
        expect(new Set(labelled)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it("has terms in ascending order, and documents within each", async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async (documents) => {
        const counts = decodeCounts(await trainedOn(documents), "counts");
        const { first, second, starts, documents: found } = termsIn(counts);
        const pairs = Array.from(first, (word, term) => [word, second[term]!] as const);
        expect(pairs).toEqual(pairs.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]));
        expect(new Set(pairs.map(String)).size).toBe(pairs.length);
        pairs.forEach((_, term) => {
          const own = Array.from(found.subarray(starts[term], starts[term + 1]));
          expect(own).toEqual([...new Set(own)].sort((a, b) => a - b));
          expect(own.length).toBeGreaterThan(0);
        });
      }),
      { numRuns: 40 },
    );
  });
});

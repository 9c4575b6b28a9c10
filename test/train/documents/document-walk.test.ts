/** The walk over documents: the terms of kept words are those of the text. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lexer } from "../../../src/core/text/lexer.js";
import { NEGATION, SentimentWalk } from "../../../src/core/text/sentiment.js";
import { partsOf, type TermSink, walkTerms } from "../../../src/core/text/terms.js";
import { DocumentReader } from "../../../src/train/collect/document-reader.js";
import { VocabularyBuilder } from "../../../src/train/collect/vocabulary-builder.js";
import { addressesIn, NO_DOCUMENTS, walkTokens } from "../../../src/train/documents/document-walk.js";
import { NumberedForms } from "../../support/numbered-forms.js";
import { wordList } from "../../support/words.js";

type Occurrence = readonly [first: number, second: number | undefined, times: number];

/** A sink that keeps everything in the order in which it comes. */
function listing(): { list: Occurrence[]; sink: TermSink } {
  const list: Occurrence[] = [];
  return {
    list,
    sink: {
      unigram: (word, times) => void list.push([word, undefined, times]),
      bigram: (first, second, times) => void list.push([first, second, times]),
      sentiment: (code, times) => void list.push([-code, undefined, times]),
    },
  };
}

const PIECES = [
  ..."the of oil orbit 3.1 naïve 東京の 🚀 a@b.org x＠y.org @ @a a@ c++ \n".split(" "),
  "x".repeat(70),
  `${"x".repeat(70)}@example.org`,
  "\n\n",
];
const texts = fc
  .tuple(
    fc.constantFrom("", "From: a@b.org\nSubject: oil orbit\n\n", "Subject: a@b.org oil\nFrom: x\n\n"),
    fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 20 }),
    fc.constantFrom(" ", ""),
  )
  .map(([head, pieces, between]) => head + pieces.join(between));

describe("walkTokens", () => {
  it("gives the terms that a walk over the text gives, in the same order", () => {
    fc.assert(
      fc.property(texts, fc.array(fc.nat(NEGATION), { minLength: 1, maxLength: 5 }), (text, some) => {
        const [ours, theirs] = [listing(), listing()];
        const vocabulary = new VocabularyBuilder();
        const reader = new DocumentReader(vocabulary.reader);
        reader.read(text);
        const codes = Uint8Array.from({ length: vocabulary.size }, (_, word) => some[word % some.length]!);
        walkTokens(reader, vocabulary.isAddress, ours.sink, new SentimentWalk(codes));
        walkTerms(partsOf(text), new Lexer(), new NumberedForms(), theirs.sink, new SentimentWalk(codes));
        expect(ours.list).toEqual(theirs.list);
      }),
      { numRuns: 300 },
    );
  });

  it("knows addresses by their words alone", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 4 }), async (some) => {
        const vocabulary = new VocabularyBuilder();
        const reader = new DocumentReader(vocabulary.reader);
        for (const text of some) reader.read(text);
        const marks = Array.from({ length: vocabulary.size }, (_, word) => vocabulary.isAddress[word] ?? 0);
        const { words, indexes } = await vocabulary.sorted();
        const found = addressesIn(words);
        expect(marks).toEqual(Array.from(indexes, (index) => found[index]!));
      }),
      { numRuns: 20 },
    );
  });
});

describe("addressesIn", () => {
  it("marks words with an @", () => {
    expect([...addressesIn(wordList(["a", "a@b.org", "b"], []))]).toEqual([0, 1, 0]);
  });
});

describe("NO_DOCUMENTS", () => {
  it("has no document, however often it is asked", () => {
    expect([NO_DOCUMENTS.next(), NO_DOCUMENTS.next()]).toEqual([false, false]);
  });
});

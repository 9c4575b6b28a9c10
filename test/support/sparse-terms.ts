/** Terms of documents by chance, for kernels and their twins. */

import { termWeight, WEIGHT_ONE } from "../../src/core/text/term-weight.js";
import { Kernels } from "../../src/kernels/kernels.js";
import type { LabelledDocuments } from "../../src/train/features/labelled.js";
import { seeded } from "./random.js";
import { type Shape, startsOf } from "./sparse-matrix.js";
import { wordList } from "./words.js";

/** A higher frequency has no weight here. */
const MAX_FREQUENCY = 300;

/** Rows of the shape are documents. A third of the terms are unigrams, each of a word of its own; the others are bigrams with its word. */
export function termsOf({ rows, terms, categories, seed }: Shape): LabelledDocuments {
  const random = seeded(seed);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const documents = Array.from({ length: terms }, () => {
    const all = new Set(Array.from({ length: 1 + upTo(8) }, () => upTo(rows)));
    return [...all].sort((a, b) => a - b);
  });
  const weights = [false, true].map((isBigram) =>
    Float64Array.from({ length: MAX_FREQUENCY + 1 }, (_, frequency) => termWeight(frequency, isBigram)),
  );
  return {
    kernels: new Kernels(),
    words: wordList(Array.from({ length: Math.ceil(terms / 3) }, (_, i) => `w${i}`)),
    sentiment: undefined,
    terms: {
      first: Uint32Array.from(documents, (_, term) => Math.floor(term / 3)),
      second: Uint32Array.from(documents, (_, term) => term % 3),
      starts: startsOf(documents.map(({ length }) => length)),
      documents: Uint32Array.from(documents.flat()),
      frequencies: Uint16Array.from(documents.flat(), () => 1 + Math.floor(MAX_FREQUENCY * random() ** 9)),
      size: rows,
    },
    tokens: { tokens: new Uint32Array(), starts: new Uint32Array(1), subjects: new Uint32Array() },
    categories: Uint16Array.from({ length: rows }, () => upTo(categories)),
    copies: Float64Array.from({ length: rows }, () => 1 + upTo(3)),
    lots: new Uint32Array(rows),
    scales: Float64Array.from({ length: rows }, () => random() / WEIGHT_ONE ** upTo(2)),
    weights: [weights[0]!, weights[1]!],
    categoryCount: categories,
  };
}

/** Two of three documents. */
export const twoOfThree = ({ terms }: LabelledDocuments): Uint8Array =>
  Uint8Array.from({ length: terms.size }, (_, document) => (document % 3 === 1 ? 0 : 1));

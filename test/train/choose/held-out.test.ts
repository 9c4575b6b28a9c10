/** Held-out scores against what a classifier of the same model says of the same texts, and of parts of them. */

import { beforeAll, describe, expect, it } from "vitest";
import { heldOutScores } from "../../../src/train/choose/held-out.js";
import { type Windows, windowsOf } from "../../../src/train/choose/windows.js";
import { decodeCounts } from "../../../src/train/counts/counts.js";
import type { MatrixDocuments } from "../../../src/train/features/document-matrix.js";
import { allOf, type LabelledDocuments, labelledDocuments } from "../../../src/train/features/labelled.js";
import type { FittedModel } from "../../../src/train/fit/fit-model.js";
import { compile } from "../../../src/train/model/compile.js";
import { wordAt } from "../../../src/train/tables/words.js";
import { trainedOn } from "../../support/counts-files.js";
import { classifierOf, type FlatModel, scoresOf } from "../../support/flat-model.js";
import { handCounts } from "../../support/hand-counts.js";
import type { Labelled } from "../../support/labelled.js";
import { asFitted } from "../../support/linear-model.js";
import { entriesOf } from "../../support/model-entries.js";
import { seeded } from "../../support/random.js";

const random = seeded(5);
const LABELS = ["category 00000", "category 00001", "category 00002"];
const KNOWN = Array.from({ length: 30 }, (_, i) => `word${i}`);
const WORDS = [...KNOWN, "unseen", "unheard"];

/** Words by chance, of which each document has others, some of them twice. */
const DOCUMENTS: readonly Labelled[] = Array.from({ length: 12 }, (_, i) => ({
  label: LABELS[i % 3]!,
  text: Array.from({ length: 4 + 5 * i }, () => WORDS[Math.floor(random() * WORDS.length)]).join(" "),
}));
const STRANGE: Labelled = { label: LABELS[1]!, text: "unseen unheard" };

/** A model whose terms are words alone, so that a text can be written that has exactly some of them. */
const MODEL: FlatModel = asFitted({
  ...compile(
    handCounts(
      KNOWN.map((word, i) => ({ words: [word], sums: LABELS.map((_, c) => (i + c) % 4) })),
      [7, 2, 3],
    ),
    { estimator: "complement" },
  ),
  recorded: [],
});
const classifier = classifierOf(MODEL);
const SIZES = [7, 2, 3];

let documents: LabelledDocuments;
let windows: Windows;
let words: readonly string[];
beforeAll(async () => {
  documents = labelledDocuments(decodeCounts(await trainedOn([...DOCUMENTS, STRANGE]), "counts"));
  windows = windowsOf(documents, allOf(documents));
  words = Array.from(documents.words.ends, (_, word) => new TextDecoder().decode(wordAt(documents.words, word)));
});

/** The same model in the form in which it is fitted. */
function fittedForm(): FittedModel {
  const { terms } = entriesOf(MODEL);
  const known = words.flatMap((word, index) => (terms.has(word) ? [{ index, ...terms.get(word)! }] : []));
  const starts = Uint32Array.from({ length: known.length + 1 }, (_, term) => term * LABELS.length);
  const categories = Uint16Array.from({ length: known.length * LABELS.length }, (_, i) => i % LABELS.length);
  return {
    terms: {
      first: Uint32Array.from(known, ({ index }) => index),
      second: new Uint32Array(known.length),
      starts,
      categories,
      sums: new Float64Array(categories.length),
      minValue: 0,
      candidates: known.length,
    },
    weights: {
      starts,
      categories,
      common: Float64Array.from(known, ({ common }) => common),
      delta: Float64Array.from(known.flatMap(({ deltas }) => deltas)),
      offset: Float64Array.from(MODEL.offset),
      scale: Float64Array.from(MODEL.scale),
      bias: Float64Array.from(MODEL.bias),
    },
    factors: {
      codes: Uint8Array.from(known.keys()),
      levels: Float32Array.from({ length: 256 }, (_, code) => known[code]?.factor ?? 0),
    },
  };
}

const all = () => heldOutScores(documents, allOf(documents), windows, fittedForm(), SIZES);

/** The known words of a document in the order of the counts, and how often each occurs. */
function knownWords(document: number, { terms }: MatrixDocuments = documents): { word: string; times: number }[] {
  return words.flatMap((word, index) => {
    const term = terms.first.findIndex((first, t) => first === index && terms.second[t] === 0);
    const at = terms.documents.subarray(terms.starts[term], terms.starts[term + 1]).indexOf(document);
    return KNOWN.includes(word) && at >= 0 ? [{ word, times: terms.frequencies[terms.starts[term]! + at]! }] : [];
  });
}

/** What the classifier says of a text of some words. */
const scoresFor = (some: readonly { word: string; times: number }[]): number[] =>
  scoresOf(classifier, some.map(({ word, times }) => `${word} `.repeat(times)).join(""));

describe("heldOutScores", () => {
  it("scores a whole document as a classifier does", () => {
    const wholes = all().filter(({ isWhole }) => isWhole);
    expect(wholes.map(({ document }) => document)).toEqual([...Array(DOCUMENTS.length + 1).keys()]);
    for (const { document, scores, known, category } of wholes.filter((one) => one.known > 0)) {
      const expected = knownWords(document);
      expect(known).toBe(expected.length);
      expect(category).toBe(documents.categories[document]);
      scoresFor(expected).forEach((score, c) => {
        expect(scores[c]).toBeCloseTo(score, 4);
      });
    }
  });

  it("scores windows behind the documents, as a classifier scores their words", () => {
    const parts = all().slice(DOCUMENTS.length + 1);
    expect(parts).toHaveLength(windows.origins.length);
    expect(parts.filter(({ known }) => known > 0).length).toBeGreaterThan(DOCUMENTS.length);
    parts.forEach(({ isWhole, document, scores, known }, window) => {
      const expected = knownWords(window, windows);
      expect({ isWhole, document, known }).toEqual({
        isWhole: false,
        document: windows.origins[window],
        known: expected.length,
      });
      if (known > 0) scoresFor(expected).forEach((score, c) => void expect(scores[c]).toBeCloseTo(score, 4));
    });
  });

  it("scores a document without a known term by how common the categories are", () => {
    const strange = all().filter(({ known }) => known === 0);
    expect(strange.some(({ isWhole }) => isWhole)).toBe(true);
    for (const { scores } of strange) {
      expect(Array.from(scores, Math.exp)).toEqual(SIZES.map((size) => expect.closeTo(size / 12, 10)));
    }
  });
});

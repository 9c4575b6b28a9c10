/** The stack: the folded model against its two parts, spelled out. */

import { describe, expect, it } from "vitest";
import { decodeCounts } from "../../../src/train/counts/counts.js";
import {
  type DocumentMatrix,
  documentMatrix,
  inverseDocumentFrequencies,
  selectedTerms,
} from "../../../src/train/features/document-matrix.js";
import { allOf, documentsByCategory, labelledDocuments } from "../../../src/train/features/labelled.js";
import { selectFromDocuments } from "../../../src/train/features/select-from-documents.js";
import { columnsOf } from "../../../src/train/fit/columns.js";
import { DualCoordinateDescent } from "../../../src/train/fit/dual-coordinate-descent.js";
import { fit as fitWeights } from "../../../src/train/fit/fit.js";
import type { Fitted } from "../../../src/train/fit/folded-model.js";
import { heldOutFeature } from "../../../src/train/fit/held-out-scores.js";
import type { TermSums } from "../../../src/train/fit/select.js";
import { fitStack } from "../../../src/train/fit/stack.js";
import { trainedOn } from "../../support/counts-files.js";
import { spelledOut } from "../../support/dense-naive-bayes.js";
import type { Labelled } from "../../support/labelled.js";
import { ANIMALS } from "../../support/model-corpora.js";

/** What `fitStack` is documented to use. */
const [ALPHA, COST] = [0.5, 0.5];

async function matrixOf(documents: readonly Labelled[]) {
  const counts = decodeCounts(await trainedOn(documents), "counts");
  const labelled = labelledDocuments(counts);
  const all = allOf(labelled);
  const selection = { alpha: 0.05, maxTerms: 1000, keepEmails: false, stopWords: "keep" } as const;
  const terms = selectFromDocuments(labelled, all, false, selection);
  const indexes = selectedTerms(labelled, terms);
  const factors = Float32Array.from(inverseDocumentFrequencies(labelled, indexes, all));
  const matrix = documentMatrix(labelled, indexes, factors, all);
  return { kernels: labelled.kernels, matrix, terms, sizes: documentsByCategory(labelled, all) };
}

/** Each row as x by term. */
const rowsOf = ({ starts, terms, values, categories }: DocumentMatrix): Map<number, number>[] =>
  Array.from(
    categories,
    (_, row) =>
      new Map(Array.from(terms.subarray(starts[row], starts[row + 1]), (t, i) => [t, values[starts[row]! + i]!])),
  );

/** Σ x · w of all terms of a row. */
const product = (row: Map<number, number>, weights: ArrayLike<number>): number =>
  [...row].reduce((total, [term, x]) => total + x * weights[term]!, 0);

/** The sums of x by posting, written out. */
function withSums(matrix: DocumentMatrix, terms: TermSums): TermSums {
  const rows = rowsOf(matrix);
  const sums = Float64Array.from(terms.sums);
  for (let term = 0; term < terms.first.length; term++) {
    for (let i = terms.starts[term]!; i < terms.starts[term + 1]!; i++) {
      sums[i] = rows.reduce(
        (sum, row, at) =>
          matrix.categories[at] === terms.categories[i] ? sum + matrix.copies[at]! * (row.get(term) ?? 0) : sum,
        0,
      );
    }
  }
  return { ...terms, sums };
}

/** Scores by the folded model, as the comment on `Weights` has it. */
const foldedScores = (fitted: Fitted, terms: TermSums, row: Map<number, number>): number[] =>
  spelledOut(fitted, { ...terms, starts: fitted.starts, categories: fitted.categories }).map(
    (weights, category) => fitted.bias[category]! + product(row, weights),
  );

/** Twelve categories, which are many: with many documents in each, pairs that did not occur have no delta of their own. */
const TWELVE: readonly Labelled[] = Array.from({ length: 36 }, (_, i) => ({
  label: `c${String(i % 12).padStart(2, "0")}`,
  text: `word${i % 12} word${(i * 5) % 7} shared thing${i % 5} word${i % 12}`,
}));

/** The scores w·x + β f + b for each category, with f of naive Bayes fitted to all documents. */
function statedScores({ kernels, matrix, terms, sizes }: Awaited<ReturnType<typeof matrixOf>>): number[][] {
  const sums = withSums(matrix, terms);
  const bayes = fitWeights(sums, sizes, "complement", ALPHA);
  const columns = columnsOf(kernels, matrix, terms.first.length);
  const { features, deviation } = heldOutFeature(kernels, matrix, columns, sums, bayes, ALPHA);
  const descent = new DualCoordinateDescent(kernels, matrix, columns, COST);
  const fits = features.map((feature, positive) => ({ positive, feature }));
  const planes = [...descent.fit(fits)].flat().map((plane) => ({ ...plane, weights: plane.weights.slice() }));
  const unscaled = spelledOut({ ...bayes, scale: new Float64Array(sizes.length).fill(1) }, sums);
  return rowsOf(matrix).map((row) => {
    const scores = unscaled.map((weights) => product(row, weights));
    const mean = scores.reduce((a, b) => a + b) / scores.length;
    return sizes.map((_, c) => {
      const { weights, featureWeight, bias } = planes[c]!;
      return product(row, weights) + (featureWeight * (scores[c]! - mean)) / deviation + bias;
    });
  });
}

/** As if there were many documents. */
const timesHundred = (sizes: readonly number[]): number[] => sizes.map((size) => 100 * size);

describe("fitStack", () => {
  it("folds both parts into weights that give the same scores", async () => {
    const made = await matrixOf(ANIMALS);
    const fitted = fitStack(made.kernels, made.matrix, made.terms, made.sizes);
    const stated = statedScores(made);
    rowsOf(made.matrix).forEach((row, i) => {
      foldedScores(fitted, made.terms, row).forEach((score, c) => {
        expect(score).toBeCloseTo(stated[i]![c]!, 3);
      });
    });
  });

  it("predicts the documents that it was fitted to, whether categories are two, few or many", async () => {
    const two = ANIMALS.filter(({ label }) => label !== "fish");
    for (const documents of [two, ANIMALS, TWELVE]) {
      const { kernels, matrix, terms, sizes } = await matrixOf(documents);
      const fitted = fitStack(kernels, matrix, terms, timesHundred(sizes));
      const best = rowsOf(matrix).map((row) => {
        const scores = foldedScores(fitted, terms, row);
        return scores.indexOf(Math.max(...scores));
      });
      expect(best).toEqual([...matrix.categories]);
    }
  });

  it("gives two categories the same weights but for their sign", async () => {
    const { kernels, matrix, terms, sizes } = await matrixOf(ANIMALS.filter(({ label }) => label !== "fish"));
    const fitted = fitStack(kernels, matrix, terms, sizes);
    for (const row of rowsOf(matrix)) {
      const [one, other] = foldedScores(fitted, terms, row);
      expect(one).toBeCloseTo(-other!, 5);
    }
  });

  it("has a delta for each pair if categories or documents are few, and else for those that occurred", async () => {
    for (const [documents, times, isFull] of [
      [ANIMALS, timesHundred, true],
      [TWELVE, (sizes: readonly number[]) => sizes, true],
      [TWELVE, timesHundred, false],
    ] as const) {
      const { kernels, matrix, terms, sizes } = await matrixOf(documents);
      const { categories, delta } = fitStack(kernels, matrix, terms, times(sizes));
      expect(delta).toHaveLength(categories.length);
      expect(categories).toHaveLength(isFull ? terms.first.length * sizes.length : terms.categories.length);
    }
  });
});

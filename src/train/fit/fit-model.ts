/** Fitting by name: selected terms of some documents → a fitted model of any estimator. */

import { BIGRAM_FACTOR, type Estimator, type NaiveBayesEstimator } from "../../core/models/linear/choices.js";
import { documentMatrix, inverseDocumentFrequencies, selectedTerms } from "../features/document-matrix.js";
import { type Chosen, documentsByCategory, type LabelledDocuments } from "../features/labelled.js";
import { fit } from "./fit.js";
import type { Fitted } from "./folded-model.js";
import { type Quantised, quantise } from "./quantise.js";
import type { TermSums } from "./select.js";
import { fitStack } from "./stack.js";

/** Which model to fit. */
export interface ModelChoice {
  readonly estimator: Estimator;
  /** Additive smoothing of naive Bayes; the linear model has none. */
  readonly alpha: number;
  /** Whether sentiment terms are among the terms. */
  readonly sentiment: boolean;
}

/** A fitted model. V terms. */
export interface FittedModel {
  readonly terms: TermSums;
  readonly weights: Fitted;
  /** What the weight of each term in a document is multiplied with; undefined if that is 1 for all. [V] */
  readonly factors: Quantised | undefined;
}

/** Factors have the codes from 1 on: 0 is for words that are no terms. */
const FIRST_FACTOR = 1;

/**
 * Fits a model to the chosen documents.
 *
 * @param terms selected from the same documents.
 */
export function fitModel(
  documents: LabelledDocuments,
  chosen: Chosen,
  terms: TermSums,
  { estimator, alpha }: ModelChoice,
): FittedModel {
  const sizes = documentsByCategory(documents, chosen);
  if (estimator !== "linear") return naiveBayes(terms, sizes, estimator, alpha);
  const indexes = selectedTerms(documents, terms);
  const idf = inverseDocumentFrequencies(documents, indexes, chosen);
  const factors = quantise(
    idf.map((value, term) => (terms.second[term] === 0 ? value : BIGRAM_FACTOR * value)),
    FIRST_FACTOR,
    255,
  );
  return documents.kernels.scoped(() => {
    const matrix = documentMatrix(documents, indexes, factorsOf(factors), chosen);
    return { terms, weights: fitStack(documents.kernels, matrix, terms, sizes), factors };
  });
}

/** Fits naive Bayes to sums alone. @param sizes number of documents by category. */
export function naiveBayes(
  terms: TermSums,
  sizes: readonly number[],
  estimator: NaiveBayesEstimator,
  alpha: number,
): FittedModel {
  const { starts, categories } = terms;
  return { terms, weights: { starts, categories, ...fit(terms, sizes, estimator, alpha) }, factors: undefined };
}

/** The factor of each term, as a model that is read from a file has it. */
export function factorsOf({ codes, levels }: Quantised): Float32Array {
  const factors = new Float32Array(codes.length);
  for (let term = 0; term < factors.length; term++) factors[term] = levels[codes[term]!]!;
  return factors;
}

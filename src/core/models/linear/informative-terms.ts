/** Informative terms: what a linear model has learned of a category. */

import { sum } from "../../sum.js";
import { termWeight, WEIGHT_ONE } from "../../text/term-weight.js";
import type { TermShare } from "../model.js";
import type { LinearArrays } from "./arrays.js";
import { BIGRAM_FACTOR } from "./choices.js";
import { termName } from "./term-names.js";

/**
 * Lists the most informative terms of a category: those with the greatest
 *
 *     m_tc · (w_tc − mean over all categories of w_t)
 *
 * w is the term's weight in the score (scale · (common + offset + delta), see {@link LinearArrays}), and m_tc says how much there is of the
 * term:
 *
 * - for naive Bayes N_tc / D_c, where D_c is the category's number of documents and N_tc the term's summed weight in them, which follows
 *   from w_tc. So the product is by how much the term raised, on average over these documents, the category's score above the mean score.
 * - for a model that was fitted as a linear one, x_t · √(p_t · (1 − p_t)): the standard deviation of what the term weighs in a document,
 *   where x_t is its weight if it occurs once and p_t its share of the documents, which follows from its idf, 1 − ln p_t. So the product is a
 *   standardised coefficient.
 *
 * (Ranked by w alone, the words of a single thread lead: they are as rare elsewhere as the category's own words, and rare in the category
 * too.)
 *
 * @param max how many terms to list at most.
 * @returns those above 0, greatest first; equal ones in the order of the model.
 */
export function informativeTerms(arrays: LinearArrays, category: number, max: number): TermShare[] {
  const { offset, scale, documents, commonCodes, commonLevels, postingCounts, categories, deltaCodes, deltaLevels } =
    arrays;
  const targets = documents.length;
  const isFitted = arrays.provenance.estimator === "linear";
  const meanScale = sum(scale) / targets;
  const meanOffset = scale.reduce((total, value, c) => total + value * offset[c]!, 0) / targets;
  const found: { term: number; share: number }[] = [];
  let term = -1;
  let end = 0;
  // Most postings belong to other categories, and `indexOf` skips them fastest.
  for (let own = categories.indexOf(category); own >= 0; own = categories.indexOf(category, own + 1)) {
    while (end <= own) end += postingCounts[++term]!;
    const start = end - postingCounts[term]!;
    const common = commonLevels[commonCodes[term]!]!;
    const delta = deltaLevels[deltaCodes[own]!]!;
    let mean = common * meanScale + meanOffset;
    for (let i = start; i < end; i++) mean += (scale[categories[i]!]! * deltaLevels[deltaCodes[i]!]!) / targets;
    const lead = scale[category]! * (common + offset[category]! + delta) - mean;
    const amount = isFitted ? deviation(arrays, term) : summedWeight(arrays, common, delta) / documents[category]!;
    const share = amount * lead;
    if (share > 0) found.push({ term, share });
  }
  return found
    .sort((a, b) => b.share - a.share || a.term - b.term)
    .slice(0, max)
    .map(({ term, share }) => ({ term: termName(arrays, term), share }));
}

/** The standard deviation of a term's weight over all documents, as if it occurred once in each that has it. */
function deviation({ factorCodes, factorLevels, wordLengths }: LinearArrays, term: number): number {
  const factor = factorCodes.length === 0 ? 1 : factorLevels[factorCodes[term]!]!;
  const isBigram = term >= wordLengths.length;
  const weight = (factor * termWeight(1, isBigram)) / WEIGHT_ONE;
  const share = Math.min(1, Math.exp(1 - (isBigram ? factor / BIGRAM_FACTOR : factor)));
  return weight * Math.sqrt(share * (1 - share));
}

/** N_tc: `fit` solved for it. Common weight and delta are logarithms of 1 + counts ⁄ α; the constants are in the offset. */
function summedWeight({ provenance: { estimator, alpha } }: LinearArrays, common: number, delta: number): number {
  return estimator === "complement"
    ? alpha * Math.exp(-common) * (1 - Math.exp(-delta))
    : alpha * (Math.exp(delta) - 1);
}

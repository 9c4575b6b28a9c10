/** Informative terms: what a naive Bayes model has learned of a category. */

import { sum } from "../../sum.js";
import type { TermShare } from "../model.js";
import type { NaiveBayesArrays } from "./arrays.js";
import { termName } from "./term-names.js";

/**
 * Lists the most informative terms of a category: by how much each of them raised, on average over the training documents of the category,
 * its score above the mean score of all categories,
 *
 *     N_tc / D_c · (w_tc − mean over all categories of w_t)
 *
 * w is the term's weight in the score (scale · (common + offset + delta), see `Weights`), D_c the category's number of documents, and N_tc
 * the term's summed weight in them, which follows from its weight. (Ranked by w alone, the words of a single thread lead: they are as rare
 * elsewhere as the category's own words, and rare in the category too.)
 *
 * @param max how many terms to list at most.
 * @returns those above 0, greatest first; equal ones in the order of the model.
 */
export function informativeTerms(arrays: NaiveBayesArrays, category: number, max: number): TermShare[] {
  const { offset, scale, documents, commonCodes, commonLevels, postingCounts, categories, deltaCodes, deltaLevels } =
    arrays;
  const targets = documents.length;
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
    const share = (summedWeight(arrays, common, delta) / documents[category]!) * lead;
    if (share > 0) found.push({ term, share });
  }
  return found
    .sort((a, b) => b.share - a.share || a.term - b.term)
    .slice(0, max)
    .map(({ term, share }) => ({ term: termName(arrays, term), share }));
}

/** N_tc: `fit` solved for it. Common weight and delta are logarithms of 1 + counts ⁄ α; the constants are in the offset. */
function summedWeight({ provenance: { estimator, alpha } }: NaiveBayesArrays, common: number, delta: number): number {
  return estimator === "complement"
    ? alpha * Math.exp(-common) * (1 - Math.exp(-delta))
    : alpha * (Math.exp(delta) - 1);
}

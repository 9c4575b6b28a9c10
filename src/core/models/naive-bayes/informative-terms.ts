/** Telling terms: a model → what it has learned of a category. */

import type { Share } from "../../predict/explanation.js";
import type { Model } from "./arrays.js";
import { nameOf } from "./term-names.js";

/**
 * The terms that tell a category best: by how much each of them raised, on average over the training documents of the
 * category, its score above the mean score of all categories,
 *
 *     N_tc / D_c · (w_tc − mean over all categories of w_t)
 *
 * with w the term's weight as the score has it (scale · (common + offset + delta) at `Weights`), D_c the category's number of
 * documents and N_tc the term's summed weight in them, which follows from its weight. (By w alone, what a single thread
 * was about leads: that is as rare elsewhere as the category's own words, and rare in the category too.)
 *
 * @param most how many terms to list.
 * @returns those above 0, greatest first; equal ones in the order of the model.
 */
export function tellingTerms(model: Model, category: number, most: number): Share[] {
  const { offset, scale, documents, commonCodes, commonLevels, postingCounts, categories, deltaCodes, deltaLevels } =
    model;
  const targets = documents.length;
  const meanScale = scale.reduce((sum, value) => sum + value, 0) / targets;
  const meanOffset = scale.reduce((sum, value, c) => sum + value * offset[c]!, 0) / targets;
  const found: { term: number; share: number }[] = [];
  let term = -1;
  let end = 0;
  // Most postings are of other categories, and passing over them is what the engine does best.
  for (let own = categories.indexOf(category); own >= 0; own = categories.indexOf(category, own + 1)) {
    while (end <= own) end += postingCounts[++term]!;
    const start = end - postingCounts[term]!;
    const common = commonLevels[commonCodes[term]!]!;
    const delta = deltaLevels[deltaCodes[own]!]!;
    let mean = common * meanScale + meanOffset;
    for (let i = start; i < end; i++) mean += (scale[categories[i]!]! * deltaLevels[deltaCodes[i]!]!) / targets;
    const lead = scale[category]! * (common + offset[category]! + delta) - mean;
    const share = (summedWeight(model, common, delta) / documents[category]!) * lead;
    if (share > 0) found.push({ term, share });
  }
  return found
    .sort((a, b) => b.share - a.share || a.term - b.term)
    .slice(0, most)
    .map(({ term, share }) => ({ term: nameOf(model, term), share }));
}

/** N_tc: `fit` solved for it. Its logarithms are of counts divided by α, with 1 added, over constants that are the offset's. */
function summedWeight({ provenance: { estimator, alpha } }: Model, common: number, delta: number): number {
  return estimator === "complement"
    ? alpha * Math.exp(-common) * (1 - Math.exp(-delta))
    : alpha * (Math.exp(delta) - 1);
}

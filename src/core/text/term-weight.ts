/** Term weights: how often a term occurs in a document → its weight there. */

/** Weights are integers, multiples of 2^-16, so that sums of them are exact in any order. */
export const WEIGHT_ONE: number = 1 << 16;

/** A bigram repeats evidence that its words already gave, so it weighs half. */
const BIGRAM_SHARE = 0.5;

const TABLE_SIZE = 256;
/** Weights by frequency, as far as they were asked for; else 0. A command that predicts one text asks for few. */
const UNIGRAM_WEIGHTS = new Float64Array(TABLE_SIZE);
const BIGRAM_WEIGHTS = new Float64Array(TABLE_SIZE);

/**
 * Returns the weight of a term that occurs `frequency` times: 1 + ln(frequency), half of that for a bigram, as a multiple of
 * 2^-16. (Logarithmic term frequency: Manning, Raghavan & Schütze, *Introduction to Information Retrieval*, 6.4.1.)
 */
export function termWeight(frequency: number, isBigram: boolean): number {
  const share = isBigram ? BIGRAM_SHARE : 1;
  if (frequency >= TABLE_SIZE) return logWeight(frequency, share);
  const weights = isBigram ? BIGRAM_WEIGHTS : UNIGRAM_WEIGHTS;
  if (weights[frequency] === 0) weights[frequency] = logWeight(frequency, share);
  return weights[frequency]!;
}

function logWeight(frequency: number, share: number): number {
  return frequency === 0 ? 0 : Math.round(WEIGHT_ONE * share * (1 + Math.log(frequency)));
}

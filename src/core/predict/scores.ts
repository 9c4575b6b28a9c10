/** Scores: one for each category, of which the highest wins. */

/** The category with the highest score; the first of equal ones. */
export function bestOf(scores: Float64Array): number {
  let best = 0;
  for (let c = 1; c < scores.length; c++) if (scores[c]! > scores[best]!) best = c;
  return best;
}

/** Ranking: scores by target → which targets are best. */

/** Returns the index of the highest score; the first of equal ones. */
export function argmax(scores: Float64Array): number {
  let best = 0;
  for (let i = 1; i < scores.length; i++) if (scores[i]! > scores[best]!) best = i;
  return best;
}

/** Returns all indexes, highest score first; equal ones in their own order. */
export function rank(scores: Float64Array): number[] {
  return Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
}

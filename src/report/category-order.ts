/** Category order: a confusion matrix → the categories that the heat map shows, with those often confused side by side. */

import { agnes } from "ml-hclust";

/** The heat map has room for this many categories. */
export const MAX_SHOWN = 30;

/**
 * Orders categories by hierarchical clustering. The similarity of two categories is the share of their documents that were
 * predicted as the other one, s = (m_ij + m_ji) / (n_i + n_j); their distance is 1 − s, and that of two clusters the mean
 * over their pairs (UPGMA). The leaves of the tree give the order; where two branches meet, they are turned so that their
 * nearest ends touch. If there are more than {@link MAX_SHOWN} categories, those with the most frequent mistakes are kept.
 *
 * @param matrix number of documents by [label][predicted].
 * @returns indexes into the matrix.
 */
export function confusionOrder(matrix: readonly (readonly number[])[]): readonly number[] {
  const documents = matrix.map((row) => row.reduce((sum, n) => sum + n, 0));
  const shown = shownCategories(matrix);
  const similarity = (i: number, j: number): number =>
    i === j ? 1 : (matrix[i]![j]! + matrix[j]![i]!) / Math.max(1, documents[i]! + documents[j]!);
  const distances = shown.map((i) => shown.map((j) => 1 - similarity(i, j)));
  const leaves = (cluster: ReturnType<typeof agnes>): number[] => {
    if (cluster.isLeaf) return [shown[cluster.index]!];
    const [one, other] = cluster.children.map(leaves) as [number[], number[]];
    // The smaller index first, so that equal trees give equal orders.
    const [left, right] = Math.min(...one) < Math.min(...other) ? [one, other] : [other, one];
    const ways = [left, left.toReversed()].flatMap((l) => [right, right.toReversed()].map((r) => [l, r] as const));
    const joint = ([l, r]: (typeof ways)[number]): number => similarity(l.at(-1)!, r[0]!);
    const best = ways.reduce((a, b) => (joint(b) > joint(a) ? b : a));
    return best.flat();
  };
  return leaves(agnes(distances, { method: "average", isDistanceMatrix: true }));
}

/** Up to {@link MAX_SHOWN} indexes, ascending: the categories of the most frequent mistakes, then the first of the others. */
function shownCategories(matrix: readonly (readonly number[])[]): number[] {
  const mistakes = matrix.flatMap((row, i) =>
    row.flatMap((documents, j) => (i === j || documents === 0 ? [] : [{ pair: [i, j], documents }])),
  );
  const confused = mistakes.sort((a, b) => b.documents - a.documents).flatMap(({ pair }) => pair);
  return [...new Set([...confused, ...matrix.keys()])].slice(0, MAX_SHOWN).sort((a, b) => a - b);
}

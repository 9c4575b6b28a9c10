/** Order: a confusion matrix → which categories are shown, and in what order, so that those taken for each other are neighbours. */

import { agnes } from "ml-hclust";

/** Most categories that a heat map has room for. */
export const MOST_SHOWN = 30;

/**
 * Orders categories by hierarchical clustering: two are the nearer, the larger the share of their documents that was taken
 * for the other one, s = (m_ij + m_ji) / (n_i + n_j); the distance is 1 − s, that of two groups the mean over their pairs
 * (UPGMA). The leaves of the tree are the order. Of two branches that meet, the one whose end is nearer to the other's end
 * is turned to it. If there are more than {@link MOST_SHOWN}, those of the most frequent mistakes are ordered.
 *
 * @param matrix documents by [true label][predicted].
 * @returns places in the matrix.
 */
export function orderOf(matrix: readonly (readonly number[])[]): readonly number[] {
  const documents = matrix.map((row) => row.reduce((sum, n) => sum + n, 0));
  const shown = shownOf(matrix);
  const near = (i: number, j: number): number =>
    i === j ? 1 : (matrix[i]![j]! + matrix[j]![i]!) / Math.max(1, documents[i]! + documents[j]!);
  const distances = shown.map((i) => shown.map((j) => 1 - near(i, j)));
  const leaves = (cluster: ReturnType<typeof agnes>): number[] => {
    if (cluster.isLeaf) return [shown[cluster.index]!];
    const [one, other] = cluster.children.map(leaves) as [number[], number[]];
    // The smaller first, so that equal trees give equal orders; then whichever way round joins the nearest ends.
    const [left, right] = Math.min(...one) < Math.min(...other) ? [one, other] : [other, one];
    const ways = [left, left.toReversed()].flatMap((l) => [right, right.toReversed()].map((r) => [l, r] as const));
    const joint = ([l, r]: (typeof ways)[number]): number => near(l.at(-1)!, r[0]!);
    const best = ways.reduce((a, b) => (joint(b) > joint(a) ? b : a));
    return best.flat();
  };
  return leaves(agnes(distances, { method: "average", isDistanceMatrix: true }));
}

/** Up to {@link MOST_SHOWN} places, ascending: both ends of the most frequent mistakes, then the first of the others. */
function shownOf(matrix: readonly (readonly number[])[]): number[] {
  const mistakes = matrix.flatMap((row, i) =>
    row.flatMap((documents, j) => (i === j || documents === 0 ? [] : [{ ends: [i, j], documents }])),
  );
  const ends = mistakes.sort((a, b) => b.documents - a.documents).flatMap((mistake) => mistake.ends);
  return [...new Set([...ends, ...matrix.keys()])].slice(0, MOST_SHOWN).sort((a, b) => a - b);
}

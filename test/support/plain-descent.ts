/** Dual coordinate descent in plain TypeScript: what the kernel computes, operation by operation. */

import type { DocumentMatrix } from "../../src/train/features/document-matrix.js";
import type { Fit, Hyperplane } from "../../src/train/fit/dual-coordinate-descent.js";

/** Passes, the one over all rows, the margin beyond which a row is left out, and the gradient that ends the fit. */
const [MAX_PASSES, FULL_PASS, MARGIN, TOLERANCE] = [12, 4, 0.3, 0.01];
const SEED = 2463534242;

/** Fits one class against the rest. @param size number of terms. */
export function plainPlane(matrix: DocumentMatrix, size: number, cost: number, fit: Fit): Hyperplane {
  const { starts, terms, values, categories, copies } = matrix;
  const signs = Array.from(categories, (category) => (category === fit.positive ? 1 : -1));
  const weights = new Float32Array(size);
  const alphas = new Float64Array(categories.length);
  let [featureWeight, bias, state] = [0, 0, SEED];
  let rows = hardRows(signs, fit.feature);
  for (let pass = 1; pass <= MAX_PASSES; pass++) {
    if (pass === FULL_PASS) rows = [...signs.keys()];
    else state = shuffle(rows, state);
    let largest = 0;
    rows = rows.filter((row) => {
      const [start, end, f] = [starts[row]!, starts[row + 1]!, fit.feature[row]!];
      const sums: [number, number] = [bias, featureWeight * f];
      let square = 1;
      for (let i = start; i < end; i++) {
        // The last one of an odd number is added to the first sum, as are those at even places.
        sums[(i - start) % 2]! += weights[terms[i]!]! * values[i]!;
        square += values[i]! ** 2;
      }
      const diagonal = 1 / (2 * cost * copies[row]!);
      const alpha = alphas[row]!;
      const gradient = signs[row]! * (sums[0] + sums[1]) - 1 + diagonal * alpha;
      const isOpen = alpha > 0 || gradient <= MARGIN;
      if (alpha === 0 && gradient >= 0) return isOpen;
      largest = Math.max(largest, Math.abs(gradient));
      const next = Math.max(0, alpha - gradient / (square + f * f + diagonal));
      const step = (next - alpha) * signs[row]!;
      if (step === 0) return isOpen;
      alphas[row] = next;
      for (let i = start; i < end; i++) weights[terms[i]!]! += step * values[i]!;
      featureWeight += step * f;
      bias += step;
      return isOpen;
    });
    if (pass > FULL_PASS && largest < TOLERANCE) break;
  }
  return { weights, featureWeight, bias };
}

/** The rows of the class, and at least as many others, a quarter of all in sum: those with the highest values of the feature. */
function hardRows(signs: readonly number[], feature: Float32Array): number[] {
  const others = feature.filter((_, row) => signs[row] === -1).sort();
  const own = signs.length - others.length;
  const wanted = Math.max(own, Math.ceil(signs.length / 4) - own);
  const least = others[Math.max(0, others.length - wanted)] ?? 0;
  return [...signs.keys()].filter((row) => signs[row] === 1 || feature[row]! >= least);
}

/** Shuffles (Fisher and Yates) by random numbers (xorshift of Marsaglia). @returns the state after that. */
function shuffle(items: number[], seed: number): number {
  let state = seed;
  for (let i = items.length - 1; i > 0; i--) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = (state >>> 0) % (i + 1);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return state;
}

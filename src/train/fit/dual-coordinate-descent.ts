/** Dual coordinate descent: rows and signs → the weights of a linear support vector machine. */

import type { DocumentMatrix } from "../features/document-matrix.js";

/** The weights of one class against the rest. */
export interface Hyperplane {
  /** [V] */
  readonly weights: Float64Array;
  /** Weight of the one more feature. */
  readonly featureWeight: number;
  readonly bias: number;
}

/** Passes over all rows, and over those that may still change. */
const FULL_PASSES = 2;
const MAX_PASSES = 12;
/** A row whose margin is larger than 1 by more than this is left out after the full passes. */
const MARGIN = 0.1;
/** When no gradient of a pass is larger, the fit has converged. */
const TOLERANCE = 0.01;

/**
 * Fits one class after another. For signs y of ±1, it minimises
 *
 *     ½ ‖(w, β, b)‖² + C · Σ_i copies_i · max(0, 1 − y_i (w·x_i + β f_i + b))²
 *
 * (Hsieh, Chang, Lin, Keerthi & Sundararajan, *A Dual Coordinate Descent Method for Large-scale Linear SVM*, ICML 2008, algorithm 1, L2
 * loss; the bias is a feature that is always 1.)
 *
 * @param cost C, above 0.
 */
export class DualCoordinateDescent {
  readonly #matrix: DocumentMatrix;
  readonly #columns: number;
  /** ‖x_i‖² + 1. */
  readonly #squares: Float64Array;
  /** 1 ⁄ (2 C_i), the diagonal that the squared loss adds. */
  readonly #diagonal: Float64Array;

  constructor(matrix: DocumentMatrix, columns: number, cost: number) {
    this.#matrix = matrix;
    this.#columns = columns;
    const rows = matrix.categories.length;
    this.#squares = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      let squares = 1;
      for (let i = matrix.starts[row]!; i < matrix.starts[row + 1]!; i++) squares += matrix.values[i]! ** 2;
      this.#squares[row] = squares;
    }
    this.#diagonal = matrix.copies.map((copies) => 1 / (2 * cost * copies));
  }

  /**
   * @param positive the category whose rows have the sign +1.
   * @param feature f_i, one more feature. [N]
   */
  fit(positive: number, feature: Float32Array): Hyperplane {
    const { starts, terms, values, categories } = this.#matrix;
    const squares = this.#squares;
    const diagonal = this.#diagonal;
    const weights = new Float64Array(this.#columns);
    const alphas = new Float64Array(categories.length);
    const active = Uint32Array.from(categories.keys());
    const random = new Xorshift();
    let size = active.length;
    let featureWeight = 0;
    let bias = 0;
    for (let pass = 1; pass <= MAX_PASSES; pass++) {
      // A new order for each pass: with the same one it takes many times as many passes (section 3.2 of the paper).
      random.shuffle(active, size);
      let largest = 0;
      let left = 0;
      for (let k = 0; k < size; k++) {
        const row = active[k]!;
        const sign = categories[row] === positive ? 1 : -1;
        const f = feature[row]!;
        const end = starts[row + 1]!;
        let score = bias + featureWeight * f;
        for (let i = starts[row]!; i < end; i++) score += weights[terms[i]!]! * values[i]!;
        const alpha = alphas[row]!;
        const gradient = sign * score - 1 + diagonal[row]! * alpha;
        if (pass < FULL_PASSES || alpha > 0 || gradient <= MARGIN) active[left++] = row;
        if (alpha === 0 && gradient >= 0) continue;
        largest = Math.max(largest, Math.abs(gradient));
        const next = Math.max(0, alpha - gradient / (squares[row]! + f * f + diagonal[row]!));
        const step = (next - alpha) * sign;
        if (step === 0) continue;
        alphas[row] = next;
        for (let i = starts[row]!; i < end; i++) weights[terms[i]!]! += step * values[i]!;
        featureWeight += step * f;
        bias += step;
      }
      size = left;
      if (largest < TOLERANCE) break;
    }
    return { weights, featureWeight, bias };
  }
}

const SEED = 2463534242;

/** Random numbers that are the same everywhere. (Marsaglia, *Xorshift RNGs*, Journal of Statistical Software, 2003.) */
class Xorshift {
  #state = SEED;

  /** Shuffles the first items: Fisher and Yates. */
  shuffle(items: Uint32Array, size: number): void {
    let state = this.#state;
    for (let i = size - 1; i > 0; i--) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const j = (state >>> 0) % (i + 1);
      const swapped = items[i]!;
      items[i] = items[j]!;
      items[j] = swapped;
    }
    this.#state = state;
  }
}

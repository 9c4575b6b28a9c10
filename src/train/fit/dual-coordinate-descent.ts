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

/** Passes over rows, and which of them goes over all. */
const MAX_PASSES = 12;
const FULL_PASS = 4;
/** A row whose margin is larger than 1 by more than this is left out of the passes behind. */
const MARGIN = 0.3;
/** When no gradient of a pass is larger, the fit has converged. */
const TOLERANCE = 0.01;
/** So many of the rows are hard. */
const HARD_SHARE = 1 / 4;

/**
 * Fits one class after another. For signs y of ±1, it minimises
 *
 *     ½ ‖(w, β, b)‖² + C · Σ_i copies_i · max(0, 1 − y_i (w·x_i + β f_i + b))²
 *
 * (Hsieh, Chang, Lin, Keerthi & Sundararajan, *A Dual Coordinate Descent Method for Large-scale Linear SVM*, ICML 2008, algorithm 1, L2
 * loss; the bias is a feature that is always 1.)
 *
 * Time goes into reading weights here and there in memory. So they are in single precision, and those of frequent terms lie together.
 *
 * @param cost C, above 0.
 */
export class DualCoordinateDescent {
  readonly #matrix: DocumentMatrix;
  /** Column of each item: the rank of its term by frequency. [Z] */
  readonly #columns: Uint32Array;
  /** Term of each column. [V] */
  readonly #termAt: Uint32Array;
  /** ‖x_i‖² + 1. */
  readonly #squares: Float64Array;
  /** 1 ⁄ (2 C_i), the diagonal that the squared loss adds. */
  readonly #diagonal: Float64Array;
  /** State of the fit at hand: w by column, β, b, and the dual variable of each row. */
  readonly #weights: Float32Array;
  readonly #alphas: Float64Array;
  #featureWeight = 0;
  #bias = 0;

  constructor(matrix: DocumentMatrix, terms: number, cost: number) {
    this.#matrix = matrix;
    const frequencies = new Uint32Array(terms);
    for (const term of matrix.terms) frequencies[term]!++;
    this.#termAt = byFrequency(frequencies);
    const ranks = new Uint32Array(terms);
    this.#termAt.forEach((term, rank) => {
      ranks[term] = rank;
    });
    this.#columns = matrix.terms.map((term) => ranks[term]!);
    const rows = matrix.categories.length;
    this.#squares = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      let squares = 1;
      for (let i = matrix.starts[row]!; i < matrix.starts[row + 1]!; i++) squares += matrix.values[i]! ** 2;
      this.#squares[row] = squares;
    }
    this.#diagonal = matrix.copies.map((copies) => 1 / (2 * cost * copies));
    this.#weights = new Float32Array(terms);
    this.#alphas = new Float64Array(rows);
  }

  /**
   * The first passes take the rows that the feature finds hard. When one goes over all rows, most of the others are right by a margin, need no
   * step, and are left out from then on.
   *
   * @param positive the category whose rows have the sign +1.
   * @param feature f_i, one more feature. [N]
   */
  fit(positive: number, feature: Float32Array): Hyperplane {
    this.#weights.fill(0);
    this.#alphas.fill(0);
    this.#featureWeight = 0;
    this.#bias = 0;
    const random = new Xorshift();
    let rows = this.#hardRows(positive, feature);
    let size = rows.length;
    for (let pass = 1; pass <= MAX_PASSES; pass++) {
      if (pass === FULL_PASS) {
        // In their own order, which is as good as random: rows that lie one after the other are read in half the time.
        rows = Uint32Array.from(this.#alphas.keys());
        size = rows.length;
      } else {
        // A new order for each pass: with the same one it takes many times as many passes (section 3.2 of the paper).
        random.shuffle(rows, size);
      }
      const { left, largest } = this.#pass(rows, size, positive, feature);
      if (pass > FULL_PASS && largest < TOLERANCE) break;
      size = left;
    }
    const weights = new Float64Array(this.#weights.length);
    for (let column = 0; column < weights.length; column++) weights[this.#termAt[column]!] = this.#weights[column]!;
    return { weights, featureWeight: this.#featureWeight, bias: this.#bias };
  }

  /** The rows of the class, and at least as many others: those with the highest values of the feature. */
  #hardRows(positive: number, feature: Float32Array): Uint32Array {
    const { categories } = this.#matrix;
    const others = feature.filter((_, row) => categories[row] !== positive).sort();
    const size = categories.length - others.length;
    const wanted = Math.max(size, Math.ceil(HARD_SHARE * categories.length) - size);
    const least = others[Math.max(0, others.length - wanted)] ?? 0;
    return Uint32Array.from(categories.keys()).filter((row) => categories[row] === positive || feature[row]! >= least);
  }

  /**
   * Takes a step for each of the first `size` rows, and moves those that may still change to the front.
   *
   * @returns how many were moved, and the largest gradient.
   */
  #pass(rows: Uint32Array, size: number, positive: number, feature: Float32Array) {
    const { starts, values, categories } = this.#matrix;
    const [columns, weights, alphas] = [this.#columns, this.#weights, this.#alphas];
    const [squares, diagonal] = [this.#squares, this.#diagonal];
    let featureWeight = this.#featureWeight;
    let bias = this.#bias;
    let largest = 0;
    let left = 0;
    for (let k = 0; k < size; k++) {
      const row = rows[k]!;
      const sign = categories[row] === positive ? 1 : -1;
      const f = feature[row]!;
      const end = starts[row + 1]!;
      let i = starts[row]!;
      // Two sums: neither addition waits for the one before.
      let [one, other] = [bias, featureWeight * f];
      for (; i + 1 < end; i += 2) {
        one += weights[columns[i]!]! * values[i]!;
        other += weights[columns[i + 1]!]! * values[i + 1]!;
      }
      if (i < end) one += weights[columns[i]!]! * values[i]!;
      const alpha = alphas[row]!;
      const gradient = sign * (one + other) - 1 + diagonal[row]! * alpha;
      if (alpha > 0 || gradient <= MARGIN) rows[left++] = row;
      if (alpha === 0 && gradient >= 0) continue;
      largest = Math.max(largest, Math.abs(gradient));
      const next = Math.max(0, alpha - gradient / (squares[row]! + f * f + diagonal[row]!));
      const step = (next - alpha) * sign;
      if (step === 0) continue;
      alphas[row] = next;
      for (i = starts[row]!; i < end; i++) weights[columns[i]!]! += step * values[i]!;
      featureWeight += step * f;
      bias += step;
    }
    this.#featureWeight = featureWeight;
    this.#bias = bias;
    return { left, largest };
  }
}

/** The indexes of frequencies, the highest first. */
function byFrequency(frequencies: Uint32Array): Uint32Array {
  // One number holds both: sorting these takes a fifth of the time that a comparison by a function takes.
  const keys = Float64Array.from(frequencies, (frequency, term) => term - frequency * 2 ** 32).sort();
  return Uint32Array.from(keys, (key) => key - Math.floor(key / 2 ** 32) * 2 ** 32);
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

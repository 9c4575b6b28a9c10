/** Dual coordinate descent: rows and signs → the weights of a linear support vector machine. */

import { type Kernels, THREADS } from "../../kernels/kernels.js";
import type { DocumentMatrix } from "../features/document-matrix.js";
import type { Columns } from "./columns.js";

/** The weights of one class against the rest. */
export interface Hyperplane {
  /** [V] */
  readonly weights: Float32Array;
  /** Weight of the one more feature. */
  readonly featureWeight: number;
  readonly bias: number;
}

/** What to fit: the rows of a category have the sign +1. */
export interface Fit {
  readonly positive: number;
  /** f_i, one more feature. [N] */
  readonly feature: Float32Array;
}

/** So many classes are fitted at a time. */
const FITS_AT_A_TIME = 20;

/**
 * Fits one class after another. For signs y of ±1, it minimises
 *
 *     ½ ‖(w, β, b)‖² + C · Σ_i copies_i · max(0, 1 − y_i (w·x_i + β f_i + b))²
 *
 * (Hsieh, Chang, Lin, Keerthi & Sundararajan, *A Dual Coordinate Descent Method for Large-scale Linear SVM*, ICML 2008, algorithm 1, L2
 * loss; the bias is a feature that is always 1.) The first passes take the rows that the feature finds hard. When one goes over all rows, most of
 * the others are right by a margin, need no step, and are left out from then on. Each pass has a new order, for with the same one it takes many
 * times as many passes (section 3.2 of the paper); but the one over all rows is in their own order, which is as good as random, as rows that
 * lie one after the other are read in half the time.
 *
 * Weights are in single precision, so that more of them are near.
 */
export class DualCoordinateDescent {
  readonly #kernels: Kernels;
  readonly #terms: number;
  /** What the kernel needs for every fit: the fields of its problem up to `columnOf`. */
  readonly #matrix: readonly number[];
  readonly #positives: Uint32Array;
  readonly #features: Uint32Array;
  /** Room of each thread, and the results. */
  readonly #room: number;
  readonly #planes: Float32Array;

  /** @param cost C, above 0. */
  constructor(kernels: Kernels, matrix: DocumentMatrix, columns: Columns, cost: number) {
    const { starts, values, categories, copies } = matrix;
    const rows = categories.length;
    const terms = columns.ofTerms.length;
    const squares = kernels.array(Float64Array, rows);
    const diagonal = kernels.array(Float64Array, rows);
    for (let row = 0; row < rows; row++) {
      let square = 1;
      for (let i = starts[row]!; i < starts[row + 1]!; i++) square += values[i]! ** 2;
      squares[row] = square;
      diagonal[row] = 1 / (2 * cost * copies[row]!);
    }
    const arrays = [starts, columns.ofItems, values, categories, squares, diagonal, columns.ofTerms];
    this.#kernels = kernels;
    this.#terms = terms;
    this.#matrix = [rows, terms, ...arrays.map((array) => kernels.at(array))];
    this.#positives = kernels.array(Uint32Array, FITS_AT_A_TIME);
    this.#features = kernels.array(Uint32Array, FITS_AT_A_TIME);
    this.#room = kernels.at(kernels.array(Float32Array, THREADS * (4 * rows + even(terms))));
    this.#planes = kernels.array(Float32Array, FITS_AT_A_TIME * (even(terms) + 4));
  }

  /**
   * Gives the hyperplanes of fits in their order, some at a time. The next ones overwrite them.
   *
   * @param instead the feature to fit again with where the weight of another comes out negative. [N]
   */
  *fit(fits: readonly Fit[], instead?: Float32Array): Generator<readonly Hyperplane[], void, undefined> {
    const kernels = this.#kernels;
    const asked = [this.#positives, this.#features].map((array) => kernels.at(array));
    const results = [instead ? kernels.at(instead) : 0, this.#room, kernels.at(this.#planes)];
    for (let start = 0; start < fits.length; start += FITS_AT_A_TIME) {
      const some = fits.slice(start, start + FITS_AT_A_TIME);
      some.forEach(({ positive, feature }, i) => {
        this.#positives[i] = positive;
        this.#features[i] = kernels.at(feature);
      });
      kernels.run("fitPlane", [...this.#matrix, ...asked, ...results], some.length);
      yield some.map((_, i) => this.#planeAt(i * (even(this.#terms) + 4)));
    }
  }

  /** Takes the hyperplane that begins there. */
  #planeAt(start: number): Hyperplane {
    const rest = start + even(this.#terms);
    const [featureWeight, bias] = new Float64Array(this.#planes.slice(rest, rest + 4).buffer);
    return { weights: this.#planes.subarray(start, start + this.#terms), featureWeight: featureWeight!, bias: bias! };
  }
}

/** The next even number: so many numbers of 4 bytes end where one of 8 may begin. */
const even = (n: number): number => n + (n & 1);

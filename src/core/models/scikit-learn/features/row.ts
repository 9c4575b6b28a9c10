/** The row: the features of one text, as a row of scikit-learn's sparse matrix, and the arithmetic on it. */

import type { Norm, Operation } from "../settings.js";

/** Features of a text and their values. The order of the entries is that in which they are added up. */
export class Row {
  features: Uint32Array = new Uint32Array(1 << 8);
  values: Float64Array = new Float64Array(1 << 8);
  size = 0;
  /** Whether every value, and every later result, is rounded to single precision. */
  isSingle = false;

  clear(): void {
    this.size = 0;
    this.isSingle = false;
  }

  /** Makes room for so many entries more. */
  reserve(entries: number): void {
    const needed = this.size + entries;
    if (needed <= this.features.length) return;
    const features = new Uint32Array(2 * needed);
    const values = new Float64Array(2 * needed);
    features.set(this.features);
    values.set(this.values);
    this.features = features;
    this.values = values;
  }

  /**
   * Does one step of arithmetic on the entries from `start` on.
   *
   * @param factors of the operation `factors`, by feature minus `firstFeature`.
   */
  apply(operation: Operation, start: number, factors: Float64Array, firstFeature: number): void {
    const { features, values, size } = this;
    switch (operation.name) {
      case "absolute":
        for (let i = start; i < size; i++) values[i] = Math.abs(values[i]!);
        return;
      case "logarithm":
        // Counts are above 0; what is not, in a file that lies, gives a number all the same. Rounded twice, where values are of single precision: numpy does it in two steps.
        for (let i = start; i < size; i++) values[i] = this.#rounded(Math.log(Math.max(values[i]!, Number.MIN_VALUE)));
        for (let i = start; i < size; i++) values[i] = this.#rounded(values[i]! + 1);
        return;
      case "factors":
        for (let i = start; i < size; i++) {
          values[i] = this.#rounded(values[i]! * factors[features[i]! - firstFeature]!);
        }
        return;
      case "norm":
        this.#normalise(operation.norm, start);
        return;
      case "multiply":
        for (let i = start; i < size; i++) values[i] = this.#rounded(values[i]! * this.#rounded(operation.by));
        return;
      case "clip":
        for (let i = start; i < size; i++) values[i] = Math.min(Math.max(values[i]!, -1), 1);
        return;
      case "binarize":
        this.#binarize(operation.above, start);
        return;
      case "reverse":
        features.subarray(start, size).reverse();
        values.subarray(start, size).reverse();
        return;
      case "ascending":
        this.#sort(start);
        return;
      case "float32":
        this.isSingle = true;
        for (let i = start; i < size; i++) values[i] = Math.fround(values[i]!);
        return;
      case "float64":
        this.isSingle = false;
        return;
    }
  }

  #rounded(value: number): number {
    return this.isSingle ? Math.fround(value) : value;
  }

  /** The sum is of double precision always. A row of zeros stays as it is. */
  #normalise(norm: Norm, start: number): void {
    const { values, size } = this;
    let length = 0;
    for (let i = start; i < size; i++) {
      const value = values[i]!;
      if (norm === "l2") length += this.#rounded(value * value);
      else if (norm === "l1") length += Math.abs(value);
      else length = Math.max(length, norm === "max" ? Math.abs(value) : value);
    }
    if (norm === "l2") length = Math.sqrt(length);
    if (length === 0) return;
    for (let i = start; i < size; i++) values[i] = this.#rounded(values[i]! / length);
  }

  #binarize(above: number, start: number): void {
    const { features, values, size } = this;
    let kept = start;
    for (let i = start; i < size; i++) {
      if (!(values[i]! > above)) continue;
      features[kept] = features[i]!;
      values[kept++] = 1;
    }
    this.size = kept;
  }

  #sort(start: number): void {
    const { features, values, size } = this;
    const order = Array.from({ length: size - start }, (_, i) => start + i);
    order.sort((a, b) => features[a]! - features[b]!);
    const [sortedFeatures, sortedValues] = [order.map((i) => features[i]!), order.map((i) => values[i]!)];
    features.set(sortedFeatures, start);
    values.set(sortedValues, start);
  }
}

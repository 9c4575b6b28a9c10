/** Calibration: confidences and whether each answer was right → how far the one is from the other. */

/** Most bins; fewer documents make one bin each. */
const MOST_BINS = 15;

/** Documents of neighbouring confidence. */
export interface Bin {
  /** Number of documents in it. */
  readonly documents: number;
  /** Mean probability of their predicted categories. */
  readonly confidence: number;
  /** Share of them that was right. */
  readonly accuracy: number;
}

/**
 * Sorts answers into bins of equal mass (Nguyen & O'Connor, "Posterior calibration and exploratory analysis for natural
 * language processing models", EMNLP 2015, section 3): with N documents and B = min(15, N) bins, bin b from 0 ends after
 * the ⌊(b+1)·N/B⌋-th document by confidence, so that sizes differ by one at the most.
 *
 * Documents of the same confidence count as right by as much as all of them together were, so that a boundary between
 * them does not depend on their order.
 *
 * @param confidences ascending. [n]
 * @param isRight 1 or 0. [n]
 * @param weights how often each document counts, a whole number. [n]
 * @param total sum of the weights, N, at least 1.
 * @returns the bins, lowest confidence first.
 */
export function binsOf(
  confidences: Float64Array,
  isRight: Uint8Array,
  weights: Uint16Array,
  total: number,
): readonly Bin[] {
  const count = Math.min(MOST_BINS, total);
  const bins: Bin[] = [];
  let placed = 0;
  let end = Math.floor(total / count);
  let documents = 0;
  let confidence = 0;
  let right = 0;
  for (let i = 0; i < confidences.length; ) {
    const same = confidences[i]!;
    let left = 0;
    let rightOfSame = 0;
    do {
      left += weights[i]!;
      rightOfSame += weights[i]! * isRight[i]!;
      i++;
    } while (i < confidences.length && confidences[i] === same);
    if (placed + left < end) {
      placed += left;
      documents += left;
      confidence += left * same;
      right += rightOfSame;
      continue;
    }
    const share = rightOfSame / left;
    while (placed + left >= end) {
      const taken = end - placed;
      documents += taken;
      bins.push({
        documents,
        confidence: (confidence + taken * same) / documents,
        accuracy: (right + taken * share) / documents,
      });
      left -= taken;
      documents = confidence = right = 0;
      placed = end;
      end = Math.floor(((bins.length + 1) * total) / count);
    }
    placed += left;
    documents = left;
    confidence = left * same;
    right = left * share;
  }
  return bins;
}

/**
 * Expected calibration error: Σ_b n_b/N · |accuracy_b − confidence_b| (Guo, Pleiss, Sun & Weinberger, "On calibration of
 * modern neural networks", ICML 2017, equation 3, there with bins of equal width).
 *
 * @returns 0 to 1.
 */
export function calibrationError(bins: readonly Bin[]): number {
  let [error, total] = [0, 0];
  for (const { documents, confidence, accuracy } of bins) {
    error += documents * Math.abs(accuracy - confidence);
    total += documents;
  }
  return error / total;
}

/** What is answered if a confidence is asked for. */
export interface Coverage {
  /** Least confidence with which an answer is given. */
  readonly threshold: number;
  /** Share of the documents that are answered. */
  readonly coverage: number;
  /** Share of the answers that are right. */
  readonly accuracy: number;
}

/** Steps in which coverage is told. */
const STEPS = 20;

/**
 * Accuracy against coverage as the threshold rises: for each twentieth of the documents the threshold at which at least so
 * many are answered. Documents of the same confidence are answered together, so there may be fewer steps.
 *
 * @param confidences ascending. [n]
 * @param isRight 1 or 0. [n]
 * @returns all documents first.
 */
export function coverageOf(confidences: Float64Array, isRight: Uint8Array): readonly Coverage[] {
  const n = confidences.length;
  const steps: Coverage[] = [];
  let [answered, right] = [0, 0];
  for (let step = 1; step <= STEPS; step++) {
    const least = Math.ceil((step * n) / STEPS);
    if (least <= answered) continue;
    const threshold = confidences[n - least]!;
    while (answered < n && confidences[n - 1 - answered]! >= threshold) right += isRight[n - 1 - answered++]!;
    steps.unshift({ threshold, coverage: answered / n, accuracy: right / answered });
  }
  return steps;
}

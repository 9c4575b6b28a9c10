/** Reliability: confidences and whether each prediction is correct → calibration bins and error, and accuracy by coverage. */

/** With fewer documents, each is a bin of its own. */
const MAX_BINS = 15;

/** Documents of neighbouring confidence. */
export interface Bin {
  /** Number of documents in it. */
  readonly documents: number;
  /** Mean probability of their predicted categories. */
  readonly confidence: number;
  /** Share of them that are predicted correctly. */
  readonly accuracy: number;
}

/**
 * Sorts predictions into bins of equal mass (Nguyen & O'Connor, "Posterior calibration and exploratory analysis for natural
 * language processing models", EMNLP 2015, section 3). With N documents and B = min(15, N) bins, bin b (from 0) ends after
 * the ⌊(b+1)·N/B⌋-th document by confidence, so that sizes differ by at most one.
 *
 * Documents with equal confidence each count as correct by their common accuracy, so that a bin boundary between them
 * does not depend on their order.
 *
 * @param confidences ascending. [n]
 * @param correct 1 or 0. [n]
 * @param weights how often each document counts, a whole number. [n]
 * @param total sum of the weights, N, at least 1.
 * @returns the bins, lowest confidence first.
 */
export function reliabilityBins(
  confidences: Float64Array,
  correct: Uint8Array,
  weights: Uint16Array,
  total: number,
): readonly Bin[] {
  const count = Math.min(MAX_BINS, total);
  const bins: Bin[] = [];
  // Documents in finished bins and in the open one, and where the open one ends.
  let placed = 0;
  let end = Math.floor(total / count);
  // Sums over the open bin.
  let documents = 0;
  let confidence = 0;
  let correctDocuments = 0;
  for (let i = 0; i < confidences.length; ) {
    const equal = confidences[i]!;
    let remaining = 0;
    let correctOfEqual = 0;
    do {
      remaining += weights[i]!;
      correctOfEqual += weights[i]! * correct[i]!;
      i++;
    } while (i < confidences.length && confidences[i] === equal);
    if (placed + remaining < end) {
      placed += remaining;
      documents += remaining;
      confidence += remaining * equal;
      correctDocuments += correctOfEqual;
      continue;
    }
    const accuracy = correctOfEqual / remaining;
    while (placed + remaining >= end) {
      const taken = end - placed;
      documents += taken;
      bins.push({
        documents,
        confidence: (confidence + taken * equal) / documents,
        accuracy: (correctDocuments + taken * accuracy) / documents,
      });
      remaining -= taken;
      documents = confidence = correctDocuments = 0;
      placed = end;
      end = Math.floor(((bins.length + 1) * total) / count);
    }
    placed += remaining;
    documents = remaining;
    confidence = remaining * equal;
    correctDocuments = remaining * accuracy;
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

/** What is gained by answering only above a confidence threshold. */
export interface Coverage {
  /** Lowest confidence that is answered. */
  readonly threshold: number;
  /** Share of the documents that are answered. */
  readonly coverage: number;
  /** Share of the answers that are correct. */
  readonly accuracy: number;
}

/** Coverage falls in steps of a twentieth of the documents. */
const STEPS = 20;

/**
 * Computes accuracy against coverage as the threshold rises: for each twentieth of the documents, the highest threshold at
 * which at least this share is answered. Documents with equal confidence are answered together, so there may be fewer steps.
 *
 * @param confidences ascending. [n]
 * @param correct 1 or 0. [n]
 * @returns all documents first.
 */
export function coverageOf(confidences: Float64Array, correct: Uint8Array): readonly Coverage[] {
  const n = confidences.length;
  const steps: Coverage[] = [];
  let [answered, correctAnswers] = [0, 0];
  for (let step = 1; step <= STEPS; step++) {
    const min = Math.ceil((step * n) / STEPS);
    if (min <= answered) continue;
    const threshold = confidences[n - min]!;
    while (answered < n && confidences[n - 1 - answered]! >= threshold) correctAnswers += correct[n - 1 - answered++]!;
    steps.unshift({ threshold, coverage: answered / n, accuracy: correctAnswers / answered });
  }
  return steps;
}

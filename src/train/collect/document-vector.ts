/** The document vector: a document's terms → their weights, normalised to the document's length. */

import { termWeight, WEIGHT_ONE } from "../../core/text/term-weight.js";
import { NO_WORD, type TermSink } from "../../core/text/terms.js";
import { doubled } from "../tables/growing.js";
import { PairTable } from "../tables/pair-table.js";

/** Counts the terms of one document at a time, and gives out each term's share of the document. */
export class DocumentVector implements TermSink {
  readonly #terms = new PairTable();
  #frequency: Uint32Array = new Uint32Array(1 << 10);
  #weights: Float64Array = new Float64Array(1 << 10);

  /** Distinct terms of the document so far. */
  get size(): number {
    return this.#terms.size;
  }

  unigram(word: number, times: number): void {
    this.#count(word, NO_WORD, times);
  }

  bigram(first: number, second: number, times: number): void {
    this.#count(first, second, times);
  }

  /**
   * Gives out the document's terms, each once, and clears the vector for the next document.
   *
   * The contribution of term t is round(2^16 · w_t / ‖w‖₂) with w_t its {@link termWeight}: an integer from 1 to 2^16.
   * Because it is rounded once, here, sums of contributions are exact in any order.
   */
  drain(take: (first: number, second: number, contribution: number) => void): void {
    const { a: first, b: second, size } = this.#terms;
    if (size > this.#weights.length) this.#weights = new Float64Array(2 * size);
    const weights = this.#weights;
    const frequency = this.#frequency;
    let squares = 0;
    for (let i = 0; i < size; i++) {
      const weight = termWeight(frequency[i]!, second[i] !== NO_WORD);
      weights[i] = weight;
      squares += weight * weight;
    }
    const scale = WEIGHT_ONE / Math.sqrt(squares);
    for (let i = 0; i < size; i++) take(first[i]!, second[i]!, Math.max(1, Math.round(weights[i]! * scale)));
    this.#terms.clear();
  }

  #count(first: number, second: number, times: number): void {
    const known = this.#terms.size;
    const term = this.#terms.intern(first, second);
    if (term < known) {
      this.#frequency[term]! += times;
      return;
    }
    if (term >= this.#frequency.length) this.#frequency = doubled(this.#frequency);
    this.#frequency[term] = times;
  }
}

/** The sample while a corpus is read: the vectors of those documents that may be in it. */

import { type DocumentSet, fingerprintAt } from "./document-set.js";
import type { Fingerprint } from "./fingerprint.js";
import { isSampled, MAX_SAMPLED_TERMS, type Sample, SampleBuilder, sampleBits, sampleSize } from "./sample.js";

/** A vector in the order of arrival, with word numbers. */
interface Candidate {
  readonly fingerprint: Fingerprint;
  readonly terms: Term[];
}

interface Term {
  readonly first: number;
  /** 1 + second word; 0 for a unigram. */
  readonly second: number;
  readonly contribution: number;
}

/** Takes the vector of one document. */
interface VectorSink {
  /** @param second second word; `NO_WORD` for a unigram. */
  push(first: number, second: number, contribution: number): void;
}

/** Collects vectors; those that leave the sample as documents come in are forgotten. */
export class ArrivingSample {
  /** By fingerprint. */
  #candidates = new Map<string, Candidate>();
  #documents = 0;
  #bits = 0;

  /**
   * Takes one more document.
   *
   * @param terms number of its distinct terms.
   * @returns what takes its vector; undefined if that is not needed.
   */
  open(fingerprint: Fingerprint, terms: number): VectorSink | undefined {
    this.#documents++;
    const bits = sampleBits(this.#documents);
    if (bits > this.#bits) {
      this.#bits = bits;
      this.#candidates = new Map([...this.#candidates].filter(([, one]) => isSampled(one.fingerprint.high, bits)));
    }
    const key = keyOf(fingerprint);
    if (!isSampled(fingerprint.high, bits) || terms > MAX_SAMPLED_TERMS || this.#candidates.has(key)) return undefined;
    const candidate: Candidate = { fingerprint, terms: [] };
    this.#candidates.set(key, candidate);
    return {
      // NO_WORD + 1 wraps around to 0.
      push: (first, second, contribution) => candidate.terms.push({ first, second: (second + 1) >>> 0, contribution }),
    };
  }

  /**
   * The sample of a document set.
   *
   * @param places for each word number its place among the sorted words.
   */
  sorted(set: DocumentSet, places: Int32Array): Sample {
    const builder = new SampleBuilder();
    const size = sampleSize(set, this.#bits);
    for (let at = 0; at < size; at++) {
      const candidate = this.#candidates.get(keyOf(fingerprintAt(set, at)));
      const terms = (candidate?.terms ?? []).map(({ first, second, contribution }) => ({
        first: places[first]!,
        second: second === 0 ? 0 : 1 + places[second - 1]!,
        contribution,
      }));
      terms.sort((a, b) => a.first - b.first || a.second - b.second);
      for (const { first, second, contribution } of terms) builder.push(first, second, contribution);
      builder.endDocument();
    }
    return builder.finish(this.#bits);
  }
}

const keyOf = ({ high, low }: Fingerprint): string => `${high} ${low}`;

/** The sample while a corpus is read: the vectors of those documents that may be in it. */

import { type DocumentSet, fingerprintAt } from "../documents/document-set.js";
import type { Fingerprint } from "../documents/fingerprint.js";
import {
  isSampled,
  MAX_SAMPLED_TERMS,
  type Sample,
  SampleBuilder,
  sampleBits,
  sampleSize,
} from "../documents/sample.js";

/** Numbers of a term: its first word, 1 + its second word or 0, its contribution. */
const NUMBERS = 3;

/** A document's vector in the order of arrival, with word numbers. */
class Vector {
  readonly fingerprint: Fingerprint;
  /** As numbers in a row, for as objects those of a thousand documents would keep the garbage collector busy. */
  readonly #terms: Uint32Array;
  /** Terms so far. */
  size = 0;

  constructor(fingerprint: Fingerprint, terms: number) {
    this.fingerprint = fingerprint;
    this.#terms = new Uint32Array(terms * NUMBERS);
  }

  /** @param second second word; `NO_WORD` for a unigram. */
  push(first: number, second: number, contribution: number): void {
    // In 32 bits NO_WORD + 1 is 0.
    const at = this.size++ * NUMBERS;
    this.#terms[at] = first;
    this.#terms[at + 1] = second + 1;
    this.#terms[at + 2] = contribution;
  }

  /** Hands its terms to the builder's document at hand, in the order of the places of their words. */
  giveTo(builder: SampleBuilder, places: Int32Array): void {
    const terms = this.#terms;
    const order = Array.from({ length: this.size }, (_, i) => i);
    const first = order.map((i) => places[terms[i * NUMBERS]!]!);
    const second = order.map((i) => {
      const word = terms[i * NUMBERS + 1]!;
      return word === 0 ? 0 : 1 + places[word - 1]!;
    });
    order.sort((a, b) => first[a]! - first[b]! || second[a]! - second[b]!);
    for (const i of order) builder.push(first[i]!, second[i]!, terms[i * NUMBERS + 2]!);
  }
}

/** Collects vectors; those that leave the sample as documents come in are forgotten. */
export class ArrivingSample {
  /** By fingerprint. */
  #candidates = new Map<string, Vector>();
  #documents = 0;
  #bits = 0;

  /**
   * Takes one more document.
   *
   * @param terms number of its distinct terms.
   * @returns what takes its vector; undefined if that is not needed.
   */
  open(fingerprint: Fingerprint, terms: number): Vector | undefined {
    this.#documents++;
    const bits = sampleBits(this.#documents);
    if (bits > this.#bits) {
      this.#bits = bits;
      this.#candidates = new Map([...this.#candidates].filter(([, one]) => isSampled(one.fingerprint.high, bits)));
    }
    const key = keyOf(fingerprint);
    if (!isSampled(fingerprint.high, bits) || terms > MAX_SAMPLED_TERMS || this.#candidates.has(key)) return undefined;
    const vector = new Vector(fingerprint, terms);
    this.#candidates.set(key, vector);
    return vector;
  }

  /**
   * The sample of a document set.
   *
   * @param places for each word number its place among the sorted words.
   */
  sorted(set: DocumentSet, places: Int32Array): Sample {
    const vectors = Array.from({ length: sampleSize(set, this.#bits) }, (_, at) =>
      this.#candidates.get(keyOf(fingerprintAt(set, at))),
    );
    const builder = new SampleBuilder(vectors.reduce((sum, vector) => sum + (vector?.size ?? 0), 0));
    for (const vector of vectors) {
      vector?.giveTo(builder, places);
      builder.endDocument();
    }
    return builder.finish(this.#bits);
  }
}

const keyOf = ({ high, low }: Fingerprint): string => `${high} ${low}`;

/** Collecting the sample while a corpus is read: the vectors of the documents that may be in it. */

import { sum } from "../../core/sum.js";
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

/** A document's vector, its terms in the order in which they came. */
class Vector {
  readonly fingerprint: Fingerprint;
  /** Numbers in one array: a thousand documents of objects would keep the garbage collector busy. */
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

  /** Adds its terms to the builder's current document, in the order of their words' indexes. */
  addTo(builder: SampleBuilder, indexes: Int32Array): void {
    const terms = this.#terms;
    const order = Array.from({ length: this.size }, (_, i) => i);
    const first = order.map((i) => indexes[terms[i * NUMBERS]!]!);
    const second = order.map((i) => {
      const word = terms[i * NUMBERS + 1]!;
      return word === 0 ? 0 : 1 + indexes[word - 1]!;
    });
    order.sort((a, b) => first[a]! - first[b]! || second[a]! - second[b]!);
    for (const i of order) builder.push(first[i]!, second[i]!, terms[i * NUMBERS + 2]!);
  }
}

/** Collects vectors. As documents come in the sample asks for more zero bits, and vectors without them are dropped. */
export class SampleCollector {
  /** By fingerprint. */
  #candidates = new Map<string, Vector>();
  #documents = 0;
  #bits = 0;

  /**
   * Takes the next document.
   *
   * @param terms number of its distinct terms.
   * @returns what takes its vector; undefined if the vector is not needed.
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
   * Returns the sample of a document set.
   *
   * @param indexes index of each word number among the sorted words.
   */
  sorted(set: DocumentSet, indexes: Int32Array): Sample {
    const vectors = Array.from({ length: sampleSize(set, this.#bits) }, (_, index) =>
      this.#candidates.get(keyOf(fingerprintAt(set, index))),
    );
    const builder = new SampleBuilder(sum(vectors.map((vector) => vector?.size ?? 0)));
    for (const vector of vectors) {
      vector?.addTo(builder, indexes);
      builder.endDocument();
    }
    return builder.finish(this.#bits);
  }
}

const keyOf = ({ high, low }: Fingerprint): string => `${high} ${low}`;

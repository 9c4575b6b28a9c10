/** The sample: the vectors of some documents, kept with the counts for leave-one-out predictions. */

import { MAX_DOCUMENTS } from "../../core/container/labels.js";
import type { Source } from "../../core/container/source.js";
import { WEIGHT_ONE } from "../../core/text/term-weight.js";
import { ByteReader, ByteWriter } from "../counts/varint.js";
import { type DocumentSet, lowerBound } from "./document-set.js";

/**
 * The sample has the documents whose fingerprints begin with a number of zero bits, which grows with the number of
 * documents. So it is the same in any order of training and merging, and a document that is taken out again leaves no
 * trace as long as the number of bits is the same with and without it. (The k smallest fingerprints would also be the same
 * in any order, but each new document would push out another's vector, and nothing could bring that back.)
 *
 * As the fingerprints of a set ascend, the sample is its first S entries. A document of more than
 * {@link MAX_SAMPLED_TERMS} terms is there without any.
 */
export interface Sample {
  /** Zero bits that the fingerprints begin with. */
  readonly bits: number;
  /** The terms of entry i are those from `starts[i]` to `starts[i + 1]`, ascending as in `TermRows`. [S + 1] */
  readonly starts: Uint32Array;
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  /** Contribution of the document to each term: an integer from 1 to 2^16. */
  readonly contributions: Uint32Array;
}

/** Up to this number of documents, all are in the sample. Of more, a quarter of this number to all of it can be expected. */
const SAMPLED_DOCUMENTS = 1024;
/** Most terms of a document in the sample: a longer one would take more room than it is worth. */
export const MAX_SAMPLED_TERMS = 4096;

/** The zero bits for a number of documents: none up to 1,024, and two more each time the number grows fourfold. */
export function sampleBits(documents: number): number {
  let bits = 0;
  while (documents > SAMPLED_DOCUMENTS * 2 ** bits) bits += 2;
  return bits;
}

/** The zero bits for the largest number of documents. */
export const MAX_SAMPLE_BITS: number = sampleBits(MAX_DOCUMENTS);

/** Whether a fingerprint with these first 32 bits begins with `bits` zero bits, at most {@link MAX_SAMPLE_BITS}. */
export function isSampled(high: number, bits: number): boolean {
  return bits === 0 || high >>> (32 - bits) === 0;
}

/** How many entries of a set are in the sample. */
export function sampleSize(set: DocumentSet, bits: number): number {
  return bits === 0 ? set.high.length : lowerBound(set, { high: 2 ** (32 - bits), low: 0 });
}

/** Collects the vectors of a sample, document by document. */
export class SampleBuilder {
  readonly #starts: number[] = [0];
  readonly #first: Uint32Array;
  readonly #second: Uint32Array;
  readonly #contributions: Uint32Array;
  #size = 0;

  /** @param limit maximum number of terms of all documents. */
  constructor(limit: number) {
    this.#first = new Uint32Array(limit);
    this.#second = new Uint32Array(limit);
    this.#contributions = new Uint32Array(limit);
  }

  /** Adds a term of the current document; terms ascend. */
  push(first: number, second: number, contribution: number): void {
    const index = this.#size++;
    this.#first[index] = first;
    this.#second[index] = second;
    this.#contributions[index] = contribution;
  }

  /** Adds a document of another sample; `wordIndexes` are those of its words here. */
  copy(from: Sample, document: number, wordIndexes: ArrayLike<number>): void {
    for (let i = from.starts[document]!; i < from.starts[document + 1]!; i++) {
      const second = from.second[i]!;
      this.push(wordIndexes[from.first[i]!]!, second === 0 ? 0 : 1 + wordIndexes[second - 1]!, from.contributions[i]!);
    }
    this.endDocument();
  }

  endDocument(): void {
    this.#starts.push(this.#size);
  }

  finish(bits: number): Sample {
    return {
      bits,
      starts: Uint32Array.from(this.#starts),
      first: this.#first.subarray(0, this.#size),
      second: this.#second.subarray(0, this.#size),
      contributions: this.#contributions.subarray(0, this.#size),
    };
  }
}

/** Fewest bytes of a term: three numbers. */
const MIN_TERM_BYTES = 3;

/** Writes for each document its number of terms, and for each term the differences to the one before, and its contribution. */
export function encodeSample({ starts, first, second, contributions }: Sample): Uint8Array {
  const writer = new ByteWriter();
  for (let document = 0; document + 1 < starts.length; document++) {
    const end = starts[document + 1]!;
    writer.varint(end - starts[document]!);
    let before = { first: 0, second: 0 };
    for (let i = starts[document]!; i < end; i++) {
      writer.varint(first[i]! - before.first);
      writer.varint(second[i]! - (first[i] === before.first ? before.second : 0));
      writer.varint(contributions[i]!);
      before = { first: first[i]!, second: second[i]! };
    }
  }
  return writer.written();
}

/**
 * Reads what {@link encodeSample} wrote, and checks each number against what it may be.
 *
 * @param size expected number of documents.
 * @param words number of words that terms are made of.
 * @param kept how many of the documents to return, from the first; the others are only checked. Default: all.
 */
export function decodeSample(section: Source, bits: number, size: number, words: number, kept: number = size): Sample {
  const reader = new ByteReader(section, "sample");
  const builder = new SampleBuilder(Math.min(Math.floor(section.length / MIN_TERM_BYTES), kept * MAX_SAMPLED_TERMS));
  for (let document = 0; document < size; document++) {
    const terms = reader.varint();
    if (terms > MAX_SAMPLED_TERMS) throw reader.fault("out-of-range", `a document of ${terms} terms`);
    let [first, second] = [0, 0];
    for (let i = 0; i < terms; i++) {
      const step = reader.varint();
      const secondStep = reader.varint();
      if (i > 0 && step === 0 && secondStep === 0) throw reader.fault("order", "a document repeats a term");
      first += step;
      second = (step === 0 ? second : 0) + secondStep;
      if (first >= words || second > words) throw reader.fault("out-of-range", "a term of a word that is not listed");
      const contribution = reader.varint();
      if (contribution < 1 || contribution > WEIGHT_ONE) {
        throw reader.fault("out-of-range", `a contribution of ${contribution}; expected 1 to ${WEIGHT_ONE}`);
      }
      if (document < kept) builder.push(first, second, contribution);
    }
    if (document < kept) builder.endDocument();
  }
  if (!reader.done) throw reader.fault("section-size", `more than the expected ${size} documents`);
  return builder.finish(bits);
}

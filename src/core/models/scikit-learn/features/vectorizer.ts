/** The vectorizer: a text → how often it has each feature, in ascending order of the features. */

import type { VectorizerSettings } from "../settings.js";
import { Analyzer } from "../text/analyzer.js";
import { featureOf, murmurHash } from "./murmur-hash.js";
import type { Row } from "./row.js";
import type { TermTable } from "./term-table.js";

/** `CountVectorizer` and `HashingVectorizer`, before any norm. */
export class Vectorizer {
  readonly #settings: VectorizerSettings;
  readonly #analyzer: Analyzer;
  /** Of a vocabulary; undefined for hashing. */
  readonly #terms: TermTable | undefined;
  readonly #firstFeature: number;
  /**
   * How often each feature was seen in the current text, c, as 2 · c + 1: the signs of hashing may add up to 0, and a feature that was not
   * seen has 0. All are 0 between texts. [features]
   */
  readonly #counts: Int32Array;
  /** The features of the text, each once. */
  #found = new Uint32Array(1 << 8);
  /** The term of each n-gram of the text, or −1. */
  #numbers = new Int32Array(1 << 8);

  /** @param firstFeature the number of the vectorizer's first feature in the model. */
  constructor(
    settings: VectorizerSettings,
    terms: TermTable | undefined,
    stopWords: TermTable | undefined,
    firstFeature: number,
  ) {
    this.#settings = settings;
    this.#terms = terms;
    this.#firstFeature = firstFeature;
    this.#analyzer = new Analyzer(
      settings,
      stopWords && ((bytes, start, end) => stopWords.find(bytes, start, end) >= 0),
    );
    this.#counts = new Int32Array(settings.features);
  }

  get memory(): number {
    return this.#counts.byteLength;
  }

  /** Adds the features of a text to a row. */
  addTo(row: Row, text: string): void {
    const size = this.#terms ? this.#countTerms(text, this.#terms) : this.#countHashes(text);
    const found = this.#found.subarray(0, size).sort();
    row.reserve(size);
    const { features, values } = row;
    const counts = this.#counts;
    const { isBinary } = this.#settings;
    const first = this.#firstFeature;
    let at = row.size;
    for (let i = 0; i < size; i++) {
      const feature = found[i]!;
      features[at] = first + feature;
      values[at++] = isBinary ? 1 : (counts[feature]! - 1) / 2;
      counts[feature] = 0;
    }
    row.size = at;
  }

  #countTerms(text: string, terms: TermTable): number {
    const grams = this.#analyze(text);
    const { bytes, starts, ends } = this.#analyzer;
    if (grams > this.#numbers.length) this.#numbers = new Int32Array(2 * grams);
    const [counts, found, all] = [this.#counts, this.#found, this.#numbers];
    terms.findAll(bytes, starts, ends, grams, all);
    let size = 0;
    for (let gram = 0; gram < grams; gram++) {
      const term = all[gram]!;
      if (term < 0) continue;
      if (counts[term] === 0) {
        found[size++] = term;
        counts[term] = 1;
      }
      counts[term]! += 2;
    }
    return size;
  }

  #countHashes(text: string): number {
    const grams = this.#analyze(text);
    const { bytes, starts, ends } = this.#analyzer;
    const { features, hasSigns } = this.#settings;
    const [counts, found] = [this.#counts, this.#found];
    let size = 0;
    for (let gram = 0; gram < grams; gram++) {
      const hash = murmurHash(bytes, starts[gram]!, ends[gram]!);
      const feature = featureOf(hash, features);
      if (counts[feature] === 0) {
        found[size++] = feature;
        counts[feature] = 1;
      }
      counts[feature]! += hasSigns && hash < 0 ? -2 : 2;
    }
    return size;
  }

  /** Cuts the text into n-grams, and makes room for as many features. */
  #analyze(text: string): number {
    const grams = this.#analyzer.analyze(text);
    if (grams > this.#found.length) this.#found = new Uint32Array(2 * grams);
    return grams;
  }
}

/** Building counts: documents → counts. */

import { isLabel, notALabel } from "../../core/container/labels.js";
import { NewsgroupsError } from "../../core/errors.js";
import { Lexer } from "../../core/text/lexer.js";
import type { Text } from "../../core/text/message.js";
import { FEATURES_VERSION, type Part, partsOf, walkTerms } from "../../core/text/terms.js";
import { type Counts, inMemory, type Settings } from "../counts/counts.js";
import { MAX_CATEGORIES } from "../counts/term-rows.js";
import { DocumentSetCollector } from "../documents/document-set.js";
import { type Fingerprint, fingerprintOf } from "../documents/fingerprint.js";
import { STOP_WORD_VERSIONS } from "../stop-words/ask.js";
import { Contributions } from "./contributions.js";
import { DocumentVector } from "./document-vector.js";
import { SampleCollector } from "./sample-collector.js";
import { VocabularyBuilder } from "./vocabulary-builder.js";

/** How this version of the package counts. */
const SETTINGS: Settings = { features: FEATURES_VERSION, ...STOP_WORD_VERSIONS };

/**
 * Counts documents. Its memory grows with distinct terms; of each document it keeps 16 bytes, and the vectors of the sample.
 *
 * @example
 * const builder = new CountsBuilder();
 * builder.add("rec.autos", "Which oil for an old engine?");
 * builder.add("sci.space", "The shuttle reached its orbit.");
 * const counts = await builder.finish();
 */
export class CountsBuilder {
  readonly #lexer = new Lexer();
  readonly #vocabulary = new VocabularyBuilder();
  readonly #vector = new DocumentVector();
  readonly #contributions = new Contributions();
  readonly #categories = new Map<string, number>();
  readonly #documents: number[] = [];
  readonly #documentSet = new DocumentSetCollector();
  readonly #sample = new SampleCollector();
  #withoutTerms = 0;

  /** Number of distinct labels so far. */
  get categories(): number {
    return this.#categories.size;
  }

  /** Number of distinct words so far. */
  get words(): number {
    return this.#vocabulary.size;
  }

  /** Number of documents so far that have no term. */
  get withoutTerms(): number {
    return this.#withoutTerms;
  }

  /**
   * Adds a document. One without terms only counts as a document of its category.
   *
   * @param parts the text's parts and
   * @param fingerprint its fingerprint, if they are known.
   * @throws NewsgroupsError `input` if the label is not a name, or is the 65,536th.
   */
  add(
    label: string,
    text: Text,
    parts: readonly Part[] = partsOf(text),
    fingerprint: Fingerprint = fingerprintOf(text, parts),
  ): void {
    const category = this.#categoryOf(label);
    this.#documents[category]!++;
    this.#documentSet.add(fingerprint, category);
    walkTerms(parts, this.#lexer, this.#vocabulary, this.#vector);
    this.#vocabulary.askIfMany();
    if (this.#vector.size === 0) this.#withoutTerms++;
    const sampled = this.#sample.open(fingerprint, this.#vector.size);
    this.#vector.drain((first, second, contribution) => {
      this.#contributions.add(first, second, category, contribution);
      sampled?.push(first, second, contribution);
    });
  }

  /** Waits for the last answers about stop words. */
  settle(): Promise<void> {
    return this.#vocabulary.settle();
  }

  /** Returns the counts of all documents. Nothing can be added after that. */
  async finish(): Promise<Counts> {
    const { words, indexes } = await this.#vocabulary.sorted();
    const inOrderRead = [...this.#categories.keys()];
    const labels = inOrderRead.toSorted();
    const indexOf = new Map(labels.map((label, index) => [label, index]));
    const categoryIndexes = Uint16Array.from(inOrderRead, (label) => indexOf.get(label)!);
    const documentSet = this.#documentSet.sorted(categoryIndexes);
    return {
      settings: SETTINGS,
      labels,
      documents: labels.map((label) => this.#documents[this.#categories.get(label)!]!),
      ...inMemory(words, this.#sample.sorted(documentSet, indexes)),
      documentSet,
      rows: this.#contributions.rows(indexes, words.ends.length, categoryIndexes),
    };
  }

  #categoryOf(label: string): number {
    const known = this.#categories.get(label);
    if (known !== undefined) return known;
    if (!isLabel(label)) throw new NewsgroupsError("input", notALabel(label));
    const category = this.#categories.size;
    if (category >= MAX_CATEGORIES) {
      throw new NewsgroupsError(
        "input",
        `category ${label}: too many categories; at most ${MAX_CATEGORIES} are possible`,
      );
    }
    this.#categories.set(label, category);
    this.#documents.push(0);
    return category;
  }
}

/** Building counts: documents → counts. */

import { isLabel, notALabel } from "../../core/container/labels.js";
import { NewsgroupsError } from "../../core/errors.js";
import { Lexer } from "../../core/text/lexer.js";
import {
  FEATURES_VERSION,
  partsOf,
  STOP_WORD,
  UNKNOWN_WORD,
  type Vocabulary,
  walkPart,
} from "../../core/text/terms.js";
import { type Counts, inMemory, type Settings } from "../counts/counts.js";
import { MAX_CATEGORIES } from "../counts/term-rows.js";
import { DocumentSetCollector } from "../documents/document-set.js";
import { type Fingerprint, fingerprintOf } from "../documents/fingerprint.js";
import { STOP_WORD_VERSIONS, startStopWords } from "../stop-words/ask.js";
import { Batch } from "./batch.js";
import { Contributions } from "./contributions.js";
import { DocumentVector } from "./document-vector.js";
import { SampleCollector } from "./sample-collector.js";
import { StopWordCounter } from "./stop-word-counter.js";
import { VocabularyBuilder } from "./vocabulary-builder.js";

/** How this version of the package counts. */
const SETTINGS: Settings = { features: FEATURES_VERSION, ...STOP_WORD_VERSIONS };

/** Most batches that wait for answers about stop words: 16 MiB, enough for what is read while wink-nlp loads. */
const MAX_WAITING = 64;

/**
 * Counts documents. Its memory grows with distinct terms; of each document it keeps 16 bytes, and the vectors of the sample.
 *
 * Reading a document and counting it are two steps: in between, wink-nlp is asked about the words that were new, on a
 * thread of its own.
 *
 * @example
 * const builder = new CountsBuilder();
 * await builder.add("rec.autos", "Which oil for an old engine?");
 * await builder.add("sci.space", "The shuttle reached its orbit.");
 * const counts = await builder.finish();
 */
export class CountsBuilder implements Vocabulary<Batch> {
  readonly #lexer = new Lexer();
  readonly #vocabulary = new VocabularyBuilder();
  readonly #vector = new DocumentVector();
  readonly #contributions = new Contributions();
  readonly #categories = new Map<string, number>();
  readonly #documents: number[] = [];
  readonly #documentSet = new DocumentSetCollector();
  readonly #sample = new SampleCollector();
  readonly #stopWordCounter = new StopWordCounter();
  /** Batches whose words are being asked about, oldest first. */
  readonly #waiting: { readonly batch: Batch; readonly answered: Promise<void> }[] = [];
  #batch = new Batch();

  constructor() {
    startStopWords();
  }

  /** Number of distinct labels so far. */
  get categories(): number {
    return this.#categories.size;
  }

  /**
   * Adds a document. An empty one only counts as a document of its category.
   *
   * @param fingerprint the text's fingerprint, if already computed.
   * @throws NewsgroupsError `input` if the label is not a name, or is the 65,536th.
   */
  async add(label: string, text: string, fingerprint: Fingerprint = fingerprintOf(text)): Promise<void> {
    const category = this.#categoryOf(label);
    const parts = partsOf(text);
    this.#documents[category]!++;
    this.#documentSet.add(fingerprint, category);
    this.#batch.addDocument(category, fingerprint);
    for (const part of parts) {
      this.#lexer.open(part.text);
      while (this.#lexer.next()) this.#batch.addForm(this.#vocabulary.numberOf(this.#lexer), this.#lexer.isAddress);
      this.#batch.endPart(part.times);
    }
    if (!this.#batch.isFull) return;
    this.#ask();
    if (this.#waiting.length > MAX_WAITING) await this.#countOldest();
  }

  /** Counts what was added and still waits for answers about stop words. */
  async settle(): Promise<void> {
    if (this.#batch.documents.length > 0) this.#ask();
    while (this.#waiting.length > 0) await this.#countOldest();
  }

  /** Number of distinct words so far, with stop words. */
  get words(): number {
    return this.#vocabulary.size;
  }

  /** Returns the counts of all documents. Nothing can be added after that. */
  async finish(): Promise<Counts> {
    await this.settle();
    const inOrderRead = [...this.#categories.keys()];
    const labels = inOrderRead.toSorted();
    const documents = labels.map((label) => this.#documents[this.#categories.get(label)!]!);
    const { words, indexes, stopWords, stopWordIndexes } = this.#vocabulary.sorted();
    const indexOf = new Map(labels.map((label, index) => [label, index]));
    const categoryIndexes = Uint16Array.from(inOrderRead, (label) => indexOf.get(label)!);
    const documentSet = this.#documentSet.sorted(categoryIndexes);
    return {
      settings: SETTINGS,
      labels,
      documents,
      ...inMemory(words, this.#sample.sorted(documentSet, indexes)),
      stopWords,
      stopWordDocuments: this.#stopWordCounter.sorted(stopWordIndexes, stopWords.ends.length),
      documentSet,
      rows: this.#contributions.rows(indexes, words.ends.length, categoryIndexes),
    };
  }

  /** Word number of a batch's current form; see {@link Vocabulary}. */
  find(batch: Batch): number {
    const { word } = batch;
    if (word === UNKNOWN_WORD || !this.#vocabulary.isStopWord(word)) return word;
    this.#stopWordCounter.see(word);
    return STOP_WORD;
  }

  /** Closes the batch, and asks about its words. */
  #ask(): void {
    const answered = this.#vocabulary.ask();
    // A failure is thrown where the answer is awaited, which may be later; until then it is not an unhandled rejection.
    answered.catch(() => {});
    this.#waiting.push({ batch: this.#batch, answered });
    this.#batch = new Batch();
  }

  async #countOldest(): Promise<void> {
    const { batch, answered } = this.#waiting.shift()!;
    await answered;
    for (const { category, fingerprint, parts } of batch.documents) {
      for (const part of parts) {
        batch.open(part);
        walkPart(batch, part.times, this, this.#vector);
      }
      this.#stopWordCounter.endDocument();
      const sampled = this.#sample.open(fingerprint, this.#vector.size);
      this.#vector.drain((first, second, contribution) => {
        this.#contributions.add(first, second, category, contribution);
        sampled?.push(first, second, contribution);
      });
    }
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

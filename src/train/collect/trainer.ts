/** The trainer: documents → counts. */

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
import { ArrivingDocuments } from "../documents/document-set.js";
import { type Fingerprint, fingerprintOf } from "../documents/fingerprint.js";
import { STOP_WORD_VERSIONS, startStopWords } from "../stop-words/ask.js";
import { Batch } from "./batch.js";
import { Contributions } from "./contributions.js";
import { DocumentVector } from "./document-vector.js";
import { ArrivingSample } from "./sample-collector.js";
import { StopWordDocuments } from "./stop-word-counter.js";
import { LearningVocabulary } from "./vocabulary-builder.js";

/** How this version of the package counts. */
const SETTINGS: Settings = { features: FEATURES_VERSION, ...STOP_WORD_VERSIONS };

/** Most batches that wait for the lexicon: in 16 MiB all that is read while it starts. */
const MAX_WAITING = 64;

/**
 * Counts documents; what it keeps grows with distinct terms, and of each document but those of the sample it keeps 16 bytes.
 *
 * Reading a document and counting it are two steps: in between the lexicon, on a thread of its own, is asked about the
 * words that were new.
 *
 * @example
 * const trainer = new Trainer();
 * await trainer.add("rec.autos", "Which oil for an old engine?");
 * await trainer.add("sci.space", "The shuttle reached its orbit.");
 * const counts = await trainer.finish();
 */
export class Trainer implements Vocabulary<Batch> {
  readonly #lexer = new Lexer();
  readonly #vocabulary = new LearningVocabulary();
  readonly #vector = new DocumentVector();
  readonly #contributions = new Contributions();
  readonly #categories = new Map<string, number>();
  readonly #documents: number[] = [];
  readonly #documentSet = new ArrivingDocuments();
  readonly #sample = new ArrivingSample();
  readonly #stopWordDocuments = new StopWordDocuments();
  /** Batches whose words the lexicon was asked about, oldest first. */
  readonly #waiting: { readonly batch: Batch; readonly answered: Promise<void> }[] = [];
  #batch = new Batch();

  constructor() {
    startStopWords();
  }

  /** Distinct labels so far. */
  get categories(): number {
    return this.#categories.size;
  }

  /**
   * Adds one document. An empty one adds nothing but itself to its category's number of documents.
   *
   * @param fingerprint that of the text, for who has it already.
   * @throws NewsgroupsError `input` if the label is no name, or the 65,536th.
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

  /** Counts what was added and still waits for the lexicon. */
  async settle(): Promise<void> {
    if (this.#batch.documents.length > 0) this.#ask();
    while (this.#waiting.length > 0) await this.#countOldest();
  }

  /** Distinct words so far, stop words among them. */
  get words(): number {
    return this.#vocabulary.size;
  }

  /** The counts of all documents added. The trainer is used up. */
  async finish(): Promise<Counts> {
    await this.settle();
    const arrivals = [...this.#categories.keys()];
    const labels = arrivals.toSorted();
    const documents = labels.map((label) => this.#documents[this.#categories.get(label)!]!);
    const { words, places, stopWords, stopPlaces } = this.#vocabulary.sorted();
    const placeOf = new Map(labels.map((label, place) => [label, place]));
    const categoryPlaces = Uint16Array.from(arrivals, (label) => placeOf.get(label)!);
    const documentSet = this.#documentSet.sorted(categoryPlaces);
    return {
      settings: SETTINGS,
      labels,
      documents,
      ...inMemory(words, this.#sample.sorted(documentSet, places)),
      stopWords,
      stopWordDocuments: this.#stopWordDocuments.placed(stopPlaces, stopWords.ends.length),
      documentSet,
      rows: this.#contributions.rows(places, words.ends.length, categoryPlaces),
    };
  }

  /** Word number of a batch's current form; see {@link Vocabulary}. */
  find(batch: Batch): number {
    const { word } = batch;
    if (word === UNKNOWN_WORD || !this.#vocabulary.isStopWord(word)) return word;
    this.#stopWordDocuments.see(word);
    return STOP_WORD;
  }

  /** Closes the batch, and asks about its words. */
  #ask(): void {
    const answered = this.#vocabulary.ask();
    // Whoever waits for it learns that it failed; nobody may be waiting yet.
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
      this.#stopWordDocuments.endDocument();
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
      throw new NewsgroupsError("input", `category ${label}: one too many, ${MAX_CATEGORIES} at most`);
    }
    this.#categories.set(label, category);
    this.#documents.push(0);
    return category;
  }
}

/** The trainer: documents → counts. */

import { NewsgroupsError, printable } from "../errors.js";
import { DocumentVector } from "../features/document-vector.js";
import { FEATURES_VERSION, walkTerms } from "../features/terms.js";
import { Lexer } from "../lexer/lexer.js";
import { LEXICON_VERSIONS } from "../lexicon/lexicon.js";
import { Contributions } from "./contributions.js";
import { encodeCounts, type Settings } from "./counts.js";
import { isLabel } from "./labels.js";
import { LearningVocabulary } from "./learning-vocabulary.js";
import { MAX_CATEGORIES } from "./term-rows.js";

/** How this version of the package counts. */
const SETTINGS: Settings = { features: FEATURES_VERSION, ...LEXICON_VERSIONS };

/**
 * Counts documents one at a time; what it keeps grows with distinct terms, not with documents.
 *
 * @example
 * const trainer = new Trainer();
 * trainer.add("rec.autos", "Which oil for an old engine?");
 * trainer.add("sci.space", "The shuttle reached its orbit.");
 * const counts = trainer.finish();
 */
export class Trainer {
  readonly #lexer = new Lexer();
  readonly #vocabulary = new LearningVocabulary();
  readonly #vector = new DocumentVector();
  readonly #contributions = new Contributions();
  readonly #categories = new Map<string, number>();
  readonly #documents: number[] = [];
  #terms = 0;

  /** Distinct labels so far. */
  get categories(): number {
    return this.#categories.size;
  }

  /**
   * Adds one document. An empty one adds nothing but itself to its category's number of documents.
   *
   * @throws NewsgroupsError `input` if the label is no name, or the 65,536th.
   */
  add(label: string, text: string): void {
    const category = this.#categoryOf(label);
    this.#documents[category]!++;
    walkTerms(text, this.#lexer, this.#vocabulary, this.#vector);
    this.#vector.drain((first, second, contribution) => this.#contributions.add(first, second, category, contribution));
  }

  /** Distinct words so far, stop words among them. */
  get words(): number {
    return this.#vocabulary.size;
  }

  /** Distinct terms; known once the trainer has {@link finish}ed. */
  get terms(): number {
    return this.#terms;
  }

  /**
   * The counts of all documents added, as the bytes of a counts file. The trainer is used up.
   *
   * @throws NewsgroupsError `input` if there are fewer than two categories.
   */
  finish(): Uint8Array {
    if (this.categories < 2) {
      throw new NewsgroupsError(
        "input",
        `${this.categories === 0 ? "no documents" : "documents of one category only"}: at least 2 categories expected`,
      );
    }
    const arrivals = [...this.#categories.keys()];
    const labels = arrivals.toSorted();
    const documents = labels.map((label) => this.#documents[this.#categories.get(label)!]!);
    const { words, stopWords, places } = this.#vocabulary.sorted();
    const placeOf = new Map(labels.map((label, place) => [label, place]));
    const categoryPlaces = Uint16Array.from(arrivals, (label) => placeOf.get(label)!);
    const rows = this.#contributions.rows(places, words.ends.length, categoryPlaces);
    const file = encodeCounts({ settings: SETTINGS, labels, documents, words, stopWords, rows: () => rows });
    this.#terms = rows.terms;
    return file;
  }

  #categoryOf(label: string): number {
    const known = this.#categories.get(label);
    if (known !== undefined) return known;
    if (!isLabel(label)) {
      throw new NewsgroupsError(
        "input",
        `category ${JSON.stringify(printable(label))}: not a name: at least one character and no control characters expected`,
      );
    }
    const category = this.#categories.size;
    if (category >= MAX_CATEGORIES) {
      throw new NewsgroupsError("input", `category ${label}: one too many, ${MAX_CATEGORIES} at most`);
    }
    this.#categories.set(label, category);
    this.#documents.push(0);
    return category;
  }
}

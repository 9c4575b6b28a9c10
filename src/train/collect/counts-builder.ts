/** Building counts: documents → counts. */

import { isLabel, notALabel } from "../../core/container/labels.js";
import { NewsgroupsError } from "../../core/errors.js";
import type { Text } from "../../core/text/message.js";
import { FEATURES_VERSION } from "../../core/text/terms.js";
import type { Counts, Settings } from "../counts/counts.js";
import { derivedRows } from "../counts/derived-rows.js";
import { MAX_CATEGORIES } from "../counts/term-rows.js";
import { DocumentSetCollector } from "../documents/document-set.js";
import { type DocumentTokens, NO_DOCUMENTS, walkTokens } from "../documents/document-walk.js";
import { type Fingerprint, fingerprintOf, fingerprintOfBytes, normalText } from "../documents/fingerprint.js";
import { isKept, KEPT_DOCUMENTS, keptBits, keptEntries } from "../documents/kept.js";
import { STOP_WORD_VERSIONS } from "../stop-words/ask.js";
import { walkOver } from "../tables/words.js";
import { CollectedDocuments } from "./collected-documents.js";
import { Contributions } from "./contributions.js";
import { DocumentReader } from "./document-reader.js";
import { DocumentVector } from "./document-vector.js";
import { VocabularyBuilder } from "./vocabulary-builder.js";

/** How this version of the package counts. */
const SETTINGS: Settings = { features: FEATURES_VERSION, ...STOP_WORD_VERSIONS };

/** Which documents counts keep the words of. */
export interface Keeping {
  /** Whether any are kept. Default true. */
  readonly documents?: boolean;
  /** Up to how many documents all are kept; tests set a small number. Default {@link KEPT_DOCUMENTS}. */
  readonly bound?: number;
}

/**
 * Counts documents. As long as all of them are kept, it keeps their words alone. After that, it adds up terms too: then its
 * memory grows with distinct terms, and by 20 bytes for each document.
 *
 * @example
 * const builder = new CountsBuilder();
 * builder.add("rec.autos", "Which oil for an old engine?");
 * builder.add("sci.space", "The shuttle reached its orbit.");
 * const counts = await builder.finish();
 */
export class CountsBuilder {
  readonly #vocabulary = new VocabularyBuilder();
  readonly #reader = new DocumentReader(this.#vocabulary.reader);
  readonly #vector = new DocumentVector();
  readonly #categories = new Map<string, number>();
  readonly #documents: number[] = [];
  readonly #documentSet = new DocumentSetCollector();
  readonly #collected = new CollectedDocuments();
  readonly #keeping: Required<Keeping>;
  /** The sums of terms, if they do not follow from the kept documents. */
  #sums: Contributions | undefined;
  /** Fingerprints of the kept documents begin with this number of zero bits. */
  #bits = 0;
  #withoutTerms = 0;

  constructor({ documents = true, bound = KEPT_DOCUMENTS }: Keeping = {}) {
    this.#keeping = { documents, bound };
    if (!documents) this.#sums = new Contributions();
  }

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
   * @param text a {@link normalText}.
   * @param fingerprint its fingerprint, if it is known.
   * @throws NewsgroupsError `input` if the label is not a name, or is the 65,536th.
   */
  add(label: string, text: Text, fingerprint?: Fingerprint): void {
    const category = this.#categoryOf(label);
    const normal = fingerprint === undefined ? normalText(text) : text;
    this.#reader.read(normal);
    this.#addRead(category, fingerprint ?? fingerprintOf(normal));
  }

  /** Whether a document is plain: see {@link WordReader.open}. */
  isPlain(content: Uint8Array | string): boolean {
    return this.#vocabulary.reader.open(content) !== undefined;
  }

  /** Opens a document, so that it can be added without making a string of it. @returns its fingerprint; undefined if it is not plain. */
  open(content: Uint8Array | string): Fingerprint | undefined {
    const normal = this.#vocabulary.reader.open(content);
    return normal && fingerprintOfBytes(normal);
  }

  /** Adds the document that was opened last, as {@link add} does. @param fingerprint its fingerprint. */
  addOpened(label: string, fingerprint: Fingerprint): void {
    const category = this.#categoryOf(label);
    this.#reader.readOpened();
    this.#addRead(category, fingerprint);
  }

  /** Adds the document that is in the reader. */
  #addRead(category: number, identity: Fingerprint): void {
    this.#documents[category]!++;
    this.#documentSet.add(identity, category);
    this.#vocabulary.askIfMany();
    if (this.#reader.tokens.subarray(0, this.#reader.size).every((token) => token === 0)) this.#withoutTerms++;
    if (this.#keeping.documents) this.#keep(identity);
    if (this.#sums) this.#addTo(this.#sums, this.#reader, category);
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
    const { documentSet, numbers } = this.#documentSet.sorted(categoryIndexes);
    const bits = this.#keeping.documents ? this.#bits : undefined;
    const keptDocuments = keptEntries(documentSet, bits);
    const kept = numbers.subarray(0, keptDocuments);
    this.#sums?.renumber(indexes, categoryIndexes);
    const rows = this.#sums?.rows(words.ends.length, labels.length);
    const counts: Counts = {
      settings: SETTINGS,
      labels,
      documents: labels.map((label) => this.#documents[this.#categories.get(label)!]!),
      words,
      walkWords: () => walkOver(words),
      documentSet,
      keptBits: bits,
      keptDocuments,
      walkDocuments: () => (bits === undefined ? NO_DOCUMENTS : this.#collected.walk(kept, indexes)),
      rows: rows ?? (() => derivedRows(counts)),
    };
    return counts;
  }

  /** Keeps the words of the document that was read, if they are to be kept. */
  #keep({ high }: Fingerprint): void {
    const bits = keptBits(this.#documentSet.size, this.#keeping.bound);
    if (bits > this.#bits) this.#thin(bits);
    this.#collected.add(isKept(high, bits) ? this.#reader : undefined);
  }

  /** Drops documents; before the first are dropped, the sums of all so far are added up. */
  #thin(bits: number): void {
    if (!this.#sums) {
      this.#sums = new Contributions();
      // The last document is still to be kept.
      const numbers = Uint32Array.from({ length: this.#documentSet.size - 1 }, (_, number) => number);
      const walk = this.#collected.walk(numbers);
      for (let number = 0; walk.next(); number++) this.#addTo(this.#sums, walk, this.#documentSet.categoryOf(number));
    }
    this.#bits = bits;
    this.#collected.keepOnly((number) => isKept(this.#documentSet.highOf(number), bits));
  }

  #addTo(sums: Contributions, document: DocumentTokens, category: number): void {
    walkTokens(document, this.#vocabulary.isAddress, this.#vector);
    this.#vector.drain((first, second, contribution) => {
      sums.add(first, second, category, contribution);
    });
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

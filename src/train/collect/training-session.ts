/** A training session: documents → their counts, or other counts with these documents added or taken out. */

import { normalLabel } from "../../core/container/labels.js";
import { NewsgroupsError, printable } from "../../core/errors.js";
import type { Text } from "../../core/text/message.js";
import { forgetDocuments } from "../combine/forget.js";
import { mergeCounts, type NamedCounts } from "../combine/merge.js";
import type { Counts } from "../counts/counts.js";
import { inMemory, type NewSpool } from "../counts/spool.js";
import { occurrencesOf } from "../documents/document-set.js";
import { type Fingerprint, fingerprintOf, normalText } from "../documents/fingerprint.js";
import { CountsBuilder, type Keeping } from "./counts-builder.js";

/** What to do with the documents. */
export type Purpose =
  /** Count them. */
  | { readonly kind: "new" }
  /** Add them to `base`. */
  | { readonly kind: "into"; readonly base: NamedCounts; readonly allowDuplicates: boolean }
  /** Take them out of `base`. */
  | { readonly kind: "forget"; readonly base: NamedCounts };

/** Reads documents one by one, and refuses at once a document that cannot be added or taken out. */
export class TrainingSession {
  readonly #purpose: Purpose;
  readonly #builder: CountsBuilder;
  /** How many copies of each document were read to be taken out, by label and fingerprint. */
  readonly #taken = new Map<string, number>();
  #documents = 0;

  constructor(purpose: Purpose, keeping: Keeping = {}) {
    this.#purpose = purpose;
    this.#builder = new CountsBuilder(keeping);
  }

  /** Number of documents so far. */
  get documents(): number {
    return this.#documents;
  }

  /** Number of distinct labels so far. */
  get categories(): number {
    return this.#builder.categories;
  }

  /** Number of documents so far that have no term. */
  get withoutTerms(): number {
    return this.#builder.withoutTerms;
  }

  /** Number of distinct words so far. */
  get words(): number {
    return this.#builder.words;
  }

  /** Whether a document is plain, as most are: what {@link add} does with its content is then the same as with its text. */
  isPlain(content: Uint8Array | string): boolean {
    return this.#builder.isPlain(content);
  }

  /**
   * Reads one document.
   *
   * @param text its text; or its bytes, if it is plain.
   * @param where what messages call it.
   * @throws NewsgroupsError `input` if its label is not a name, or it is to be taken out and is not there; `duplicates`
   * if it is to be added and is already there.
   */
  add(label: string, text: Text | Uint8Array, where: string): void {
    try {
      const name = normalLabel(label);
      const isWhole = typeof text === "string" || text instanceof Uint8Array;
      const opened = isWhole ? this.#builder.open(text) : undefined;
      if (opened) {
        this.#requireFit(name, opened);
        this.#builder.addOpened(name, opened);
      } else if (!(text instanceof Uint8Array)) {
        const normal = normalText(text);
        const fingerprint = fingerprintOf(normal);
        this.#requireFit(name, fingerprint);
        this.#builder.add(name, normal, fingerprint);
      } else throw new Error("the bytes of a document that is not plain");
    } catch (error) {
      if (!(error instanceof NewsgroupsError)) throw error;
      throw new NewsgroupsError(error.code, `${printable(where)}: ${error.message}`, { cause: error });
    }
    this.#documents++;
  }

  /** Waits for the last answers about stop words. */
  async settle(): Promise<void> {
    await this.#builder.settle();
  }

  /**
   * Returns the counts. Nothing can be read after that.
   *
   * @param corpus what messages call the documents together.
   * @param newSpool makes spools for what does not fit into memory.
   * @throws NewsgroupsError `input` if there were no documents, or new counts would have only one category; `settings` if
   * the base was counted in another way.
   */
  async finish(corpus: string, newSpool: NewSpool = inMemory): Promise<Counts> {
    const purpose = this.#purpose;
    const counts = await this.#builder.finish();
    const isNew = purpose.kind === "new";
    if (counts.labels.length < (isNew ? 2 : 1)) {
      const [only] = counts.labels;
      const what = only === undefined ? "no documents" : `all documents are of one category, ${printable(only)}`;
      throw new NewsgroupsError("input", `${corpus}: ${what}; give at least ${isNew ? "2 categories" : "1 document"}`);
    }
    if (isNew) return counts;
    const read = { counts, where: "the documents" };
    if (purpose.kind === "forget") return forgetDocuments(purpose.base, read, newSpool);
    return mergeCounts([purpose.base, read], { allowDuplicates: true }, newSpool);
  }

  #requireFit(label: string, fingerprint: Fingerprint): void {
    const purpose = this.#purpose;
    if (purpose.kind === "new" || (purpose.kind === "into" && purpose.allowDuplicates)) return;
    const { counts, where } = purpose.base;
    const occurrences = [...occurrencesOf(counts.documentSet, fingerprint)];
    const copies = occurrences.find(({ category }) => counts.labels[category] === label)?.copies ?? 0;
    if (purpose.kind === "into") {
      if (copies === 0) return;
      throw new NewsgroupsError(
        "duplicates",
        `already in ${where} as a document of ${printable(label)}; leave it out, or count it twice with --allow-duplicates`,
      );
    }
    const key = `${fingerprint.high} ${fingerprint.low} ${fingerprint.last} ${label}`;
    const taken = 1 + (this.#taken.get(key) ?? 0);
    this.#taken.set(key, taken);
    if (taken <= copies) return;
    const others = occurrences.map(({ category }) => counts.labels[category]!).filter((other) => other !== label);
    const instead = others.length > 0 ? `, only as one of ${others.join(", ")}` : "";
    const found =
      copies > 0
        ? `in ${where} only ${copies === 1 ? "once" : `${copies} times`} as a document of ${printable(label)}`
        : `not in ${where} as a document of ${printable(label)}${instead}`;
    throw new NewsgroupsError("input", `${found}; remove only documents that were counted. Nothing was changed`);
  }
}

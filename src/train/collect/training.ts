/** Training: documents → their counts, or counts with those documents added or taken out. */

import { NewsgroupsError, printable } from "../../core/errors.js";
import { forgetDocuments } from "../combine/forget.js";
import { mergeCounts, type NamedCounts } from "../combine/merge.js";
import type { Counts } from "../counts/counts.js";
import { occurrencesOf } from "../documents/document-set.js";
import { type Fingerprint, fingerprintOf } from "../documents/fingerprint.js";
import { Trainer } from "./trainer.js";

/** What becomes of the documents. */
export type Purpose =
  /** They are counted. */
  | { readonly kind: "new" }
  /** They are added to `counts`. */
  | { readonly kind: "into"; readonly base: NamedCounts; readonly allowDuplicates: boolean }
  /** They are taken out of `counts`. */
  | { readonly kind: "forget"; readonly base: NamedCounts };

/** Reads documents one by one, and says at each whether it can be added or taken out. */
export class Training {
  readonly #purpose: Purpose;
  readonly #trainer = new Trainer();
  /** Documents of the base that were read, by label and fingerprint. */
  readonly #taken = new Map<string, number>();
  #documents = 0;

  constructor(purpose: Purpose) {
    this.#purpose = purpose;
  }

  /** Documents so far. */
  get documents(): number {
    return this.#documents;
  }

  /** Distinct labels among them. */
  get categories(): number {
    return this.#trainer.categories;
  }

  /** Distinct words among them, stop words included. */
  get words(): number {
    return this.#trainer.words;
  }

  /**
   * Reads one document.
   *
   * @param where what messages call it.
   * @throws NewsgroupsError `input` if its label is no name, or it is to be taken out and is not there; `duplicates` if it
   * is to be added and is there already.
   */
  async add(label: string, text: string, where: string): Promise<void> {
    try {
      const fingerprint = fingerprintOf(text);
      this.#requireFit(label, fingerprint);
      await this.#trainer.add(label, text, fingerprint);
    } catch (error) {
      if (!(error instanceof NewsgroupsError)) throw error;
      throw new NewsgroupsError(error.code, `${printable(where)}: ${error.message}`, { cause: error });
    }
    this.#documents++;
  }

  /** Counts what was read and still waits for the lexicon, which is not needed any more then. */
  async settle(): Promise<void> {
    await this.#trainer.settle();
  }

  /**
   * The counts. Nothing can be read any more.
   *
   * @param corpus what messages call that which was read.
   * @throws NewsgroupsError `input` if no document was read, or they are of one category only and are not for counts that
   * may have others; `settings` if the base was counted in another way.
   */
  async finish(corpus: string): Promise<Counts> {
    const purpose = this.#purpose;
    const counts = await this.#trainer.finish();
    const isNew = purpose.kind === "new";
    if (counts.labels.length < (isNew ? 2 : 1)) {
      const [only] = counts.labels;
      const what = only === undefined ? "no documents" : `all documents are of one category, ${printable(only)}`;
      throw new NewsgroupsError("input", `${corpus}: ${what}; at least ${isNew ? "2 categories" : "1"} expected`);
    }
    if (isNew) return counts;
    const read = { counts, where: "the documents" };
    if (purpose.kind === "forget") return forgetDocuments(purpose.base, read);
    return mergeCounts([purpose.base, read], { allowDuplicates: true });
  }

  #requireFit(label: string, fingerprint: Fingerprint): void {
    const purpose = this.#purpose;
    if (purpose.kind === "new" || (purpose.kind === "into" && purpose.allowDuplicates)) return;
    const { counts, where } = purpose.base;
    const occurrences = [...occurrencesOf(counts.documentSet, fingerprint)].filter(({ isSame }) => isSame);
    const copies = occurrences.find(({ category }) => counts.labels[category] === label)?.copies ?? 0;
    if (purpose.kind === "into") {
      if (copies === 0) return;
      throw new NewsgroupsError(
        "duplicates",
        `already in ${where} as a document of ${printable(label)}; leave it out, or count it twice with --allow-duplicates`,
      );
    }
    const key = `${fingerprint.high} ${fingerprint.low} ${fingerprint.whole} ${label}`;
    const taken = 1 + (this.#taken.get(key) ?? 0);
    this.#taken.set(key, taken);
    if (taken <= copies) return;
    const others = occurrences.map(({ category }) => counts.labels[category]!).filter((other) => other !== label);
    const instead = others.length > 0 ? `, only as one of ${others.join(", ")}` : "";
    const found =
      copies > 0
        ? `in ${where} only ${copies === 1 ? "once" : `${copies} times`} as a document of ${printable(label)}`
        : `not in ${where} as a document of ${printable(label)}${instead}`;
    throw new NewsgroupsError("input", `${found}; take out only documents that were counted. Nothing was changed`);
  }
}

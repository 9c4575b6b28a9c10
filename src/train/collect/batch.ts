/** A batch: documents that were read and not counted yet, because wink-nlp is still being asked about their words. */

import { type Forms, UNKNOWN_WORD } from "../../core/text/terms.js";
import type { Fingerprint } from "../documents/fingerprint.js";
import { doubled } from "../tables/growing.js";

/** A part of a document: how many times its words count, and where its forms end among those of the batch. */
interface BatchPart {
  readonly times: number;
  readonly end: number;
}

interface BatchDocument {
  /** Category number. */
  readonly category: number;
  readonly fingerprint: Fingerprint;
  readonly parts: BatchPart[];
}

/** Number of forms that make a batch full: some hundred messages, in 256 KiB. */
const FULL = 1 << 16;

/** Collects the forms of documents as word numbers, then gives them back as {@link Forms}, part by part. */
export class Batch implements Forms {
  readonly documents: BatchDocument[] = [];
  /** 2 · (1 + word number), plus 1 for an address; 0 for a form that is not a word. */
  #forms: Uint32Array = new Uint32Array(FULL);
  #size = 0;
  #at = 0;
  #end = 0;

  get isFull(): boolean {
    return this.#size >= FULL;
  }

  /** Adds a document, at first without parts. */
  addDocument(category: number, fingerprint: Fingerprint): void {
    this.documents.push({ category, fingerprint, parts: [] });
  }

  /**
   * Adds a form of the last document's next part.
   *
   * @param word word number, below 2^31 - 1, or {@link UNKNOWN_WORD}.
   */
  addForm(word: number, isAddress: boolean): void {
    if (this.#size === this.#forms.length) this.#forms = doubled(this.#forms);
    this.#forms[this.#size++] = word === UNKNOWN_WORD ? 0 : (1 + word) * 2 + (isAddress ? 1 : 0);
  }

  /** Ends a part of the last document: it has the forms that were added since the part before. */
  endPart(times: number): void {
    this.documents.at(-1)!.parts.push({ times, end: this.#size });
  }

  /** Starts on the next part. */
  open(part: BatchPart): void {
    this.#at = this.#end - 1;
    this.#end = part.end;
  }

  next(): boolean {
    return ++this.#at < this.#end;
  }

  /** Word number of the current form, or {@link UNKNOWN_WORD}. */
  get word(): number {
    const form = this.#forms[this.#at]!;
    return form === 0 ? UNKNOWN_WORD : (form >>> 1) - 1;
  }

  get isAddress(): boolean {
    return (this.#forms[this.#at]! & 1) === 1;
  }
}

/** Counting the documents that have each stop word: when all of them are taken out again, the stop word goes too. */

import { doubled } from "../tables/growing.js";

/** Counts, document by document. */
export class StopWordCounter {
  /** By word number. */
  #documents: Uint32Array = new Uint32Array(1 << 12);
  /** The last document in which each word was seen, counted from 1. */
  #last: Uint32Array = new Uint32Array(1 << 12);
  #document = 1;

  /** Takes a stop word of the current document, any number of times. */
  see(word: number): void {
    while (word >= this.#last.length) {
      this.#last = doubled(this.#last);
      this.#documents = doubled(this.#documents);
    }
    if (this.#last[word] === this.#document) return;
    this.#last[word] = this.#document;
    this.#documents[word]!++;
  }

  endDocument(): void {
    this.#document++;
  }

  /**
   * Returns the number of documents by index. [`size`]
   *
   * @param indexes index of each word number among the sorted stop words; -1 for other words.
   */
  sorted(indexes: Int32Array, size: number): Float64Array {
    const documents = new Float64Array(size);
    indexes.forEach((index, word) => {
      if (index >= 0) documents[index] = this.#documents[word]!;
    });
    return documents;
  }
}

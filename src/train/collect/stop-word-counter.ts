/** In how many documents each stop word is: so that one that only documents had that are taken out again is gone too. */

import { doubled } from "../tables/grow.js";

/** Counts document by document. */
export class StopWordDocuments {
  /** By word number. */
  #documents: Uint32Array = new Uint32Array(1 << 12);
  /** The last document in which each word was seen, counted from 1. */
  #last: Uint32Array = new Uint32Array(1 << 12);
  #document = 1;

  /** Takes a stop word of the document at hand, any number of times. */
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

  /** Number of documents by place. [`size`] */
  placed(places: Int32Array, size: number): Float64Array {
    const documents = new Float64Array(size);
    places.forEach((place, word) => {
      if (place >= 0) documents[place] = this.#documents[word]!;
    });
    return documents;
  }
}

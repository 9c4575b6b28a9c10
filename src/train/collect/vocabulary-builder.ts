/** Building the vocabulary while a corpus is read: asks of each new word once whether it is a stop word. */

import { addressesIn } from "../documents/document-walk.js";
import { askStopWords, startStopWords } from "../stop-words/ask.js";
import { doubled } from "../tables/growing.js";
import { sortWords } from "../tables/sort-words.js";
import type { FlaggedWords } from "../tables/words.js";
import { WordReader } from "./word-reader.js";

/** New words that are asked about together. */
const QUESTION = 1 << 12;

/** Learns which words are stop words, on another thread while further documents are read. */
export class VocabularyBuilder {
  /** Reads texts, and numbers their words. */
  readonly reader: WordReader = new WordReader();
  #isAddress: Uint8Array = new Uint8Array(1 << 10);
  /** Number of words that {@link #isAddress} tells of. */
  #marked = 0;
  /** Answers in the order of asking: 1 for each stop word. */
  readonly #answers: Promise<Uint8Array>[] = [];
  /** Number of words that were asked about. */
  #asked = 0;

  constructor() {
    startStopWords();
  }

  /** Number of distinct words. */
  get size(): number {
    return this.reader.size;
  }

  /** 1 for each word that is an address, by word number. */
  get isAddress(): Uint8Array {
    if (this.#marked < this.size) {
      while (this.size > this.#isAddress.length) this.#isAddress = doubled(this.#isAddress);
      this.#isAddress.set(addressesIn(this.reader.from(this.#marked)), this.#marked);
      this.#marked = this.size;
    }
    return this.#isAddress;
  }

  /** Asks about the new words, if there are enough of them for a question. */
  askIfMany(): void {
    if (this.size - this.#asked >= QUESTION) this.#ask();
  }

  /** Asks about all words that were not asked about yet, and waits for all answers. */
  async settle(): Promise<void> {
    if (this.size > this.#asked) this.#ask();
    await Promise.all(this.#answers);
  }

  /** All words, sorted, and the index of each word number among them. */
  async sorted(): Promise<{ words: FlaggedWords; indexes: Int32Array }> {
    await this.settle();
    const { words, indexes } = sortWords(this.reader.from(0));
    const stopWords = new Uint8Array(indexes.length);
    let number = 0;
    for (const answers of await Promise.all(this.#answers)) {
      for (const answer of answers) stopWords[indexes[number++]!] = answer;
    }
    return { words: { ...words, stopWords }, indexes };
  }

  #ask(): void {
    const answers = askStopWords(this.reader.from(this.#asked));
    // A failure is thrown where the answers are awaited, which is later; until then it is not an unhandled rejection.
    answers.catch(() => {});
    this.#answers.push(answers);
    this.#asked = this.size;
  }
}

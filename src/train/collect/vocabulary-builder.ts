/** Building the vocabulary while a corpus is read: numbers each new word, and asks once whether it is a stop word. */

import type { Lexer } from "../../core/text/lexer.js";
import { UNKNOWN_WORD, type Vocabulary } from "../../core/text/terms.js";
import { askStopWords, startStopWords } from "../stop-words/ask.js";
import { doubled } from "../tables/growing.js";
import { WordTable } from "../tables/word-table.js";
import type { FlaggedWords } from "../tables/words.js";

/** New words that are asked about together. */
const QUESTION = 1 << 12;

/** Numbers words, and learns which of them are stop words, on another thread while further documents are read. */
export class VocabularyBuilder implements Vocabulary {
  readonly #table = new WordTable();
  #isAddress: Uint8Array = new Uint8Array(1 << 10);
  /** Answers in the order of asking: 1 for each stop word. */
  readonly #answers: Promise<Uint8Array>[] = [];
  /** Number of words that were asked about. */
  #asked = 0;

  constructor() {
    startStopWords();
  }

  /** Number of distinct words. */
  get size(): number {
    return this.#table.size;
  }

  /** 1 for each word that is an address, by word number. */
  get isAddress(): Uint8Array {
    return this.#isAddress;
  }

  /** Word number of the lexer's current form, or {@link UNKNOWN_WORD} if it is too long for a word. */
  find({ bytes, start, length, hash, isAddress }: Lexer): number {
    if (length === 0) return UNKNOWN_WORD;
    const word = this.#table.intern(bytes, start, length, hash);
    if (isAddress) {
      while (word >= this.#isAddress.length) this.#isAddress = doubled(this.#isAddress);
      this.#isAddress[word] = 1;
    }
    return word;
  }

  /** Asks about the new words, if there are enough of them for a question. */
  askIfMany(): void {
    if (this.#table.size - this.#asked >= QUESTION) this.#ask();
  }

  /** Asks about all words that were not asked about yet, and waits for all answers. */
  async settle(): Promise<void> {
    if (this.#table.size > this.#asked) this.#ask();
    await Promise.all(this.#answers);
  }

  /** All words, sorted, and the index of each word number among them. */
  async sorted(): Promise<{ words: FlaggedWords; indexes: Int32Array }> {
    await this.settle();
    const { words, indexes } = this.#table.sorted();
    const stopWords = new Uint8Array(indexes.length);
    let number = 0;
    for (const answers of await Promise.all(this.#answers)) {
      for (const answer of answers) stopWords[indexes[number++]!] = answer;
    }
    return { words: { ...words, stopWords }, indexes };
  }

  #ask(): void {
    const answers = askStopWords(this.#table.from(this.#asked));
    // A failure is thrown where the answers are awaited, which is later; until then it is not an unhandled rejection.
    answers.catch(() => {});
    this.#answers.push(answers);
    this.#asked = this.#table.size;
  }
}

/** Building the vocabulary while a corpus is read: numbers each new word, and asks once whether it is a stop word. */

import type { Lexer } from "../../core/text/lexer.js";
import { UNKNOWN_WORD } from "../../core/text/terms.js";
import { askStopWords } from "../stop-words/ask.js";
import { doubled } from "../tables/growing.js";
import { WordTable } from "../tables/word-table.js";
import type { Words } from "../tables/words.js";

/** Numbers words, and knows which of them are stop words. */
export class VocabularyBuilder {
  readonly #table = new WordTable();
  /** 1 for each stop word, as far as the answers have come. */
  #stop: Uint8Array = new Uint8Array(1 << 12);
  /** Number of words that were asked about. */
  #asked = 0;

  /** Number of distinct words. */
  get size(): number {
    return this.#table.size;
  }

  /** Word number of the lexer's current form, or {@link UNKNOWN_WORD} if it is too long for a word. */
  numberOf(lexer: Lexer): number {
    const { bytes, start, length, hash } = lexer;
    return length === 0 ? UNKNOWN_WORD : this.#table.intern(bytes, start, length, hash);
  }

  /** Asks about all words so far; after that, {@link isStopWord} knows them. */
  async ask(): Promise<void> {
    const start = this.#asked;
    this.#asked = this.#table.size;
    const answers = await askStopWords(this.#table.from(start));
    while (start + answers.length > this.#stop.length) this.#stop = doubled(this.#stop);
    this.#stop.set(answers, start);
  }

  /** Whether a word that was asked about is a stop word. */
  isStopWord(word: number): boolean {
    return this.#stop[word] === 1;
  }

  /** Both kinds of words, sorted, and the index of each word number among its kind (-1: the other kind). */
  sorted(): { words: Words; indexes: Int32Array; stopWords: Words; stopWordIndexes: Int32Array } {
    const { words, indexes } = this.#table.sorted((word) => this.#stop[word] === 0);
    const { words: stopWords, indexes: stopWordIndexes } = this.#table.sorted((word) => this.#stop[word] === 1);
    return { words, indexes, stopWords, stopWordIndexes };
  }
}

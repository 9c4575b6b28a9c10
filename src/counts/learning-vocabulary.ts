/** The vocabulary of a corpus while it is read: takes in every new word, and asks the lexicon about it once. */

import { STOP_WORD, UNKNOWN_WORD, type Vocabulary } from "../features/terms.js";
import type { Lexer } from "../lexer/lexer.js";
import { isStopWord } from "../lexicon/lexicon.js";
import { doubled } from "../tables/grow.js";
import { WordTable } from "../tables/word-table.js";
import type { Words } from "../tables/words.js";

export class LearningVocabulary implements Vocabulary {
  readonly #table = new WordTable();
  /** 1 for each word number that is a stop word. */
  #stop: Uint8Array = new Uint8Array(1 << 12);

  /** Number of distinct words. */
  get size(): number {
    return this.#table.size;
  }

  find(lexer: Lexer): number {
    if (lexer.length === 0) return UNKNOWN_WORD;
    const known = this.#table.size;
    const word = this.#table.intern(lexer.bytes, lexer.length, lexer.hash);
    if (word === known) {
      if (word >= this.#stop.length) this.#stop = doubled(this.#stop);
      this.#stop[word] = isStopWord(lexer.form()) ? 1 : 0;
    }
    return this.#stop[word] === 1 ? STOP_WORD : word;
  }

  /** Both kinds of words, sorted, and the place of each word number among those that are no stop words. */
  sorted(): { words: Words; stopWords: Words; places: Int32Array } {
    const { words, places } = this.#table.sorted((word) => this.#stop[word] === 0);
    const { words: stopWords } = this.#table.sorted((word) => this.#stop[word] === 1);
    return { words, stopWords, places };
  }
}

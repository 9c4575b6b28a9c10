/** The vocabulary of a corpus while it is read: takes in every new word, and asks the lexicon about it once. */

import type { Lexer } from "../../core/text/lexer.js";
import { UNKNOWN_WORD } from "../../core/text/terms.js";
import { askStopWords } from "../stop-words/ask.js";
import { doubled } from "../tables/grow.js";
import { WordTable } from "../tables/word-table.js";
import type { Words } from "../tables/words.js";

export class LearningVocabulary {
  readonly #table = new WordTable();
  /** 1 for each word that is a stop word, as far as the answers are here. */
  #stop: Uint8Array = new Uint8Array(1 << 12);
  /** Words that the lexicon was asked about. */
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

  /** Asks about all words so far; after this, {@link isStopWord} tells the truth of them. */
  async ask(): Promise<void> {
    const start = this.#asked;
    this.#asked = this.#table.size;
    const answers = await askStopWords(this.#table.from(start));
    while (start + answers.length > this.#stop.length) this.#stop = doubled(this.#stop);
    this.#stop.set(answers, start);
  }

  isStopWord(word: number): boolean {
    return this.#stop[word] === 1;
  }

  /** Both kinds of words, sorted, and the place of each word number among those of its kind (-1: the other kind). */
  sorted(): { words: Words; places: Int32Array; stopWords: Words; stopPlaces: Int32Array } {
    const { words, places } = this.#table.sorted((word) => this.#stop[word] === 0);
    const { words: stopWords, places: stopPlaces } = this.#table.sorted((word) => this.#stop[word] === 1);
    return { words, places, stopWords, stopPlaces };
  }
}

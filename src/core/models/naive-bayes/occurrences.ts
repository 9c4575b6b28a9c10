/** Occurrences: where in a text the terms of a naive Bayes model stand. */

import { characterLength, lowerCase } from "../../text/characters.js";
import { Lexer } from "../../text/lexer.js";
import type { Text } from "../../text/message.js";
import { type Part, partsOf, type TermSink, type Vocabulary, walkPart } from "../../text/terms.js";
import type { TermOccurrence, TextPart } from "../model.js";

/**
 * Finds each occurrence of each term, known or not, in the parts of a text that count: its subject ("" where there is none) and its body.
 *
 * @param vocabulary gives words their numbers.
 */
export function occurrencesIn(text: Text, vocabulary: Vocabulary<Lexer>): readonly TextPart[] {
  return partsOf(text).map((part) => {
    const lexer = new Lexer();
    lexer.open(part.text);
    const collector = new OccurrenceCollector(vocabulary);
    walkPart(lexer, part.times, collector, collector);
    return { text: writtenAs(part), words: collector.words, terms: collector.terms };
  });
}

/** Lower-casing makes a few texts longer (U+0130 becomes two characters), and offsets would be wrong in them as they were written. */
function writtenAs({ text }: Part): string {
  const lower = lowerCase(text);
  return lower.length === text.length ? text : lower;
}

/** Collects the words of one part, stop words too, and its terms. */
class OccurrenceCollector implements Vocabulary<Lexer>, TermSink {
  readonly words: { readonly start: number; readonly end: number }[] = [];
  readonly terms: TermOccurrence[] = [];
  readonly #vocabulary: Vocabulary<Lexer>;
  readonly #forms: string[] = [];
  /** Indexes of the last two words that are terms. */
  #kept: readonly number[] = [];
  /** The same place in the lexer's bytes and in UTF-16 units. */
  #byte = 0;
  #unit = 0;

  constructor(vocabulary: Vocabulary<Lexer>) {
    this.#vocabulary = vocabulary;
  }

  find(lexer: Lexer): number {
    const start = this.#unitAt(lexer, lexer.start);
    const end = this.#unitAt(lexer, lexer.start + lexer.length);
    this.words.push({ start, end });
    this.#forms.push(lexer.form());
    return this.#vocabulary.find(lexer);
  }

  unigram(_word: number, times: number): void {
    const index = this.words.length - 1;
    this.#kept = [...this.#kept.slice(-1), index];
    this.#add([index], times);
  }

  bigram(_first: number, _second: number, times: number): void {
    this.#add(this.#kept, times);
  }

  #add(words: readonly number[], times: number): void {
    this.terms.push({ term: words.map((index) => this.#forms[index]).join(" "), times, words });
  }

  #unitAt({ bytes }: Lexer, byte: number): number {
    while (this.#byte < byte) {
      const length = characterLength(bytes[this.#byte]!);
      this.#byte += length;
      this.#unit += length === 4 ? 2 : 1;
    }
    return this.#unit;
  }
}

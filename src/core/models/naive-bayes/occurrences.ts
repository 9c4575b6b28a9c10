/** Occurrences: where in a text the terms of a naive Bayes model stand. */

import { characterLength } from "../../text/characters.js";
import { fold } from "../../text/fold.js";
import { Lexer } from "../../text/lexer.js";
import type { Text } from "../../text/message.js";
import { type Part, partsOf, type TermSink, type Vocabulary, walkPart } from "../../text/terms.js";
import type { TermOccurrence, TextPart } from "../model.js";

/**
 * Finds each occurrence of each term, known or not, in the parts of a text that count: its subject ("" where there is none) and its body.
 *
 * @param vocabulary gives words their numbers.
 */
export function occurrencesIn(text: Text, vocabulary: Vocabulary): readonly TextPart[] {
  return partsOf(text).map((part) => {
    const lexer = new Lexer();
    lexer.open(part.text);
    const collector = new OccurrenceCollector(vocabulary);
    walkPart(lexer, part.times, collector, collector);
    return { text: writtenAs(part), words: collector.words, terms: collector.terms };
  });
}

/** Folding makes some words longer or shorter, and offsets would be wrong in a text with one of these as it was written. */
function writtenAs({ text }: Part): string {
  const folded = fold(text);
  const isAligned = folded.length === text.length && lengthsOf(folded) === lengthsOf(text);
  return isAligned ? text : folded;
}

/** Where the blanks of a text are. Nothing is folded across one. */
const lengthsOf = (text: string): string => text.replace(/[^ \t\n\r]+/g, ({ length }) => `${length}`);

/** Collects the words of one part and its terms. */
class OccurrenceCollector implements Vocabulary, TermSink {
  readonly words: { readonly start: number; readonly end: number }[] = [];
  readonly terms: TermOccurrence[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #forms: string[] = [];
  /** Indexes of the last two words that are terms. */
  #kept: readonly number[] = [];
  /** The same place in the lexer's bytes and in UTF-16 units. */
  #byte = 0;
  #unit = 0;

  constructor(vocabulary: Vocabulary) {
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

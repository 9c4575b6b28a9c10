/** Occurrences: where in a text the terms of a linear model stand. */

import { characterLength } from "../../text/characters.js";
import { fold } from "../../text/fold.js";
import { Lexer } from "../../text/lexer.js";
import type { Text } from "../../text/message.js";
import { sentimentName } from "../../text/sentiment.js";
import { partsOf, type TermSink, type Vocabulary, walkPart } from "../../text/terms.js";
import type { TermOccurrence, TextPart } from "../model.js";
import type { TermFinder } from "./term-finder.js";

/**
 * Finds each occurrence of each term, known or not, in the parts of a text that count: its subject ("" where there is none) and its body.
 *
 * @param finder of the model.
 */
export function occurrencesIn(text: Text, finder: TermFinder): readonly TextPart[] {
  return partsOf(text).map((part) => {
    const lexer = new Lexer();
    lexer.open(part.text);
    const collector = new OccurrenceCollector(finder);
    walkPart(lexer, part.times, collector, collector, finder.sentimentWalk);
    const { words } = collector;
    return { text: collector.isAlignedWith(part.text) ? part.text : fold(part.text), words, terms: collector.terms };
  });
}

/** Collects the words of one part and its terms. */
class OccurrenceCollector implements Vocabulary, TermSink {
  readonly words: { readonly start: number; readonly end: number }[] = [];
  readonly terms: TermOccurrence[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #forms: string[] = [];
  /** Indexes of the last two words that are terms. */
  #kept: readonly number[] = [];
  /** Where the last word starts, in the lexer's bytes and in UTF-16 units. */
  #byte = 0;
  #unit = 0;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  find(lexer: Lexer): number {
    this.#unit += unitsIn(lexer, this.#byte, lexer.start);
    this.#byte = lexer.start;
    const start = this.#unit;
    // The next form may start within this one.
    const end = start + unitsIn(lexer, lexer.start, lexer.start + lexer.length);
    this.words.push({ start, end });
    this.#forms.push(lexer.form());
    return this.#vocabulary.find(lexer);
  }

  /** Whether the words stand in the text as it was written where they stand in the folded one: folding makes some longer or shorter. */
  isAlignedWith(text: string): boolean {
    return this.words.every(({ start, end }, index) => fold(text.slice(start, end)) === this.#forms[index]);
  }

  unigram(_word: number, times: number): void {
    const index = this.words.length - 1;
    this.#kept = [...this.#kept.slice(-1), index];
    this.#add([index], times);
  }

  bigram(_first: number, _second: number, times: number): void {
    this.#add(this.#kept, times);
  }

  sentiment(code: number, times: number): void {
    this.terms.push({ term: sentimentName(code), times, words: [this.words.length - 1] });
  }

  #add(words: readonly number[], times: number): void {
    this.terms.push({ term: words.map((index) => this.#forms[index]).join(" "), times, words });
  }
}

/** UTF-16 units of the lexer's bytes from `start` to `end`. */
function unitsIn({ bytes }: Lexer, start: number, end: number): number {
  let units = 0;
  for (let at = start, length: number; at < end; at += length) {
    length = characterLength(bytes[at]!);
    units += length === 4 ? 2 : 1;
  }
  return units;
}

/** Shares by word: an explanation → how much each word of the text spoke, where it stands. */

import { characterLength } from "../text/characters.js";
import { Lexer } from "../text/lexer.js";
import { type Part, partsOf, type TermSink, type Vocabulary, walkPart } from "../text/terms.js";
import type { Classifier } from "./classifier.js";

/** A word where it stands in a text. */
interface SpokenWord {
  /** UTF-16 places in the text: its first, and the one after its last. */
  readonly start: number;
  readonly end: number;
  /** Above 0 it spoke for the category, below 0 for the runner-up. */
  readonly share: number;
}

/** A part of a text, as it was written, and all its words, stop words too, in their order. */
export interface SpokenPart {
  readonly text: string;
  readonly words: readonly SpokenWord[];
}

/**
 * Divides the difference between the two best categories among the words of a text. The share of each term is divided among
 * its occurrences, of which one in a subject counts for more (`partsOf`), and that of a bigram equally between its two words.
 * So the shares of all words and the prior add up to the difference, but for rounding.
 *
 * @returns the parts that count: subject ("" where there is none) and body. Where lower-casing makes a part longer, which
 *   U+0130 alone does, the places in it would be wrong: then its text is the lower-cased one.
 */
export function wordShares(classifier: Classifier, text: string): readonly SpokenPart[] {
  const shares = new Map(classifier.explain(text)?.terms.map(({ term, share }) => [term, share]));
  const frequencies = new Map<string, number>();
  const parts = partsOf(text);
  for (const part of parts) {
    wordsOf(part, classifier, (term, times) => frequencies.set(term, (frequencies.get(term) ?? 0) + times));
  }
  return parts.map((part) => {
    const words = wordsOf(part, classifier, (term, times, occurrence) => {
      const share = ((shares.get(term) ?? 0) * times) / frequencies.get(term)!;
      for (const word of occurrence) word.share += share / occurrence.length;
    });
    const lower = part.text.toLowerCase();
    return { text: lower.length === part.text.length ? part.text : lower, words };
  });
}

interface Word extends SpokenWord {
  readonly form: string;
  share: number;
}

/** Takes an occurrence of a term, known or not: its words, and how often it counts. */
type Take = (term: string, times: number, words: readonly Word[]) => void;

/** The words of a part, without shares. */
function wordsOf(part: Part, classifier: Classifier, take: Take): readonly Word[] {
  const lexer = new Lexer();
  lexer.open(part.text);
  const occurrences = new Occurrences(classifier, take);
  walkPart(lexer, part.times, occurrences, occurrences);
  return occurrences.words;
}

/** The words of one part, and of its terms where each of them occurs. */
class Occurrences implements Vocabulary<Lexer>, TermSink {
  readonly words: Word[] = [];
  readonly #classifier: Classifier;
  readonly #take: Take;
  /** The last two words that are unigrams. */
  #kept: readonly Word[] = [];
  /** A place in the lexer's bytes, and the same one in UTF-16. */
  #byte = 0;
  #unit = 0;

  constructor(classifier: Classifier, take: Take) {
    this.#classifier = classifier;
    this.#take = take;
  }

  find(lexer: Lexer): number {
    const start = this.#unitAt(lexer, lexer.start);
    const end = this.#unitAt(lexer, lexer.start + lexer.length);
    this.words.push({ start, end, form: lexer.form(), share: 0 });
    return this.#classifier.find(lexer);
  }

  unigram(_word: number, times: number): void {
    const word = this.words.at(-1)!;
    this.#kept = [...this.#kept.slice(-1), word];
    this.#take(word.form, times, [word]);
  }

  bigram(_first: number, _second: number, times: number): void {
    this.#take(this.#kept.map(({ form }) => form).join(" "), times, this.#kept);
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

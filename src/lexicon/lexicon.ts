/** The lexicon: what wink-nlp knows of a surface form. The only module that imports wink-nlp. */

import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import { pinned } from "../versions.js";

/** The packages whose answers these are: with others, the same text may count otherwise. */
export const LEXICON_VERSIONS: Readonly<Record<string, string>> = {
  "wink-nlp": pinned("wink-nlp"),
  "wink-eng-lite-web-model": pinned("wink-eng-lite-web-model"),
};

/** Forms that wink-nlp is asked about: letters alone. Neither numbers nor addresses are stop words. */
const ASKABLE = /^\p{L}+$/u;
/** Longest form, in UTF-16 units, that is asked about; wink-nlp is super-linear on long ones, and no stop word is. */
const MAX_ASKABLE = 24;

let shared: ReturnType<typeof winkNLP> | undefined;

/**
 * Answers whether words are stop words: those that every text has and that tell nothing of its category.
 *
 * Each answer is a function of the form alone. wink-nlp as a tokenizer is not (it remembers sub-tokens of what it read
 * before and then cuts differently), but forms of letters alone come out the same in any order.
 */
export class Lexicon {
  readonly #nlp = (shared ??= winkNLP(model, []));

  /**
   * Whether each token that wink-nlp sees in `form` carries its stop-word flag. (`dont` is `do` + `nt` to it, two stop
   * words, and so is one.)
   *
   * @param form a lower-case surface form.
   */
  isStopWord(form: string): boolean {
    if (form.length > MAX_ASKABLE || !ASKABLE.test(form)) return false;
    const flags = this.#nlp.readDoc(form).tokens().out(this.#nlp.its.stopWordFlag) as unknown as boolean[];
    return flags.every(Boolean);
  }
}

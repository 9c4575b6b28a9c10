/** Stop words: what wink-nlp knows of a surface form. The only module that imports wink-nlp; a thread of its own runs it. */

import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import { type Words, wordAt } from "../tables/words.js";

/** Forms that wink-nlp is asked about: letters alone. Neither numbers nor addresses are stop words. */
const ASKABLE = /^\p{L}+$/u;
/** Longest form, in UTF-16 units, that is asked about; wink-nlp is super-linear on long ones, and no stop word is. */
const MAX_ASKABLE = 24;

/** One for the whole thread: each further instance copies the model, and each copy of it is larger than the last. */
const nlp = winkNLP(model, []);
const decoder = new TextDecoder();

/**
 * Whether a word is a stop word, one that every text has and that tells nothing of its category: whether each token
 * that wink-nlp sees in it carries its stop-word flag. (`dont` is `do` + `nt` to it, two stop words, and so is one.)
 *
 * The answer is a function of the form alone. wink-nlp as a tokenizer is not (it remembers sub-tokens of what it read
 * before and then cuts differently), but forms of letters alone come out the same in any order.
 *
 * @param form a lower-case surface form.
 */
export function isStopWord(form: string): boolean {
  if (form.length > MAX_ASKABLE || !ASKABLE.test(form)) return false;
  const flags = nlp.readDoc(form).tokens().out(nlp.its.stopWordFlag) as unknown as boolean[];
  return flags.every(Boolean);
}

/** Asks {@link isStopWord} of each word: 1 for those that are stop words, 0 for the others. */
export default function stopWords(words: Words): Uint8Array {
  return Uint8Array.from(words.ends, (_, i) => (isStopWord(decoder.decode(wordAt(words, i))) ? 1 : 0));
}

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

/** Forms that wink-nlp is asked about at a time, as one text: that takes half as long as one by one. */
const FORMS_AT_ONCE = 64;

/**
 * Whether each word is a stop word, one that every text has and that tells nothing of its category: whether each token
 * that wink-nlp sees in it carries its stop-word flag. (`dont` is `do` + `nt` to it, two stop words, and so is one.)
 *
 * The answer is a function of the word alone. wink-nlp as a tokenizer is not (it remembers sub-tokens of what it read
 * before and then cuts differently), but words of letters alone come out the same in any order and company.
 *
 * @param words lower-case surface forms.
 * @returns 1 for each that is a stop word, 0 for the others.
 */
export default function stopWords(words: Words): Uint8Array {
  const answers = new Uint8Array(words.ends.length);
  let asked: { readonly index: number; readonly form: string }[] = [];
  for (let index = 0; index < answers.length; index++) {
    const form = decoder.decode(wordAt(words, index));
    if (form.length <= MAX_ASKABLE && ASKABLE.test(form)) asked.push({ index, form });
    if (asked.length < FORMS_AT_ONCE && index < answers.length - 1) continue;
    const flags = stopWordFlags(asked.map(({ form }) => form));
    asked.forEach(({ index }, i) => {
      answers[index] = flags[i] ? 1 : 0;
    });
    asked = [];
  }
  return answers;
}

/** Whether all tokens of each form carry the stop-word flag. */
function stopWordFlags(forms: readonly string[]): boolean[] {
  const tokens = nlp.readDoc(forms.join(" ")).tokens();
  const spaces = tokens.out(nlp.its.precedingSpaces);
  const all: boolean[] = [];
  (tokens.out(nlp.its.stopWordFlag) as unknown as boolean[]).forEach((flag, i) => {
    if (i === 0 || spaces[i] !== "") all.push(flag);
    else all.push(all.pop()! && flag);
  });
  return all;
}

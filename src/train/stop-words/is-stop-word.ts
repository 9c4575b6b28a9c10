/** Stop words: what wink-nlp knows about a word. The only module that imports wink-nlp. */

import model from "wink-eng-lite-web-model";
import winkNLP from "wink-nlp";
import { type Words, wordAt } from "../tables/words.js";

/** Forms that wink-nlp is asked about: only letters. Neither numbers nor addresses are stop words. */
const ASKABLE = /^\p{L}+$/u;
const ASCII = /^[a-z]+$/;
/** Longest form, in UTF-16 units, that wink-nlp is asked about: it is super-linear on long ones, and no stop word is long. */
const MAX_ASKABLE = 24;

/** What this module reads of the model itself. */
interface Lexicon {
  readonly features: { readonly lexeme: { readonly hash: Readonly<Record<string, number>> } };
}

const lexicon = (model.core as () => Lexicon)();
/** One instance: each further one copies the model, and each copy is larger than the last. */
const nlp = winkNLP({ ...model, core: () => lexicon }, []);
const decoder = new TextDecoder();

/** Forms in one question to wink-nlp, as one text: that takes half as long as one by one. */
const FORMS_AT_ONCE = 64;

/**
 * Whether each word is a stop word, which every text has and which says nothing about its category: whether each token
 * that wink-nlp sees in it carries the stop-word flag. (It splits `dont` into `do` + `nt`: both are stop words, so `dont`
 * is one too.)
 *
 * The answer depends on the word only. That is not so for wink-nlp's tokenizer in general, which remembers sub-tokens of
 * what it read before and then cuts differently; but words of letters come out the same in any order and company.
 *
 * @param words lower-case surface forms.
 * @returns 1 for each that is a stop word, 0 for the others.
 */
export default function stopWords(words: Words): Uint8Array {
  const answers = new Uint8Array(words.ends.length);
  let asked: { readonly index: number; readonly form: string }[] = [];
  for (let index = 0; index < answers.length; index++) {
    const form = decoder.decode(wordAt(words, index));
    if (mayBeStopWord(form)) asked.push({ index, form });
    if (asked.length < FORMS_AT_ONCE && index < answers.length - 1) continue;
    const flags = stopWordFlags(asked.map(({ form }) => form));
    asked.forEach(({ index }, i) => {
      answers[index] = flags[i] ? 1 : 0;
    });
    asked = [];
  }
  return answers;
}

/**
 * Whether wink-nlp has to be asked. Of letters in ASCII it makes one token, and a token that is not in its lexicon carries no flag: that is so for
 * most of the distinct words of a corpus, and wink-nlp would learn each of them.
 */
function mayBeStopWord(form: string): boolean {
  if (form.length > MAX_ASKABLE || !ASKABLE.test(form)) return false;
  return form in lexicon.features.lexeme.hash || !ASCII.test(form);
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

/** Words and their sentiment: the words of counts, with the sentiment terms and the rest of the lexicon behind them. */

import { NEGATION, SENTIMENTS, sentimentCode, sentimentName } from "../../core/text/sentiment.js";
import { type FlaggedWords, wordAt } from "../tables/words.js";
import { LEXICON } from "./lexicon.js";

/** More categories than this are topics, and what they feel like tells nothing: there, sentiment terms are not tried. */
export const MAX_CATEGORIES = 8;

/** Words that turn the sentiment of the next ones round; the `t` is what the lexer leaves of `n't`. */
const NEGATIONS: readonly string[] = [
  ..."not no never cannot nor neither none nothing nobody without hardly t".split(" "),
  ..."aint arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt shouldnt wasnt werent wont wouldnt".split(" "),
];

const encoder = new TextEncoder();

/** Words with a sentiment, by their numbers. */
export interface SentimentWords {
  /** Words in any order; those of the counts come first. */
  readonly words: FlaggedWords;
  /** Code of each word, as `SentimentWalk` takes it. */
  readonly codes: Uint8Array;
  /** Number of the word that is the name of the sentiment term with the code 1; those of the other codes follow. */
  readonly firstTerm: number;
}

/** Appends the names of the sentiment terms, and then the words of the lexicon that `words` does not have: texts to come may have them. */
export function withSentiment(words: FlaggedWords): SentimentWords {
  const missing = new Map(lexicon());
  const size = words.ends.length;
  const codes = new Uint8Array(size + SENTIMENTS + missing.size);
  const decoder = new TextDecoder();
  for (let index = 0; index < size; index++) {
    const form = decoder.decode(wordAt(words, index));
    codes[index] = missing.get(form)?.code ?? 0;
    missing.delete(form);
  }
  const rest = [...missing.values()];
  codes.set(
    rest.map(({ code }) => code),
    size + SENTIMENTS,
  );
  const names = Array.from({ length: SENTIMENTS }, (_, i) => encoder.encode(sentimentName(1 + i)));
  const added = [...names, ...rest.map(({ form }) => form)];
  const ends = new Uint32Array(size + added.length);
  ends.set(words.ends);
  let end = words.ends[size - 1] ?? 0;
  const bytes = new Uint8Array(end + added.reduce((total, word) => total + word.length, 0));
  bytes.set(words.bytes.subarray(0, end));
  added.forEach((word, i) => {
    bytes.set(word, end);
    end += word.length;
    ends[size + i] = end;
  });
  const stopWords = new Uint8Array(ends.length);
  stopWords.set(words.stopWords);
  return { words: { bytes, ends, stopWords }, codes: codes.subarray(0, ends.length), firstTerm: size };
}

/** Words with a sentiment: code, and the bytes of each. */
let words: ReadonlyMap<string, { readonly code: number; readonly form: Uint8Array }> | undefined;

function lexicon(): NonNullable<typeof words> {
  words ??= new Map([
    ...LEXICON.flatMap(([strength, some]) => some.split(" ").map((word) => entry(word, sentimentCode(strength)))),
    ...NEGATIONS.map((word) => entry(word, NEGATION)),
  ]);
  return words;
}

const entry = (word: string, code: number) => [word, { code, form: encoder.encode(word) }] as const;

/** Sentiment terms: what each word feels like, the other way round behind a negation. */

/** Strengths go from 1 to this, for good and for bad. */
export const MAX_STRENGTH = 5;

/** Codes of words: 0 for none, the strength of a good word, {@link MAX_STRENGTH} plus that of a bad one, and one for negations. */
export const NEGATION: number = 2 * MAX_STRENGTH + 1;

/** Numbers of the codes that are a sentiment: from 1 to this. */
export const SENTIMENTS: number = 2 * MAX_STRENGTH;

/** So many words behind a negation are under it: `not a very good` has `good` as the last. */
const REACH = 3;

/** The code of a strength from −5 to 5, but 0. */
export const sentimentCode = (strength: number): number => (strength > 0 ? strength : MAX_STRENGTH - strength);

/** The name of a sentiment term. No text has it as a word, for it has a blank. */
export function sentimentName(code: number): string {
  return code <= MAX_STRENGTH ? `sentiment +${code}` : `sentiment -${code - MAX_STRENGTH}`;
}

/** Follows the words of a text part, and says which sentiment term each makes. */
export class SentimentWalk {
  readonly #codes: Uint8Array;
  /** How many of the next words are behind a negation. */
  #reach = 0;

  /** @param codes code of each word, by word number. */
  constructor(codes: Uint8Array) {
    this.#codes = codes;
  }

  /** Begins a part. */
  begin(): void {
    this.#reach = 0;
  }

  /**
   * Moves to the next word.
   *
   * @param word its number, or a negative one for an unknown word.
   * @returns the code of its sentiment term, from 1 to {@link SENTIMENTS}; 0 for none.
   */
  next(word: number): number {
    const code = word < 0 ? 0 : this.#codes[word]!;
    if (code === NEGATION) {
      this.#reach = REACH;
      return 0;
    }
    const isNegated = this.#reach > 0;
    if (isNegated) this.#reach--;
    if (code === 0 || !isNegated) return code;
    return code > MAX_STRENGTH ? code - MAX_STRENGTH : code + MAX_STRENGTH;
  }
}

/** A second, plain implementation of document vectors, for texts of words parted by spaces. */

/** Term, the words of a bigram parted by a space → weight; squares add up to 1. */
export type Vector = ReadonlyMap<string, number>;

const ONE = 2 ** 16;

/** 1 + ln(frequency), half of that for a bigram, as a multiple of 2^-16. */
function weight(term: string, frequency: number): number {
  return Math.round(ONE * (term.includes(" ") ? 0.5 : 1) * (1 + Math.log(frequency))) / ONE;
}

/** @param isKnown which words make terms; others part their neighbours. */
export function vectorOf(text: string, isKnown: (word: string) => boolean, isTerm: (term: string) => boolean): Vector {
  const frequencies = new Map<string, number>();
  const count = (term: string): void => {
    if (isTerm(term)) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  };
  let previous: string | undefined;
  for (const word of text.split(" ").filter((part) => part !== "")) {
    if (isKnown(word)) {
      count(word);
      if (previous !== undefined) count(`${previous} ${word}`);
    }
    previous = isKnown(word) ? word : undefined;
  }
  let squares = 0;
  for (const [term, frequency] of frequencies) squares += weight(term, frequency) ** 2;
  const norm = Math.sqrt(squares);
  return new Map(Array.from(frequencies, ([term, frequency]) => [term, weight(term, frequency) / norm]));
}

/** As a document is counted in training: all words and terms, each share rounded to a multiple of 2^-16, at least one. */
export function trainingVectorOf(text: string): Vector {
  const all = vectorOf(
    text,
    () => true,
    () => true,
  );
  return new Map(Array.from(all, ([term, share]) => [term, Math.max(1, Math.round(share * ONE)) / ONE]));
}

/** The vector's weights in the order of `terms`. */
export function denseVector(vector: Vector, terms: Iterable<string>): number[] {
  return Array.from(terms, (term) => vector.get(term) ?? 0);
}

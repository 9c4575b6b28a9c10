/** A model read from front to back, without buckets, blocks or searches: what each of its terms says. */

import { type LinearArrays, NO_TERM } from "../../src/core/models/linear/arrays.js";

export interface Entries {
  /** All words by number. */
  readonly words: readonly string[];
  /** By term, the words of a bigram parted by a space: its common weight, its factor, and its delta by category (0 for none). */
  readonly terms: ReadonlyMap<
    string,
    { readonly common: number; readonly factor: number; readonly deltas: readonly number[] }
  >;
}

export function entriesOf(model: LinearArrays): Entries {
  const words: string[] = [];
  let byte = 0;
  for (const length of model.wordLengths) {
    words.push(Buffer.from(model.wordBytes.subarray(byte, byte + length)).toString());
    byte += length;
  }
  const names: string[] = [...words];
  let bigram = 0;
  model.bigramCounts.forEach((count, first) => {
    for (let i = 0; i < count; i++) names.push(`${words[first]} ${words[model.secondWords[bigram++]!]}`);
  });
  const terms = new Map<string, { common: number; factor: number; deltas: number[] }>();
  let posting = 0;
  names.forEach((name, place) => {
    const deltas = model.targets.map(() => 0);
    for (let i = 0; i < model.postingCounts[place]!; i++, posting++) {
      deltas[model.categories[posting]!] = model.deltaLevels[model.deltaCodes[posting]!]!;
    }
    const code = model.commonCodes[place]!;
    const factor = model.factorCodes.length === 0 ? 1 : model.factorLevels[model.factorCodes[place]!]!;
    if (code !== NO_TERM) terms.set(name, { common: model.commonLevels[code]!, factor, deltas });
  });
  return { words, terms };
}

/** Weight of each term in each category, [category][term], in the order of the terms. */
export function weightsOf(model: LinearArrays, { terms }: Entries): number[][] {
  return model.targets.map((_, c) =>
    Array.from(terms.values(), ({ common, deltas }) => model.scale[c]! * (common + model.offset[c]! + deltas[c]!)),
  );
}

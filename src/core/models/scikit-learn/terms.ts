/** The terms of an imported model by their numbers. */

import type { ScikitLearnArrays } from "./arrays.js";
import { slotsFor } from "./arrays.js";
import { TermTable } from "./features/term-table.js";

const decoder = new TextDecoder();

/** Returns the term of a feature. Where all vectorizers have vocabularies, the two have the same number. */
export function termName({ termBytes, termStarts }: ScikitLearnArrays, feature: number): string {
  return decoder.decode(termBytes.subarray(termStarts[feature]!, termStarts[feature + 1]!));
}

/** Returns the first term that its hash table does not find, or finds as another one; undefined if there is none. */
export function firstLostTerm({ features, termBytes, termStarts, termSlots }: ScikitLearnArrays): number | undefined {
  let [first, slot] = [0, 0];
  for (const { vectorizer } of features.blocks) {
    if (vectorizer.kind === "hashing") continue;
    const end = first + vectorizer.features;
    const slots = slotsFor(vectorizer.features);
    const starts = termStarts.subarray(first, end + 1);
    const table = new TermTable(termBytes, starts, termSlots.subarray(slot, slot + slots));
    for (let term = first; term < end; term++) {
      if (table.find(termBytes, termStarts[term]!, termStarts[term + 1]!) !== term - first) return term;
    }
    first = end;
    slot += slots;
  }
  return undefined;
}

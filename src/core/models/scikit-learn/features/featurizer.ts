/** The featurizer: a text → the row of its features, with all vectorizers and all arithmetic. */

import type { ScikitLearnArrays } from "../arrays.js";
import { slotsFor } from "../arrays.js";
import type { Operation } from "../settings.js";
import { Row } from "./row.js";
import { fillSlots, TermTable } from "./term-table.js";
import { Vectorizer } from "./vectorizer.js";

/** An operation with its factors; empty where it has none. */
interface Step {
  readonly operation: Operation;
  readonly factors: Float64Array;
}

interface Block {
  readonly vectorizer: Vectorizer;
  readonly steps: readonly Step[];
  readonly firstFeature: number;
}

/** Makes rows of texts. The row is valid until the next text. */
export class Featurizer {
  readonly #blocks: readonly Block[];
  readonly #steps: readonly Step[];
  readonly #row = new Row();

  constructor(arrays: ScikitLearnArrays) {
    const { features, factors } = arrays;
    let factor = 0;
    const stepsOf = (operations: readonly Operation[], count: number): readonly Step[] =>
      operations.map((operation) => {
        const start = factor;
        if (operation.name === "factors") factor += count;
        return { operation, factors: factors.subarray(start, factor) };
      });
    let [firstFeature, term, slot, stopWord] = [0, 0, 0, 0];
    this.#blocks = features.blocks.map(({ vectorizer: settings, operations }) => {
      let terms: TermTable | undefined;
      if (settings.kind === "vocabulary") {
        const slots = slotsFor(settings.features);
        const starts = arrays.termStarts.subarray(term, term + settings.features + 1);
        terms = new TermTable(arrays.termBytes, starts, arrays.termSlots.subarray(slot, slot + slots));
        term += settings.features;
        slot += slots;
      }
      const stopWords = stopWordTable(arrays, stopWord, stopWord + settings.stopWords);
      stopWord += settings.stopWords;
      const block = {
        vectorizer: new Vectorizer(settings, terms, stopWords, firstFeature),
        steps: stepsOf(operations, settings.features),
        firstFeature,
      };
      firstFeature += settings.features;
      return block;
    });
    this.#steps = stepsOf(features.operations, firstFeature);
  }

  get memory(): number {
    return this.#blocks.reduce((sum, { vectorizer }) => sum + vectorizer.memory, 0);
  }

  /** Returns the features of a text, and how many distinct ones it has that the model knows. */
  rowOf(text: string): { readonly row: Row; readonly known: number } {
    const row = this.#row;
    row.clear();
    let known = 0;
    for (const { vectorizer, steps, firstFeature } of this.#blocks) {
      const start = row.size;
      row.isSingle = false;
      vectorizer.addTo(row, text);
      known += row.size - start;
      for (const { operation, factors } of steps) row.apply(operation, start, factors, firstFeature);
    }
    for (const { operation, factors } of this.#steps) row.apply(operation, 0, factors, 0);
    return { row, known };
  }
}

/** There are a few hundred stop words, so their table is made when the model is loaded. */
function stopWordTable(
  { stopWordBytes, stopWordStarts }: ScikitLearnArrays,
  from: number,
  to: number,
): TermTable | undefined {
  if (from === to) return undefined;
  const starts = stopWordStarts.subarray(from, to + 1);
  const slots = new Uint32Array(slotsFor(to - from));
  fillSlots(stopWordBytes, starts, slots);
  return new TermTable(stopWordBytes, starts, slots);
}

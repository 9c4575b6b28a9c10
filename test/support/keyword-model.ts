/** A model of a family that can only score: no probabilities, no explanations, no informative terms. */

import type { Model, ModelDescription } from "../../src/core/models/model.js";
import { charactersOf, type Text } from "../../src/core/text/message.js";

/** Scores each target by how many words of a text are keywords of it. */
export class KeywordModel implements Model {
  readonly family = "keywords";
  readonly readsMessages = false;
  readonly memory = 0;
  readonly targets: readonly string[];
  readonly #keywords: readonly (readonly string[])[];

  /** @param keywords by target, in ascending order. */
  constructor(keywords: Readonly<Record<string, readonly string[]>>) {
    this.targets = Object.keys(keywords);
    this.#keywords = Object.values(keywords);
  }

  score(text: Text, scores: Float64Array): number {
    const words = charactersOf(text).split(/\W+/);
    this.#keywords.forEach((keywords, i) => {
      scores[i] = words.filter((word) => keywords.includes(word)).length;
    });
    return new Set(words.filter((word) => this.#keywords.flat().includes(word))).size;
  }

  describe(): ModelDescription {
    return { properties: {}, lines: [] };
  }
}

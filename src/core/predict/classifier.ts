/** The classifier: a model and a text → ranked categories, and why. */

import { describeValue, NewsgroupsError } from "../errors.js";
import type { Model, TermShare } from "../models/model.js";
import { countWords } from "../text/count-words.js";
import { charactersOf, type Text } from "../text/message.js";
import { type Explanation, explain } from "./explanation.js";
import { argmax, rank } from "./ranking.js";
import { type ExplainedPart, wordShares } from "./word-shares.js";

/** A category and what the model makes of it. */
export interface RankedCategory {
  readonly category: string;
  /** The model's own number, by which categories rank; comparable for one text alone. */
  readonly score: number;
  /** 0 to 1; over all categories they add up to 1. Absent where the model's family has no probabilities. */
  readonly probability?: number;
}

/** What the model makes of a text. */
export interface Prediction extends RankedCategory {
  /** The best categories, best first; the first is the answer itself. */
  readonly top: readonly RankedCategory[];
  /** Number of distinct terms of the text that the model knows. At 0 all texts get the same answer: as a rule the most common category, with its share of the training documents as its probability. */
  readonly knownTerms: number;
  /** Number of words of the text, only where {@link knownTerms} is 0: the model knows none of so many words. */
  readonly words?: number;
}

/**
 * Predicts with a {@link Model}. Not re-entrant: one text at a time.
 *
 * Time grows with the text and with the number of categories.
 */
export class Classifier {
  /** The model's categories, in its own order: ascending by UTF-16 units, or as scikit-learn had its classes. */
  readonly targets: readonly string[];
  readonly #model: Model;
  readonly #scores: Float64Array;
  readonly #probabilities: Float64Array;

  constructor(model: Model) {
    this.targets = model.targets;
    this.#model = model;
    this.#scores = new Float64Array(model.targets.length);
    this.#probabilities = new Float64Array(model.targets.length);
  }

  /** Whether the model reads a message as a subject and a body. If not, any text is characters to it, header and all. */
  get readsMessages(): boolean {
    return this.#model.readsMessages;
  }

  /** Whether predictions have probabilities. */
  get hasProbabilities(): boolean {
    return this.#model.probabilities !== undefined;
  }

  /** Whether {@link explain} can say which terms drove a prediction. */
  get canExplain(): boolean {
    return this.#model.contributions !== undefined;
  }

  /**
   * Predicts the category of a text. Equal scores rank in the order of the targets.
   *
   * @param top how many categories to rank, 1 or more; default 1.
   * @throws NewsgroupsError `usage` if the text is no string, or `top` no whole number of 1 or more.
   */
  predict(text: Text, top = 1): Prediction {
    if (!(Number.isInteger(top) && top >= 1)) {
      throw new NewsgroupsError("usage", `top: expected a whole number of 1 or more, got ${describeValue(top)}`);
    }
    const knownTerms = this.#score(text);
    this.#model.probabilities?.(this.#scores, knownTerms, this.#probabilities);
    const best = this.#ranked(argmax(this.#scores));
    const ranked = top === 1 ? [best] : this.#rankedBest(top);
    const { category, score, probability } = best;
    if (knownTerms === 0) {
      return { ...best, top: ranked, knownTerms, words: this.#countWords(text) };
    }
    // Literals, because spreading an object costs short texts a tenth of their time.
    return probability === undefined
      ? { category, score, top: ranked, knownTerms }
      : { category, score, probability, top: ranked, knownTerms };
  }

  /**
   * Predicts the category alone, the same as {@link predict} does: without probabilities, in two thirds of the time for a
   * short text.
   *
   * @throws NewsgroupsError `usage` if the text is no string.
   */
  categoryOf(text: Text): string {
    return this.best(text).category;
  }

  /** Does the same as {@link categoryOf}, and tells how many terms of the text are known. */
  best(text: Text): Pick<Prediction, "category" | "knownTerms"> {
    const knownTerms = this.#score(text);
    return { category: this.targets[argmax(this.#scores)]!, knownTerms };
  }

  /**
   * Explains a prediction: which terms favour the category that {@link predict} gives, and which the second best.
   *
   * @param max how many terms to list at most, 0 or more; default all.
   * @returns undefined if no term of the text is known, or the model has one category alone.
   * @throws NewsgroupsError `usage` if the text is no string, or the model's scores are no sums over terms.
   */
  explain(text: Text, max: number = Number.POSITIVE_INFINITY): Explanation | undefined {
    const model = this.#model;
    if (!model.contributions) throw this.#unable("explain its predictions", "its scores are no sums over terms");
    if (this.targets.length === 1 || this.#score(text) === 0) return undefined;
    const [best, second] = rank(this.#scores) as [number, number];
    return explain(model.contributions(text, [best, second]), this.targets[second]!, max);
  }

  /**
   * Explains a prediction word by word, where each stands in the text.
   *
   * @returns the parts of the text that count; undefined if the model cannot say where its terms stand.
   * @throws NewsgroupsError `usage` as {@link explain} does.
   */
  explainWords(text: Text): readonly ExplainedPart[] | undefined {
    const terms = this.explain(text)?.terms ?? [];
    const parts = this.#model.occurrences?.(text);
    return parts && wordShares(parts, terms);
  }

  /**
   * Lists the most informative terms of a category: what the model has learned of it.
   *
   * @param target one of {@link targets}.
   * @param max how many terms to list at most, 0 or more; default all that favour it.
   * @returns the most informative first. The share of each, above 0, is its lead: by how much its weight in the category is above its mean
   *   weight in all. For naive Bayes that is times its mean weight in the category's training documents, for a linear model times the standard
   *   deviation of its weight; of an imported model, it is the lead alone.
   * @throws NewsgroupsError `usage` if the model has no such target, or cannot list terms.
   */
  terms(target: string, max: number = Number.POSITIVE_INFINITY): readonly TermShare[] {
    const model = this.#model;
    if (!model.informativeTerms) throw this.#unable("list the terms of a category", "it has no weights of terms");
    const index = this.targets.indexOf(target);
    if (index < 0) {
      const known = this.targets.join(", ");
      throw new NewsgroupsError("usage", `${describeValue(target)}: not a category of the model; choose from ${known}`);
    }
    return model.informativeTerms(index, max);
  }

  #score(text: Text): number {
    if (typeof text !== "string" && (typeof text?.subject !== "string" || typeof text.body !== "string")) {
      throw new NewsgroupsError("usage", `text: expected a string, got ${describeValue(text)}`);
    }
    return this.#model.score(text, this.#scores);
  }

  #countWords(text: Text): number {
    return countWords(this.readsMessages ? text : { subject: "", body: charactersOf(text) });
  }

  #rankedBest(top: number): RankedCategory[] {
    return rank(this.#scores)
      .slice(0, top)
      .map((index) => this.#ranked(index));
  }

  #ranked(index: number): RankedCategory {
    const category = this.targets[index]!;
    const score = this.#scores[index]!;
    if (!this.#model.probabilities) return { category, score };
    return { category, score, probability: this.#probabilities[index]! };
  }

  #unable(what: string, because: string): NewsgroupsError {
    const { family, unexplained = because } = this.#model;
    return new NewsgroupsError("usage", `a model of the family ${family} cannot ${what}: ${unexplained}`);
  }
}

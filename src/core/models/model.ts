/** The door of every model: what the rest of the program knows of one, whatever its family. */

import type { Text } from "../text/message.js";

/** A model with its targets. Any text can be scored, and scoring never throws. Not re-entrant: one text at a time. C targets. */
export interface Model {
  /** The family's name, as the artifact's header has it. */
  readonly family: string;
  /** Distinct names of the categories, in the order of the scores. [C] */
  readonly targets: readonly string[];
  /** Why there are no {@link contributions} and no {@link informativeTerms}, where the model can say it better than its family's name. */
  readonly unexplained?: string;
  /** Whether the model reads a message as a subject and a body. If not, any text is characters to it, header and all. */
  readonly readsMessages: boolean;
  /** Bytes of memory that the model uses besides its artifact. */
  readonly memory: number;

  /**
   * Scores a text. The highest score wins; of equal ones the first.
   *
   * @param scores takes the score by target. [C]
   * @returns the number of distinct terms of the text that the model knows. At 0 the scores only say how common each target is.
   */
  score(text: Text, scores: Float64Array): number;

  /**
   * Turns scores into probabilities; absent if the family has none.
   *
   * @param scores as {@link score} gave them. [C]
   * @param knownTerms what it returned.
   * @param probabilities takes the probability by target, which add up to 1. [C]
   */
  probabilities?(scores: Float64Array, knownTerms: number, probabilities: Float64Array): void;

  /**
   * Splits the scores of a text into what each known term adds to them; absent if the family's score is no such sum.
   *
   * @param targets indexes of the targets to split the scores of.
   */
  contributions?(text: Text, targets: readonly number[]): Contributions;

  /**
   * Lists the terms that favour a target most, by a measure of the family's own; absent if the family cannot say.
   *
   * @param target index of the target.
   * @param max how many terms to list at most.
   * @returns the most informative first.
   */
  informativeTerms?(target: number, max: number): readonly TermShare[];

  /** Finds where in a text its terms stand; absent if the family cannot say. */
  occurrences?(text: Text): readonly TextPart[];

  /**
   * Checks what reading an artifact does not, because it only makes answers worse and cannot make them fail.
   *
   * @returns what is wrong; undefined if nothing is.
   */
  verify?(): string | undefined;

  /** Describes what the model is and how it was made. */
  describe(): ModelDescription;
}

/** A term and its part in a sum. */
export interface TermShare {
  /** The word, or both words of a bigram. */
  readonly term: string;
  readonly share: number;
}

/** The scores of a text as sums: score of target i = base[i] + Σ over terms of shares[i], but for rounding. T targets asked for. */
export interface Contributions {
  /** What the score has without any term. [T] */
  readonly base: readonly number[];
  /** All known terms of the text, each once, in the order of the model. */
  readonly terms: readonly { readonly term: string; readonly shares: readonly number[] }[];
}

/** A part of a text that is read by itself (a subject, a body), and the terms in it. */
export interface TextPart {
  /** As it was written, or in lower case where that has another length. */
  readonly text: string;
  /** All words in their order, as offsets in UTF-16 units: of the first unit, and behind the last. */
  readonly words: readonly { readonly start: number; readonly end: number }[];
  /** Each occurrence of a term. */
  readonly terms: readonly TermOccurrence[];
}

/** A term where it stands in a {@link TextPart}. */
export interface TermOccurrence {
  readonly term: string;
  /** How often the occurrence counts, 1 or more. */
  readonly times: number;
  /** Indexes of its words, one or two. */
  readonly words: readonly number[];
}

/** What a model is and how it was made. */
export interface ModelDescription {
  /** Number of training documents by target; absent if the model does not know. [C] */
  readonly documents?: readonly number[];
  /** What the family says of itself by name: numbers of terms, settings, versions. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The same for people: a name and a text for each line. */
  readonly lines: readonly (readonly [name: string, text: string])[];
}

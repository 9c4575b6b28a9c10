/** The classifier: a model and a text → ranked categories. */

import { NewsgroupsError } from "../errors.js";
import { bucketShift, type Model, NO_TERM, STOP, startOf } from "../models/naive-bayes/arrays.js";
import { tellingTerms } from "../models/naive-bayes/informative-terms.js";
import { temperatureFor } from "../models/naive-bayes/temperature.js";
import { Lexer } from "../text/lexer.js";
import { termWeight, WEIGHT_ONE } from "../text/term-weight.js";
import { STOP_WORD, type TermSink, UNKNOWN_WORD, type Vocabulary, walkTerms } from "../text/terms.js";
import { type Explanation, explain, type Share } from "./explanation.js";
import { bestOf } from "./scores.js";

/** A category and how likely it is. */
export interface Ranked {
  readonly category: string;
  /** 0 to 1; over all categories they add up to 1. */
  readonly probability: number;
}

/** What the model makes of a text. */
export interface Prediction extends Ranked {
  /** The best categories, best first; the first is the answer itself. */
  readonly top: readonly Ranked[];
  /** Number of distinct terms of the text that the model knows; at 0 the answer is only the commonest category. */
  readonly knownTerms: number;
}

/**
 * Predicts with a {@link Model}. Not re-entrant, but any number may share one model.
 *
 * Time grows with the text and with the postings of its terms alone, not with the model's number of terms or targets.
 */
export class Classifier implements Vocabulary<Lexer>, TermSink {
  /** The model by which it predicts; not to be written to. */
  readonly model: Model;
  readonly #lexer = new Lexer();
  readonly #shift: number;
  readonly #words: number;
  /** How often each term of the text at hand occurs; zero between texts. */
  readonly #frequency: Uint32Array;
  /** The terms of the text at hand. */
  readonly #found: number[] = [];
  readonly #scores: Float64Array;
  /** Log share of the training documents by category. */
  readonly #logPrior: Float64Array;

  constructor(model: Model) {
    this.model = model;
    this.#shift = bucketShift(model.bucketWords);
    this.#words = model.wordLengths.length;
    this.#frequency = new Uint32Array(model.commonCodes.length);
    this.#scores = new Float64Array(model.targets.length);
    const documents = model.documents.reduce((sum, n) => sum + n, 0);
    this.#logPrior = Float64Array.from(model.documents, (n) => Math.log(n / documents));
  }

  /**
   * Predicts the category of a text. Equal scores rank in the order of the targets.
   *
   * @param top how many categories to rank, 1 or more; default 1.
   * @throws NewsgroupsError `usage` if `top` is no whole number of 1 or more.
   */
  predict(text: string, top = 1): Prediction {
    if (!(Number.isInteger(top) && top >= 1)) {
      throw new NewsgroupsError("usage", `top ${top}: a whole number of 1 or more expected`);
    }
    walkTerms(text, this.#lexer, this, this);
    const knownTerms = this.#found.length;
    const isKnown = knownTerms > 0;
    const scores = isKnown ? this.#score() : this.#logPrior;
    const ranked = this.#rank(scores, isKnown ? temperatureFor(scores, this.model.calibration) : 1, top);
    const { category, probability } = ranked[0]!;
    return { category, probability, top: ranked, knownTerms };
  }

  /**
   * Predicts the category alone, the same as {@link predict} does: without probabilities, in two thirds of the time for a
   * short text.
   */
  categoryOf(text: string): string {
    walkTerms(text, this.#lexer, this, this);
    return this.model.targets[bestOf(this.#found.length === 0 ? this.#logPrior : this.#score())]!;
  }

  /**
   * Scores a text without ranking; the formula stands at `Weights`.
   *
   * @returns score by target, a copy; the highest wins. All zero but for the priors if no term is known.
   */
  scores(text: string): Float64Array {
    walkTerms(text, this.#lexer, this, this);
    return this.#score().slice();
  }

  /**
   * Explains a prediction: which terms spoke for the category that {@link predict} gives, and which for the next best.
   *
   * @param most how many terms to list, 0 or more; default all.
   * @returns undefined if no term of the text is known.
   */
  explain(text: string, most: number = Number.POSITIVE_INFINITY): Explanation | undefined {
    walkTerms(text, this.#lexer, this, this);
    if (this.#found.length === 0) return undefined;
    const terms = this.#found.map((term) => ({ term, weight: this.#weightOf(term) }));
    const scores = this.#score();
    const norm = Math.sqrt(terms.reduce((sum, { weight }) => sum + weight * weight, 0));
    const [best, next] = byScore(scores) as [number, number];
    return explain(
      this.model,
      terms.map(({ term, weight }) => ({ term, weight: weight / norm })),
      [best, next],
      most,
    );
  }

  /**
   * The terms that tell a category best: what the model has learned of it. The measure stands at {@link tellingTerms}.
   *
   * @param target one of the model's targets.
   * @param most how many terms to list, 0 or more; default all that speak for it.
   * @returns the most telling first; the share of each is what it adds to the category's lead over the mean category in
   *   an average training document of it, above 0.
   * @throws NewsgroupsError `usage` if the model has no such target.
   */
  terms(target: string, most: number = Number.POSITIVE_INFINITY): readonly Share[] {
    const { targets } = this.model;
    const category = targets.indexOf(target);
    if (category < 0) {
      throw new NewsgroupsError(
        "usage",
        `${target}: no category of the model; its categories are ${targets.join(", ")}`,
      );
    }
    return tellingTerms(this.model, category, most);
  }

  /** Word number of the lexer's form; see {@link Vocabulary}. */
  find(lexer: Lexer): number {
    const { bucketWords, bucketBytes, wordLengths, wordBytes, commonCodes } = this.model;
    const { bytes, start, length } = lexer;
    const bucket = lexer.hash >>> this.#shift;
    const end = bucketWords[bucket + 1]!;
    let at = bucketBytes[bucket]!;
    for (let word = bucketWords[bucket]!; word < end; word++) {
      const wordLength = wordLengths[word]!;
      if (wordLength === length) {
        let same = 0;
        while (same < length && wordBytes[at + same] === bytes[start + same]) same++;
        if (same === length) return commonCodes[word] === STOP ? STOP_WORD : word;
      }
      at += wordLength;
    }
    return UNKNOWN_WORD;
  }

  unigram(word: number, times: number): void {
    if (this.model.commonCodes[word] !== NO_TERM) this.#count(word, times);
  }

  bigram(first: number, second: number, times: number): void {
    const { bigramCounts, bigramBlocks, secondWords } = this.model;
    let low = startOf(bigramBlocks, bigramCounts, first);
    let high = low + bigramCounts[first]! - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const word = secondWords[middle]!;
      if (word === second) {
        this.#count(this.#words + middle, times);
        return;
      }
      if (word < second) low = middle + 1;
      else high = middle - 1;
    }
  }

  #count(term: number, times: number): void {
    if (this.#frequency[term] === 0) this.#found.push(term);
    this.#frequency[term]! += times;
  }

  /** Weight of a term found, before the text is brought to length 1. */
  #weightOf(term: number): number {
    return termWeight(this.#frequency[term]!, term >= this.#words) / WEIGHT_ONE;
  }

  /** Scores the terms found, and forgets them. */
  #score(): Float64Array {
    const { commonCodes, commonLevels, postingCounts, postingBlocks, categories, deltaCodes, deltaLevels } = this.model;
    const { offset, scale, prior } = this.model;
    const scores = this.#scores.fill(0);
    let squares = 0;
    let total = 0;
    let common = 0;
    for (const term of this.#found) {
      const weight = this.#weightOf(term);
      this.#frequency[term] = 0;
      squares += weight * weight;
      total += weight;
      common += weight * commonLevels[commonCodes[term]!]!;
      let posting = startOf(postingBlocks, postingCounts, term);
      for (const end = posting + postingCounts[term]!; posting < end; posting++) {
        scores[categories[posting]!]! += weight * deltaLevels[deltaCodes[posting]!]!;
      }
    }
    this.#found.length = 0;
    const norm = squares === 0 ? 1 : Math.sqrt(squares);
    for (let c = 0; c < scores.length; c++) {
      scores[c] = prior[c]! + (scale[c]! * (common + total * offset[c]! + scores[c]!)) / norm;
    }
    return scores;
  }

  /** The `top` highest of softmax(scores / temperature), highest first; equal ones in the order of the targets. */
  #rank(scores: Float64Array, temperature: number, top: number): Ranked[] {
    const best = bestOf(scores);
    let sum = 0;
    for (let c = 0; c < scores.length; c++) sum += Math.exp((scores[c]! - scores[best]!) / temperature);
    const places = top === 1 ? [best] : byScore(scores).slice(0, top);
    return places.map((place) => ({
      category: this.model.targets[place]!,
      probability: Math.exp((scores[place]! - scores[best]!) / temperature) / sum,
    }));
  }
}

/** The categories by their scores, highest first; equal ones in the order of the targets. */
function byScore(scores: Float64Array): number[] {
  return Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]! || a - b);
}

/** A linear model at work: its arrays and a text → scores, probabilities, and what each term adds. */

import { sum } from "../../sum.js";
import type { Text } from "../../text/message.js";
import type { Contributions, Model, ModelDescription, TermShare, TextPart } from "../model.js";
import { firstMisplaced, type LinearArrays, Starts } from "./arrays.js";
import { describeLinear } from "./description.js";
import { informativeTerms } from "./informative-terms.js";
import { occurrencesIn } from "./occurrences.js";
import { probabilitiesOf } from "./temperature.js";
import { TermFinder } from "./term-finder.js";
import { termName } from "./term-names.js";

/**
 * Scores texts by a linear model. The formula stands at {@link LinearArrays}.
 *
 * Time grows with the text and with the postings of its terms alone, not with the model's number of terms.
 */
export class LinearModel implements Model {
  /** The family's name in the artifact's header. */
  static readonly FAMILY = "linear";
  readonly family: string = LinearModel.FAMILY;
  readonly readsMessages: boolean = true;
  readonly targets: readonly string[];
  readonly arrays: LinearArrays;
  readonly #finder: TermFinder;
  readonly #postingStarts: Starts;
  readonly #add: PostingAdder;
  /** Logarithm of each target's share of the training documents. [C] */
  readonly #logPrior: Float64Array;

  constructor(arrays: LinearArrays) {
    this.targets = arrays.targets;
    this.arrays = arrays;
    this.#finder = new TermFinder(arrays);
    this.#postingStarts = new Starts(arrays.postingBlocks, arrays.postingCounts);
    this.#add = postingAdder(arrays);
    const documents = sum(arrays.documents);
    this.#logPrior = Float64Array.from(arrays.documents, (n) => Math.log(n / documents));
  }

  get memory(): number {
    return this.#finder.memory + this.#postingStarts.memory;
  }

  /** @see Model.score. Where no term is known, the scores are the logarithms of the targets' shares of the training documents. */
  score(text: Text, scores: Float64Array): number {
    const { commonCodes, commonLevels, postingCounts, offset, scale, bias } = this.arrays;
    const starts = this.#postingStarts;
    const add = this.#add;
    const finder = this.#finder;
    const { found } = finder;
    const size = finder.open(text);
    if (size === 0) {
      scores.set(this.#logPrior);
      return 0;
    }
    scores.fill(0);
    let squares = 0;
    let total = 0;
    let common = 0;
    for (let i = 0; i < size; i++) {
      const term = found[i]!;
      const weight = finder.take(term);
      squares += weight * weight;
      total += weight;
      common += weight * commonLevels[commonCodes[term]!]!;
      const posting = starts.of(term);
      add(scores, weight, posting, posting + postingCounts[term]!);
    }
    const norm = Math.sqrt(squares);
    for (let c = 0; c < scores.length; c++) {
      scores[c] = bias[c]! + (scale[c]! * (common + total * offset[c]! + scores[c]!)) / norm;
    }
    return size;
  }

  /** @see Model.probabilities: those of {@link probabilitiesOf}. */
  probabilities(scores: Float64Array, knownTerms: number, probabilities: Float64Array): void {
    probabilitiesOf(scores, knownTerms, this.arrays.calibration, probabilities);
  }

  contributions(text: Text, targets: readonly number[]): Contributions {
    const { commonCodes, commonLevels, offset, scale, bias } = this.arrays;
    const size = this.#finder.open(text);
    // By number: of equal shares those come first that come first in the model.
    const terms = Array.from(this.#finder.found.subarray(0, size), (term) => ({
      term,
      weight: this.#finder.take(term),
    }));
    const norm = Math.sqrt(terms.reduce((sum, { weight }) => sum + weight * weight, 0));
    return {
      base: targets.map((target) => bias[target]!),
      terms: terms
        .sort((a, b) => a.term - b.term)
        .map(({ term, weight }) => {
          const common = commonLevels[commonCodes[term]!]!;
          const shares = targets.map(
            (target) => (weight / norm) * scale[target]! * (common + offset[target]! + this.#deltaOf(term, target)),
          );
          return { term: termName(this.arrays, term), shares };
        }),
    };
  }

  informativeTerms(target: number, max: number): readonly TermShare[] {
    return informativeTerms(this.arrays, target, max);
  }

  occurrences(text: Text): readonly TextPart[] {
    return occurrencesIn(text, this.#finder);
  }

  verify(): string | undefined {
    const word = firstMisplaced(this.arrays);
    return word === undefined ? undefined : `word ${word} is not in the bucket that its hash names`;
  }

  describe(): ModelDescription {
    return describeLinear(this.arrays);
  }

  /** By how much a term's weight for a target differs from its common weight; 0 if it never occurred there. */
  #deltaOf(term: number, target: number): number {
    const { postingCounts, categories, deltaLevels, deltaCodes } = this.arrays;
    const start = this.#postingStarts.of(term);
    const posting = categories.subarray(start, start + postingCounts[term]!).indexOf(target);
    return posting < 0 ? 0 : deltaLevels[deltaCodes[start + posting]!]!;
  }
}

/** Adds what postings from `start` to `end` give to the scores of their categories, by the weight of their term. */
type PostingAdder = (scores: Float64Array, weight: number, start: number, end: number) => void;

/** Makes the adder of a model. In a closure that is made once engines take the arrays for constants, and do not look again what they are for each posting. */
function postingAdder({ categories, deltaCodes, deltaLevels }: LinearArrays): PostingAdder {
  // In the precision in which they are added.
  const deltas = Float64Array.from(deltaLevels);
  return (scores, weight, start, end) => {
    for (let posting = start; posting < end; posting++) {
      scores[categories[posting]!]! += weight * deltas[deltaCodes[posting]!]!;
    }
  };
}

/** `OneVsRestClassifier`: a classifier of two classes for each class. */

import type { OneVersusRestSettings } from "../settings.js";
import { divideBySum } from "./numerics.js";
import type { ClassScorer } from "./scorer.js";

/**
 * The score of a class is the decision value of its member, or its probability if members have no decision values. Two classes have one
 * member.
 */
export class OneVersusRest implements ClassScorer {
  readonly classes: number;
  readonly functions: number;
  readonly isDecision: boolean;
  readonly probabilities?: (scores: Float64Array, probabilities: Float64Array) => void;
  readonly functionOf?: (target: number) => { index: number; sign: 1 | -1 };
  readonly #members: readonly ClassScorer[];
  readonly #lastWins: boolean;
  readonly #memberScores = new Float64Array(2);
  readonly #memberProbabilities = new Float64Array(2);

  constructor({ classes, lastWins }: OneVersusRestSettings, members: readonly ClassScorer[]) {
    this.classes = classes;
    this.functions = members.reduce((sum, { functions }) => sum + functions, 0);
    this.isDecision = members.every(({ isDecision }) => isDecision);
    this.#members = members;
    this.#lastWins = lastWins;
    if (members.every(({ probabilities }) => probabilities)) this.probabilities = this.#probabilities;
    if (this.isDecision && this.functions === members.length) {
      this.functionOf = (target) =>
        classes === 2 ? { index: 0, sign: target === 0 ? -1 : 1 } : { index: target, sign: 1 };
    }
  }

  score(sums: Float64Array, first: number, scores: Float64Array): void {
    let at = first;
    for (let c = 0; c < this.#members.length; c++) {
      scores[c] = this.#valueOf(c, sums, at);
      at += this.#members[c]!.functions;
    }
    if (this.classes === 2) {
      scores[1] = scores[0]!;
      scores[0] = this.isDecision ? -scores[1] : 1 - scores[1];
    } else if (this.#lastWins) preferLast(scores);
  }

  #valueOf(c: number, sums: Float64Array, first: number): number {
    const member = this.#members[c]!;
    member.score(sums, first, this.#memberScores);
    if (this.isDecision) return this.#memberScores[1]!;
    member.probabilities!(this.#memberScores, this.#memberProbabilities);
    return this.#memberProbabilities[1]!;
  }

  /** What each member gives its class, divided by the sum. */
  #probabilities(scores: Float64Array, probabilities: Float64Array): void {
    if (this.classes === 2) {
      probabilities[1] = this.#probabilityOf(0, scores[1]!);
      probabilities[0] = 1 - probabilities[1]!;
    } else {
      for (let c = 0; c < this.classes; c++) probabilities[c] = this.#probabilityOf(c, scores[c]!);
    }
    divideBySum(probabilities);
  }

  #probabilityOf(c: number, score: number): number {
    if (!this.isDecision) return score;
    this.#memberScores[0] = -score;
    this.#memberScores[1] = score;
    this.#members[c]!.probabilities!(this.#memberScores, this.#memberProbabilities);
    return this.#memberProbabilities[1]!;
  }
}

/** Makes the last of equally high scores the highest, by lowering the others as little as possible. */
function preferLast(scores: Float64Array): void {
  let last = 0;
  for (let c = 1; c < scores.length; c++) if (scores[c]! >= scores[last]!) last = c;
  const highest = scores[last]!;
  for (let c = 0; c < last; c++) if (scores[c] === highest) scores[c] = nextBelow(highest);
}

const bits = new DataView(new ArrayBuffer(8));

/** The greatest number below a finite one. */
function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return bits.getFloat64(0);
}

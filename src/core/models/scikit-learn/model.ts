/** An imported model at work: its arrays and a text → scores, probabilities, and what each term adds. */

import { charactersOf, type Text } from "../../text/message.js";
import type { Contributions, Model, ModelDescription, TermShare } from "../model.js";
import type { ScikitLearnArrays } from "./arrays.js";
import { createScorer } from "./classifier/classifier.js";
import { Calibration, type ClassScorer } from "./classifier/scorer.js";
import { describeScikitLearn } from "./description.js";
import { Featurizer } from "./features/featurizer.js";
import { LinearFunctions } from "./linear-functions.js";
import { firstLostTerm, termName } from "./terms.js";

/**
 * Gives the answers that scikit-learn gives: it does the same arithmetic in the same order. Only the last bits of logarithms and
 * exponentials differ, as they do between machines that run Python.
 *
 * Time grows with the text and, for each of its known terms, with the number of linear functions.
 */
export class ScikitLearnModel implements Model {
  /** The family's name in the artifact's header. */
  static readonly FAMILY = "scikit-learn";
  readonly family: string = ScikitLearnModel.FAMILY;
  readonly readsMessages: boolean = false;
  readonly targets: readonly string[];
  readonly unexplained?: string;
  readonly probabilities?: (scores: Float64Array, knownTerms: number, probabilities: Float64Array) => void;
  readonly contributions?: (text: Text, targets: readonly number[]) => Contributions;
  readonly informativeTerms?: (target: number, max: number) => readonly TermShare[];
  readonly arrays: ScikitLearnArrays;
  readonly #featurizer: Featurizer;
  readonly #functions: LinearFunctions;
  readonly #scorer: ClassScorer;
  /** Sum of each linear function. [K] */
  readonly #sums: Float64Array;

  constructor(arrays: ScikitLearnArrays) {
    this.targets = arrays.targets;
    this.arrays = arrays;
    this.#featurizer = new Featurizer(arrays);
    this.#functions = new LinearFunctions(arrays);
    const scorer = createScorer(arrays.classifier, new Calibration(arrays.calibration));
    this.#scorer = scorer;
    this.#sums = new Float64Array(arrays.baseWeights.length);
    if (scorer.probabilities) {
      this.probabilities = (scores, _known, probabilities) => scorer.probabilities!(scores, probabilities);
    }
    const isNamed = arrays.features.blocks.every(({ vectorizer }) => vectorizer.kind === "vocabulary");
    if (!isNamed) this.unexplained = "HashingVectorizer keeps no terms";
    else if (!scorer.functionOf) this.unexplained = `${className(arrays)} does not add up weights of terms`;
    else {
      this.contributions = this.#contributions;
      this.informativeTerms = this.#informativeTerms;
    }
  }

  get memory(): number {
    return this.#featurizer.memory;
  }

  /** @see Model.score. Where no term is known, the scores are those that scikit-learn gives a row of zeros. */
  score(text: Text, scores: Float64Array): number {
    const { row, known } = this.#featurizer.rowOf(charactersOf(text));
    this.#functions.evaluate(row, this.#sums);
    this.#scorer.score(this.#sums, 0, scores);
    return known;
  }

  verify(): string | undefined {
    const term = firstLostTerm(this.arrays);
    return term === undefined ? undefined : `term ${term} is not where its hash says`;
  }

  describe(): ModelDescription {
    return describeScikitLearn(this.arrays);
  }

  #contributions(text: Text, targets: readonly number[]): Contributions {
    const { row } = this.#featurizer.rowOf(charactersOf(text));
    const functions = targets.map((target) => this.#scorer.functionOf!(target));
    const entries = Array.from({ length: row.size }, (_, i) => ({ feature: row.features[i]!, x: row.values[i]! }));
    return {
      base: functions.map(({ index, sign }) => sign * this.arrays.intercepts[index]!),
      terms: entries
        .sort((a, b) => a.feature - b.feature)
        .map(({ feature, x }) => ({
          term: termName(this.arrays, feature),
          shares: functions.map(({ index, sign }) => sign * x * this.#functions.weightOf(feature, index)),
        })),
    };
  }

  /**
   * The share of a term is by how much its weight for the target exceeds the mean over all targets. For multinomial naive Bayes that is
   * multiplied by the probability of the term in the target: by weight alone, the rarest words would lead.
   */
  #informativeTerms(target: number, max: number): readonly TermShare[] {
    const { classifier, weightCounts, targets } = this.arrays;
    const functions = targets.map((_, c) => this.#scorer.functionOf!(c));
    const isLikelihood = classifier.kind === "naive-bayes" && classifier.isLikelihood;
    const found: { feature: number; share: number }[] = [];
    for (let feature = 0; feature < weightCounts.length; feature++) {
      const weights = functions.map(({ index, sign }) => sign * this.#functions.weightOf(feature, index));
      const lead = weights[target]! - weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
      const share = isLikelihood ? Math.exp(weights[target]!) * lead : lead;
      if (share > 0) found.push({ feature, share });
    }
    return found
      .sort((a, b) => b.share - a.share || a.feature - b.feature)
      .slice(0, max)
      .map(({ feature, share }) => ({ term: termName(this.arrays, feature), share }));
  }
}

/** The class whose scores are no sums, for messages. */
function className({ classifier }: ScikitLearnArrays): string {
  return classifier.kind === "calibrated" ? "CalibratedClassifierCV" : "OneVsRestClassifier";
}

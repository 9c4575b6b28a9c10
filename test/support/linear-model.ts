/** A linear model as no naive Bayes is: factors that differ, deltas of both signs, biases. */

import { LinearModel } from "../../src/core/models/linear/model.js";
import { recordPredictions } from "../../src/core/predict/recorded.js";
import type { FlatModel } from "./flat-model.js";

/** Turns a model into one that has all that a fitted one may have, with the same terms and postings. */
export function asFitted(model: FlatModel): FlatModel {
  const arrays = {
    ...model,
    provenance: { ...model.provenance, estimator: "linear" as const, choice: "for a test" },
    // Code 0 for words that are no terms, and for the others whatever code comes.
    factorCodes: model.commonCodes.map((code, term) => (code === 0 ? 0 : 1 + ((term * 37) % 255))),
    factorLevels: Float32Array.from({ length: 256 }, (_, code) => (code === 0 ? 0 : 0.5 + code / 32)),
    deltaLevels: model.deltaLevels.map((level, code) => (code % 2 === 0 ? level + 0.1 : -level / 2)),
    bias: model.bias.map((_, target) => 0.3 - target / 4),
  };
  return { ...arrays, recorded: recordPredictions(new LinearModel(arrays)) };
}

/** The description of a naive Bayes model, for programs and for people. */

import { sum } from "../../sum.js";
import type { ModelDescription } from "../model.js";
import { type NaiveBayesArrays, NO_TERM } from "./arrays.js";

/** Describes a naive Bayes model. */
export function describeNaiveBayes(arrays: NaiveBayesArrays): ModelDescription {
  const { documents, provenance, calibration, commonCodes, wordLengths } = arrays;
  const { estimator, alpha, maxTerms, keepEmails, stopWords, settings } = provenance;
  const terms = commonCodes.reduce((total, code) => total + (code === NO_TERM ? 0 : 1), 0);
  const bigrams = commonCodes.length - wordLengths.length;
  const { temperature, spread, documents: predicted, right } = calibration;
  const versions = Object.entries(settings).map(([name, version]) => `${name} ${version}`);
  return {
    documents,
    properties: { terms, bigrams, provenance, calibration },
    lines: [
      ["terms", `${terms}, including ${bigrams} bigrams`],
      ["documents", `${sum(documents)}`],
      [
        "estimator",
        `${estimator}, alpha ${alpha}, at most ${maxTerms} terms, e-mail addresses ${keepEmails ? "kept" : "dropped"}, stop words ${stopWords === "keep" ? "kept" : "dropped"}`,
      ],
      ["made with", versions.join(", ")],
      [
        "accuracy",
        predicted > 0
          ? `${(right / predicted).toFixed(3)}, leave-one-out (${right} of ${predicted} documents)`
          : "unknown: no document could be left out",
      ],
      ["probabilities", `softmax, temperature ${temperature} × (standard deviation of the scores)^${spread}`],
    ],
  };
}

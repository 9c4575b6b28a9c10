/** The description of a linear model, for programs and for people. */

import { wilson } from "../../predict/interval.js";
import { sum } from "../../sum.js";
import type { ModelDescription } from "../model.js";
import { type LinearArrays, NO_TERM } from "./arrays.js";
import type { Calibration } from "./temperature.js";

/** Describes a linear model. */
export function describeLinear(arrays: LinearArrays): ModelDescription {
  const { documents, provenance, calibration, commonCodes, wordLengths } = arrays;
  const { estimator, alpha, maxTerms, keepEmails, stopWords, sentiment, settings, choice } = provenance;
  const terms = commonCodes.reduce((total, code) => total + (code === NO_TERM ? 0 : 1), 0);
  const bigrams = commonCodes.length - wordLengths.length;
  const { base, spread, brevity } = calibration;
  const versions = Object.entries(settings).map(([name, version]) => `${name} ${version}`);
  return {
    documents,
    properties: { terms, bigrams, provenance, calibration },
    lines: [
      ["terms", `${terms}, including ${bigrams} bigrams`],
      ["documents", `${sum(documents)}`],
      [
        "estimator",
        `${estimator}${estimator === "linear" ? "" : `, alpha ${alpha}`}, at most ${maxTerms} terms, e-mail addresses ${keepEmails ? "kept" : "dropped"}, stop words ${stopWords === "keep" ? "kept" : "dropped"}${sentiment ? ", with sentiment terms" : ""}`,
      ],
      ...(choice === "" ? [] : [["choice", choice] as const]),
      ["made with", versions.join(", ")],
      ["accuracy", accuracyOf(calibration)],
      [
        "probabilities",
        `softmax, temperature ${base} + ${spread} × standard deviation of the scores + ${brevity} ⁄ known terms`,
      ],
    ],
  };
}

function accuracyOf({ documents, right, folds }: Calibration): string {
  if (documents === 0) return "unknown: no document was held out";
  const [low, high] = wilson(right, documents);
  const interval = `95 % interval ${low.toFixed(3)} to ${high.toFixed(3)}`;
  return `${(right / documents).toFixed(3)} (${interval}), by ${folds} folds (${right} of ${documents} documents)`;
}

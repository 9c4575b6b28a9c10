/** Compilation: counts → model. Selects, fits, quantises, calibrates and lays out. */

import { describeValue, NewsgroupsError } from "../../core/errors.js";
import { type NaiveBayesArrays, NO_TERM, type Provenance, STOP } from "../../core/models/naive-bayes/arrays.js";
import { ESTIMATORS, type Estimator } from "../../core/models/naive-bayes/estimators.js";
import { ML_NAIVEBAYES_VERSION, VERSION } from "../../versions.js";
import { calibrate } from "../calibrate/calibrate.js";
import { leaveOneOut } from "../calibrate/leave-one-out.js";
import type { Counts } from "../counts/counts.js";
import { DEFAULT_ALPHA, DEFAULT_ESTIMATOR, DEFAULT_MAX_TERMS } from "../fit/defaults.js";
import { fit } from "../fit/fit.js";
import { quantise } from "../fit/quantise.js";
import { selectTerms } from "../fit/select.js";
import { layOutTerms, layOutWords } from "./layout.js";

/** How a model is made of counts. */
export interface CompileOptions {
  /** Which estimator to fit; default `complement`. */
  readonly estimator?: Estimator;
  /** Additive smoothing, 1e-10 to 1e6; default 0.05. */
  readonly alpha?: number;
  /** How many terms to keep at most, 1 or more; default 90,000. */
  readonly maxTerms?: number;
  /** Whether e-mail addresses may be terms; default false. */
  readonly keepEmails?: boolean;
}

/** Bounds within which all weights stay finite in single precision. */
const MIN_ALPHA = 1e-10;
const MAX_ALPHA = 1e6;

/**
 * Makes a model of counts: keeps the most informative terms, fits their weights, quantises them to a byte each, and calibrates
 * probabilities on the sampled documents.
 *
 * @throws NewsgroupsError `usage` if an option is out of range, `input` if there are fewer than two categories or no
 * terms.
 */
export function compile(counts: Counts, options: CompileOptions): NaiveBayesArrays {
  const provenance = provenanceOf(counts, options);
  const { estimator, alpha } = provenance;
  if (counts.labels.length < 2) {
    throw new NewsgroupsError(
      "input",
      `counts of ${counts.labels.length} category: a model needs at least 2; train on documents of more categories`,
    );
  }
  const terms = selectTerms(counts, provenance);
  if (terms.first.length === 0) {
    throw new NewsgroupsError("input", "counts without terms: train on documents with words that are no stop words");
  }
  const weights = fit(terms, counts.documents, estimator, alpha);
  const common = quantise(weights.common, NO_TERM + 1, STOP - 1);
  const delta = quantise(weights.delta, 0, 255);
  const layout = layOutWords(counts, terms);
  return {
    targets: counts.labels,
    documents: counts.documents,
    provenance,
    calibration: calibrate(leaveOneOut(counts, terms, estimator, alpha), estimator),
    ...layout.words,
    ...layOutTerms(terms, layout, common.codes, delta.codes, delta.levels, counts.labels.length),
    commonLevels: common.levels,
    deltaLevels: delta.levels,
    offset: Float32Array.from(weights.offset),
    scale: Float32Array.from(weights.scale),
    prior: Float32Array.from(weights.prior),
  };
}

function provenanceOf(counts: Counts, options: CompileOptions): Provenance {
  const {
    estimator = DEFAULT_ESTIMATOR,
    alpha = DEFAULT_ALPHA,
    maxTerms = DEFAULT_MAX_TERMS,
    keepEmails = false,
  } = options;
  if (!ESTIMATORS.includes(estimator)) {
    throw new NewsgroupsError(
      "usage",
      `estimator: expected ${ESTIMATORS.join(" or ")}, got ${describeValue(estimator)}`,
    );
  }
  if (!(alpha >= MIN_ALPHA && alpha <= MAX_ALPHA)) {
    throw new NewsgroupsError(
      "usage",
      `alpha: expected a number from ${MIN_ALPHA} to ${MAX_ALPHA}, got ${describeValue(alpha)}`,
    );
  }
  if (!(Number.isSafeInteger(maxTerms) && maxTerms >= 1)) {
    throw new NewsgroupsError(
      "usage",
      `max-terms: expected a whole number of 1 or more, got ${describeValue(maxTerms)}`,
    );
  }
  const settings = { ...counts.settings, "ml-naivebayes": ML_NAIVEBAYES_VERSION, newsgroups: VERSION };
  return { estimator, alpha, maxTerms, keepEmails, settings };
}

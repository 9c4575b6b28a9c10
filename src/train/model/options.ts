/** Options of making a model, with their defaults, which were chosen on the development split (ARCHITECTURE.md). */

import { describeValue, NewsgroupsError } from "../../core/errors.js";
import { ESTIMATORS, type Estimator, STOP_WORDS, type StopWords } from "../../core/models/linear/choices.js";

/** How a model is made of counts. */
export interface CompileOptions {
  /** Which estimator to fit; default `auto`, the one that predicts held-out documents best. */
  readonly estimator?: EstimatorOption;
  /** Additive smoothing of naive Bayes, and by which terms are selected, 1e-10 to 1e6; default 0.05. */
  readonly alpha?: number;
  /** How many terms to keep at most, 1 or more; default 90,000. */
  readonly maxTerms?: number;
  /** Whether e-mail addresses may be terms; default false. */
  readonly keepEmails?: boolean;
  /** Whether terms with a stop word are kept or dropped; default `keep`. */
  readonly stopWords?: StopWords;
}

/** What can be asked for; the first is the default. */
export type EstimatorOption = "auto" | Estimator;
export const ESTIMATOR_OPTIONS: readonly EstimatorOption[] = ["auto", ...ESTIMATORS];

export const DEFAULT_ESTIMATOR: EstimatorOption = "auto";
export const DEFAULT_ALPHA = 0.05;
export const DEFAULT_MAX_TERMS = 90_000;
export const DEFAULT_STOP_WORDS: StopWords = "keep";

/** Bounds within which all weights stay finite in single precision. */
const MIN_ALPHA = 1e-10;
const MAX_ALPHA = 1e6;

/**
 * Fills in the defaults.
 *
 * @throws NewsgroupsError `usage` if an option is out of range.
 */
export function withDefaults(options: CompileOptions): Required<CompileOptions> {
  const {
    estimator = DEFAULT_ESTIMATOR,
    alpha = DEFAULT_ALPHA,
    maxTerms = DEFAULT_MAX_TERMS,
    keepEmails = false,
    stopWords = DEFAULT_STOP_WORDS,
  } = options;
  const expect = (isValid: boolean, name: string, expected: string, value: unknown): void => {
    if (isValid) return;
    throw new NewsgroupsError("usage", `${name}: expected ${expected}, got ${describeValue(value)}`);
  };
  expect(ESTIMATOR_OPTIONS.includes(estimator), "estimator", ESTIMATOR_OPTIONS.join(" or "), estimator);
  expect(alpha >= MIN_ALPHA && alpha <= MAX_ALPHA, "alpha", `a number from ${MIN_ALPHA} to ${MAX_ALPHA}`, alpha);
  expect(Number.isSafeInteger(maxTerms) && maxTerms >= 1, "max-terms", "a whole number of 1 or more", maxTerms);
  expect(STOP_WORDS.includes(stopWords), "stop-words", STOP_WORDS.join(" or "), stopWords);
  return { estimator, alpha, maxTerms, keepEmails, stopWords };
}

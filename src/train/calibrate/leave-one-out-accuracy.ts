/** Leave-one-out accuracy: counts → how well a model of them does, without a document held back. */

import type { Calibration } from "../../core/models/naive-bayes/temperature.js";
import type { Counts } from "../counts/counts.js";
import { DEFAULT_ALPHA, DEFAULT_ESTIMATOR, DEFAULT_MAX_TERMS } from "../fit/defaults.js";
import { selectTerms } from "../fit/select.js";
import { countRight } from "./calibrate.js";
import { leaveOneOut } from "./leave-one-out.js";

/** Judges each document of the sample by all others, as a model with the default settings does. */
export function accuracyByLeaveOneOut(counts: Counts): Pick<Calibration, "documents" | "right"> {
  if (counts.labels.length < 2) return { documents: 0, right: 0 };
  const selection = { alpha: DEFAULT_ALPHA, maxTerms: DEFAULT_MAX_TERMS, keepEmails: false };
  return countRight(leaveOneOut(counts, selectTerms(counts, selection), DEFAULT_ESTIMATOR, DEFAULT_ALPHA, true));
}

/** Leave-one-out accuracy: counts → how well a model of them works, without holding documents back. */

import type { Calibration } from "../../core/models/linear/temperature.js";
import type { Counts } from "../counts/counts.js";
import { selectTerms } from "../fit/select.js";
import { withDefaults } from "../model/options.js";
import { countCorrect } from "./calibrate.js";
import { leaveOneOut } from "./leave-one-out.js";

/** Predicts each document of the sample from all others, with the default options of a model. */
export function accuracyByLeaveOneOut(counts: Counts): Pick<Calibration, "documents" | "right"> {
  if (counts.labels.length < 2) return { documents: 0, right: 0 };
  const options = withDefaults({});
  return countCorrect(leaveOneOut(counts, selectTerms(counts, options), options.estimator, options.alpha, true));
}

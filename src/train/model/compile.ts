/** Compilation: counts → model. Selects, fits, quantises, calibrates and lays out. */

import { NewsgroupsError } from "../../core/errors.js";
import { type LinearArrays, NO_TERM } from "../../core/models/linear/arrays.js";
import { FEATURES_VERSION } from "../../core/text/terms.js";
import { ML_NAIVEBAYES_VERSION, VERSION } from "../../versions.js";
import { calibrate } from "../calibrate/calibrate.js";
import { leaveOneOut } from "../calibrate/leave-one-out.js";
import type { Counts } from "../counts/counts.js";
import { fit } from "../fit/fit.js";
import { quantise } from "../fit/quantise.js";
import { selectTerms } from "../fit/select.js";
import { layOutTerms, layOutWords } from "./layout.js";
import { type CompileOptions, withDefaults } from "./options.js";

/**
 * Makes a model of counts: keeps the most informative terms, fits their weights, quantises them to a byte each, and calibrates
 * probabilities on the sampled documents.
 *
 * @throws NewsgroupsError `usage` if an option is out of range, `input` if there are fewer than two categories or no
 * terms; `settings` if the counts are of terms that this program does not see in texts.
 */
export function compile(counts: Counts, options: CompileOptions): LinearArrays {
  const chosen = withDefaults(options);
  const { estimator, alpha } = chosen;
  if (counts.labels.length < 2) {
    throw new NewsgroupsError(
      "input",
      `too few categories: a model needs at least 2, and the counts have ${counts.labels.length}; train on documents of more categories`,
    );
  }
  requireSameFeatures(counts);
  const terms = selectTerms(counts, chosen);
  if (terms.first.length === 0) {
    throw new NewsgroupsError("input", "no terms in the counts; train on documents with words");
  }
  const weights = fit(terms, counts.documents, estimator, alpha);
  const common = quantise(weights.common, NO_TERM + 1, 255);
  const delta = quantise(weights.delta, 0, 255);
  const calibration = calibrate(leaveOneOut(counts, terms, estimator, alpha), estimator);
  const layout = layOutWords(counts, terms);
  return {
    targets: counts.labels,
    documents: counts.documents,
    provenance: {
      ...chosen,
      settings: { ...counts.settings, "ml-naivebayes": ML_NAIVEBAYES_VERSION, newsgroups: VERSION },
      choice: "",
    },
    // Each document was held out by itself.
    calibration: { ...calibration, folds: calibration.documents },
    ...layout.words,
    ...layOutTerms(terms, layout, common.codes, delta.codes, delta.levels, counts.labels.length),
    factorCodes: new Uint8Array(0),
    commonLevels: common.levels,
    factorLevels: new Float32Array(0),
    deltaLevels: delta.levels,
    offset: Float32Array.from(weights.offset),
    scale: Float32Array.from(weights.scale),
    bias: Float32Array.from(weights.prior),
  };
}

function requireSameFeatures({ settings: { features } }: Counts): void {
  if (typeof features !== "number" || features === FEATURES_VERSION) return;
  throw new NewsgroupsError(
    "settings",
    `the counts are of features version ${features}, and this program reads texts by version ${FEATURES_VERSION}; ` +
      "train again from the documents",
  );
}

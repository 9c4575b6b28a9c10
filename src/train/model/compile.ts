/** Compilation: counts → model. Chooses, selects, fits, quantises, calibrates and lays out. */

import { NewsgroupsError } from "../../core/errors.js";
import { type LinearArrays, NO_TERM } from "../../core/models/linear/arrays.js";
import { FEATURES_VERSION } from "../../core/text/terms.js";
import { endHelper, startHelper } from "../../kernels/helper.js";
import { ML_NAIVEBAYES_VERSION, VERSION } from "../../versions.js";
import { calibrate } from "../calibrate/calibrate.js";
import { type Choice, candidatesFor, chooseModel, requireCategories } from "../choose/choose.js";
import { type Counts, hasAllDocuments } from "../counts/counts.js";
import { allOf, type LabelledDocuments, labelledDocuments } from "../features/labelled.js";
import { selectFromDocuments } from "../features/select-from-documents.js";
import { type FittedModel, fitModel, naiveBayes } from "../fit/fit-model.js";
import { quantise } from "../fit/quantise.js";
import { selectTerms } from "../fit/select.js";
import { layOutTerms, layOutWords } from "./layout.js";
import { type CompileOptions, withDefaults } from "./options.js";

/** With fewer documents, a second thread would start for longer than it could help. */
const MANY_DOCUMENTS = 1000;

/**
 * Makes a model of counts: chooses an estimator by its predictions of documents that it has not seen, keeps the most informative terms, fits their
 * weights, quantises them to a byte each, and calibrates probabilities on the documents held out.
 *
 * @throws NewsgroupsError `usage` if an option is out of range, `input` if there are fewer than two categories, no terms, or no documents to
 * fit a linear model to; `settings` if the counts are of terms that this program does not see in texts.
 */
export function compile(counts: Counts, options: CompileOptions): LinearArrays {
  const asked = withDefaults(options);
  requireCategories(counts);
  requireSameFeatures(counts);
  if (counts.keptDocuments >= MANY_DOCUMENTS) startHelper();
  try {
    return arraysOf(counts, asked);
  } finally {
    endHelper();
  }
}

function arraysOf(counts: Counts, asked: Required<CompileOptions>): LinearArrays {
  const documents = counts.keptDocuments > 0 ? labelledDocuments(counts) : undefined;
  const choice = choiceOf(documents, asked);
  const { terms, weights, factors } = fittedTo(counts, documents, choice, asked);
  const common = quantise(weights.common, NO_TERM + 1, 255);
  const delta = quantise(weights.delta, 0, 255);
  const sentiment = choice.model.sentiment ? documents?.sentiment : undefined;
  const layout = layOutWords(sentiment ?? { words: counts.words }, terms);
  return {
    targets: counts.labels,
    documents: counts.documents,
    provenance: {
      ...asked,
      ...choice.model,
      settings: { ...counts.settings, "ml-naivebayes": ML_NAIVEBAYES_VERSION, newsgroups: VERSION },
      choice: choice.reason,
    },
    calibration: { ...calibrate(choice.heldOut, choice.model.estimator, documents?.kernels), folds: choice.folds },
    ...layout.words,
    ...layOutTerms({ ...terms, ...weights }, layout, { common, delta, factors }, counts.labels.length),
    commonLevels: common.levels,
    deltaLevels: delta.levels,
    factorLevels: factors?.levels ?? new Float32Array(0),
    offset: Float32Array.from(weights.offset),
    scale: Float32Array.from(weights.scale),
    bias: Float32Array.from(weights.bias),
  };
}

/** @throws NewsgroupsError `input` */
function choiceOf(documents: LabelledDocuments | undefined, asked: Required<CompileOptions>): Choice {
  const { estimator, alpha } = asked;
  if (!documents) {
    if (estimator === "linear") {
      throw new NewsgroupsError(
        "input",
        "the counts keep no documents, which a linear model is fitted to; train without --no-documents, or dump with --estimator complement",
      );
    }
    const reason = estimator === "auto" ? "complement, because the counts keep no documents" : "as asked for";
    const model = { estimator: estimator === "auto" ? "complement" : estimator, alpha, sentiment: false } as const;
    return { model, heldOut: [], folds: 0, reason };
  }
  return chooseModel(documents, { selection: asked, candidates: candidatesFor(documents, asked) });
}

/** @throws NewsgroupsError `input` */
function fittedTo(
  counts: Counts,
  documents: LabelledDocuments | undefined,
  { model }: Choice,
  selection: Required<CompileOptions>,
): FittedModel {
  // The sums of the counts have no sentiment terms.
  const isOfDocuments = documents !== undefined && (hasAllDocuments(counts) || model.sentiment);
  const settings = { ...selection, alpha: model.alpha };
  const terms = isOfDocuments
    ? selectFromDocuments(documents, allOf(documents), model.sentiment, settings)
    : selectTerms(counts.words, counts.rows(), settings);
  if (terms.first.length === 0) {
    throw new NewsgroupsError("input", "no terms in the counts; train on documents with words");
  }
  if (model.estimator !== "linear") return naiveBayes(terms, counts.documents, model.estimator, model.alpha);
  return fitModel(documents!, allOf(documents!), terms, model);
}

function requireSameFeatures({ settings: { features } }: Counts): void {
  if (typeof features !== "number" || features === FEATURES_VERSION) return;
  throw new NewsgroupsError(
    "settings",
    `the counts are of features version ${features}, and this program reads texts by version ${FEATURES_VERSION}; ` +
      "train again from the documents",
  );
}

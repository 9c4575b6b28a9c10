/** Checking: an artifact → whether it is whole and works as it did, and what it is. */

import { NewsgroupsError, printable } from "../core/errors.js";
import { decodeArtifact, FORMAT_VERSION } from "../core/models/artifact.js";
import { firstMisplaced, type Model, NO_TERM, type Provenance, STOP } from "../core/models/naive-bayes/arrays.js";
import type { Calibration } from "../core/models/naive-bayes/temperature.js";
import { firstDeviation } from "../core/predict/recorded.js";

/**
 * Decodes an artifact and checks all of it: every byte, that each word is where it is looked for, and that the
 * predictions recorded when it was made come out the same.
 *
 * @param where what messages call it.
 * @throws NewsgroupsError with a `FileFault`, or `check` if it is well-formed and works otherwise than it did.
 */
export function checkArtifact(bytes: Uint8Array, where: string): Model {
  const refuse = (what: string): never => {
    throw new NewsgroupsError("check", `${where}: ${what}`);
  };
  const model = decodeArtifact(bytes, where);
  const lost = firstMisplaced(model);
  if (lost !== undefined) refuse(`word ${lost} is not where it is looked for; make it anew with \`newsgroups dump\``);
  const deviation = firstDeviation(model);
  if (deviation) {
    const { recorded, category, probability } = deviation;
    refuse(
      `works otherwise than when it was made: ${printable(JSON.stringify(recorded.text))} gives ${category} ` +
        `(${probability.toFixed(6)}), and it was ${recorded.category} (${recorded.probability.toFixed(6)}); ` +
        "use the newsgroups that made it, or make it anew with `newsgroups dump`",
    );
  }
  return model;
}

/** What a model is and how it came about. C targets. */
export interface ModelDescription {
  /** Version of the artifact's format. */
  readonly format: number;
  readonly targets: readonly string[];
  /** Number of training documents by target. [C] */
  readonly documents: readonly number[];
  /** Number of terms, unigrams and bigrams. */
  readonly terms: number;
  readonly bigrams: number;
  readonly provenance: Provenance;
  readonly calibration: Calibration;
  readonly recordedPredictions: number;
}

/** Describes a model. */
export function describeModel(model: Model): ModelDescription {
  const words = model.wordLengths.length;
  let terms = 0;
  for (const code of model.commonCodes) if (code !== NO_TERM && code !== STOP) terms++;
  return {
    format: FORMAT_VERSION,
    targets: model.targets,
    documents: model.documents,
    terms,
    bigrams: model.commonCodes.length - words,
    provenance: model.provenance,
    calibration: model.calibration,
    recordedPredictions: model.recorded.length,
  };
}

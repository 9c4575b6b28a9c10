/** Writing an imported model: its arrays → the bytes of an artifact. */

import { Fault } from "../../core/container/fault.js";
import type { ScikitLearnArrays } from "../../core/models/scikit-learn/arrays.js";
import { checkClassifier, checkFeatures, checkOrigin } from "../../core/models/scikit-learn/check-settings.js";
import { SCIKIT_LEARN } from "../../core/models/scikit-learn/family.js";
import { ScikitLearnModel } from "../../core/models/scikit-learn/model.js";
import { artifactPieces } from "../../core/models/write-artifact.js";
import { recordPredictions } from "../../core/predict/recorded.js";
import { nodeDigest } from "../../node-digest.js";
import { Refusal } from "../refusal.js";

/**
 * Writes an imported model as an artifact, with a few predictions of its own. The same model gives the same bytes anywhere.
 *
 * @returns the bytes in pieces, most of them the arrays themselves: a large model need not be in memory twice.
 */
export function encodeImported(arrays: ScikitLearnArrays): readonly Uint8Array[] {
  requireReadable(arrays);
  const recorded = recordPredictions(new ScikitLearnModel(arrays));
  return [...artifactPieces(SCIKIT_LEARN, arrays, recorded, nodeDigest)];
}

/** @throws Refusal `limit` if there is more of something than a reader takes. */
function requireReadable({ targets, features, classifier, origin }: ScikitLearnArrays): void {
  try {
    checkFeatures(features);
    checkClassifier(classifier, targets.length);
    checkOrigin(origin);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Refusal(
      "limit",
      `the model has more than an artifact can hold: ${error.message}; save a simpler pipeline`,
    );
  }
}

/** The model of a command: loaded with as little code as it needs, because reading code is most of what a short command does. */

import { NAIVE_BAYES } from "../core/models/naive-bayes/family.js";
import type { Classifier } from "../core/predict/classifier.js";
import { classifierOf, readArtifact } from "../library/artifact.js";

/** How the header of an artifact of naive Bayes begins. Anything else is left to the code that knows all families. */
const NAIVE_BAYES_HEADER = Buffer.from(`{"family":"${NAIVE_BAYES.name}"`);
const HEADER_AT = 16;

/**
 * Loads a model, as a rule the one of `modelPath`.
 *
 * @throws NewsgroupsError as `load` does.
 */
export async function loadModel(path: string): Promise<Classifier> {
  const artifact = readArtifact(path);
  const start = artifact.bytes.subarray(HEADER_AT, HEADER_AT + NAIVE_BAYES_HEADER.length);
  if (NAIVE_BAYES_HEADER.equals(start)) return classifierOf(artifact, [NAIVE_BAYES]);
  const { FAMILIES } = await import("../core/models/families.js");
  return classifierOf(artifact, FAMILIES);
}

/** The model of a command: loaded with as little code as it needs, because reading code is most of what a short command does. */

import { NAIVE_BAYES } from "../core/models/naive-bayes/family.js";
import type { Classifier } from "../core/predict/classifier.js";
import { classifierOf, readArtifact } from "../library/artifact.js";
import type { Io } from "./io.js";
import { modelPath } from "./model-path.js";

/** How the header of an artifact of naive Bayes begins. Anything else is left to the code that knows all families. */
const NAIVE_BAYES_HEADER = Buffer.from(`{"family":"${NAIVE_BAYES.name}"`);
const HEADER_AT = 16;

/**
 * Loads the model that is given on the command line, else `$NEWSGROUPS_MODEL`, else the embedded one.
 *
 * @throws NewsgroupsError as `load` does.
 */
export async function loadModel(io: Io, given: string | undefined): Promise<Classifier> {
  const artifact = readArtifact(modelPath(io, given));
  const start = artifact.bytes.subarray(HEADER_AT, HEADER_AT + NAIVE_BAYES_HEADER.length);
  if (NAIVE_BAYES_HEADER.equals(start)) return classifierOf(artifact, [NAIVE_BAYES]);
  const { FAMILIES } = await import("../core/models/families.js");
  return classifierOf(artifact, FAMILIES);
}

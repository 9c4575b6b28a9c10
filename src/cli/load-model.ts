/** The model of a command: loaded with as little code as it needs, because reading code is most of what a short command does. */

import { LINEAR } from "../core/models/linear/family.js";
import type { Classifier } from "../core/predict/classifier.js";
import { classifierOf, readArtifact } from "../library/artifact.js";

/** How the header of an artifact that `dump` made begins. Anything else is left to the code that knows all families. */
const LINEAR_HEADER = Buffer.from(`{"family":"${LINEAR.name}"`);
const HEADER_AT = 16;

/**
 * Loads a model, as a rule the one of `modelPath`.
 *
 * @throws NewsgroupsError as `load` does.
 */
export async function loadModel(path: string): Promise<Classifier> {
  const artifact = readArtifact(path);
  const start = artifact.bytes.subarray(HEADER_AT, HEADER_AT + LINEAR_HEADER.length);
  if (LINEAR_HEADER.equals(start)) return classifierOf(artifact, [LINEAR]);
  const { FAMILIES } = await import("../core/models/families.js");
  return classifierOf(artifact, FAMILIES);
}

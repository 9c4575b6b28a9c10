/** Loading: an artifact → a classifier; and predicting with the embedded model. */

import { printable } from "../core/errors.js";
import { decodeArtifact } from "../core/models/artifact.js";
import { Classifier, type Prediction } from "../core/predict/classifier.js";
import { readBytes } from "../files/read.js";
import { EMBEDDED_MODEL } from "../package-files.js";

/**
 * Loads a classifier. Nothing in an artifact is executed, and no text can make a loaded one fail.
 *
 * @param artifact a path, or the bytes that `dump` gave; default: the embedded model of the 20 Newsgroups.
 * @throws NewsgroupsError `file`, `input`, or the code of what is wrong with it, a `FileFault`.
 */
export function load(artifact: string | Uint8Array = EMBEDDED_MODEL): Classifier {
  if (typeof artifact !== "string") return new Classifier(decodeArtifact(artifact, "artifact"));
  return new Classifier(decodeArtifact(readBytes(artifact), printable(artifact), artifact === EMBEDDED_MODEL));
}

let embedded: Classifier | undefined;

/**
 * Predicts the category of a text with the embedded model, which is loaded at the first call.
 *
 * @param top how many categories to rank, 1 or more; default 1.
 */
export function predict(text: string, top = 1): Prediction {
  embedded ??= load();
  return embedded.predict(text, top);
}

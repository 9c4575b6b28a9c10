/** Loading: an artifact → a classifier; and predicting with the embedded model. */

import { FAMILIES } from "../core/models/families.js";
import type { Classifier, Prediction } from "../core/predict/classifier.js";
import { embeddedModel } from "../package-files.js";
import { classifierOf, readArtifact } from "./artifact.js";

/**
 * Loads a classifier. Nothing in an artifact is executed, and no text can make a loaded one fail.
 *
 * @param artifact a path, or the bytes that `dump` gave; default: the embedded model of the 20 Newsgroups.
 * @throws NewsgroupsError `file`, `input`, or the code of what is wrong with it, a `FileFault`; `usage` if the argument is neither.
 */
export function load(artifact: string | Uint8Array = embeddedModel()): Classifier {
  return classifierOf(readArtifact(artifact), FAMILIES);
}

let embedded: Classifier | undefined;

/**
 * Predicts the category of a text with the embedded model, which is loaded at the first call.
 *
 * @param top how many categories to rank, 1 or more; default 1.
 * @throws NewsgroupsError `usage` if the text is no string, or `top` no whole number of 1 or more.
 */
export function predict(text: string, top = 1): Prediction {
  embedded ??= load();
  return embedded.predict(text, top);
}

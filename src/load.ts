/** Loading: an artifact → a classifier; and predicting with the embedded model. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { decodeArtifact } from "./artifact/artifact.js";
import { Classifier, type Prediction } from "./classifier/classifier.js";
import { fileError, printable } from "./errors.js";

/** The model of the 20 Newsgroups that comes with the package. */
export const EMBEDDED_MODEL: string = fileURLToPath(new URL("../data/20newsgroups.model", import.meta.url));

/** The bytes of a file; throws NewsgroupsError `file`. */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw fileError("read", path, error);
  }
}

/**
 * Loads a classifier. Nothing in an artifact is executed, and no text can make a loaded one fail.
 *
 * @param artifact a path, or the bytes that `dump` gave; default: the embedded model of the 20 Newsgroups.
 * @throws NewsgroupsError `file`, `format`, `digest` or `content`.
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

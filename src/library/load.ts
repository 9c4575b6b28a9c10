/** Loading: an artifact → a classifier; and predicting with the embedded model. */

import { describeValue, NewsgroupsError, printable } from "../core/errors.js";
import { decodeArtifact } from "../core/models/read-artifact.js";
import { Classifier, type Prediction } from "../core/predict/classifier.js";
import { readBytes } from "../files/read.js";
import { nodeDigest } from "../node-digest.js";
import { embeddedModel, isEmbeddedModel } from "../package-files.js";

/**
 * Loads a classifier. Nothing in an artifact is executed, and no text can make a loaded one fail.
 *
 * @param artifact a path, or the bytes that `dump` gave; default: the embedded model of the 20 Newsgroups.
 * @throws NewsgroupsError `file`, `input`, or the code of what is wrong with it, a `FileFault`; `usage` if the argument is neither.
 */
export function load(artifact: string | Uint8Array = embeddedModel()): Classifier {
  const { bytes, where, isEmbedded } = readArtifact(artifact);
  return new Classifier(decodeArtifact(bytes, { where, digest: nodeDigest, isTrusted: isEmbedded }).model);
}

/** The bytes of an artifact, and what messages call it. */
export interface ArtifactBytes {
  readonly bytes: Uint8Array;
  readonly where: string;
  readonly isEmbedded: boolean;
}

/** @throws NewsgroupsError `file`; `usage` if the argument is neither a path nor bytes. */
export function readArtifact(artifact: string | Uint8Array): ArtifactBytes {
  if (artifact instanceof Uint8Array) return { bytes: artifact, where: "artifact", isEmbedded: false };
  if (typeof artifact === "string") {
    return { bytes: readBytes(artifact), where: printable(artifact), isEmbedded: isEmbeddedModel(artifact) };
  }
  throw new NewsgroupsError("usage", `artifact: expected a path or a Uint8Array, got ${describeValue(artifact)}`);
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

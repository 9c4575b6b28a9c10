/** Checking: an artifact → whether it is whole and answers as it did, and what it is. */

import { createHash } from "node:crypto";
import { NewsgroupsError } from "../core/errors.js";
import { FAMILIES } from "../core/models/families.js";
import { decodeArtifact } from "../core/models/read-artifact.js";
import { Classifier } from "../core/predict/classifier.js";
import { requireSameAnswers } from "../core/predict/recorded.js";
import { nodeDigest } from "../node-digest.js";
import { embeddedModel } from "../package-files.js";
import { type ArtifactBytes, readArtifact } from "./artifact.js";

/** What a model is, as JSON has it. */
export interface ModelInfo {
  /** Version of the artifact's format. */
  readonly format: number;
  /** Family of the model, such as `linear`. */
  readonly family: string;
  readonly targets: readonly string[];
  /** Number of training documents by target; absent if the model does not know. */
  readonly documents?: readonly number[];
  /** Number of predictions that were recorded when the artifact was written, and come out the same. */
  readonly recordedPredictions: number;
  /** What the family says of itself: numbers of terms, settings, versions. */
  readonly [property: string]: unknown;
}

/** What an artifact is, as JSON has it. */
export interface ArtifactDescription extends ModelInfo {
  /** Size of the artifact. */
  readonly bytes: number;
  /** SHA-256 of the artifact, in hexadecimal digits. */
  readonly sha256: string;
}

/** An artifact that passed all checks. */
export interface CheckedArtifact {
  readonly classifier: Classifier;
  readonly description: ArtifactDescription;
  /** What the family says of itself, for people: a name and a text for each line. */
  readonly lines: readonly (readonly [name: string, text: string])[];
  /** Bytes of memory that the model takes, the artifact included. */
  readonly memory: number;
}

/** What an artifact must be besides. */
export interface CheckOptions {
  /** SHA-256 that the artifact must have, in lower-case hexadecimal digits. */
  readonly sha256?: string;
}

/**
 * Checks an artifact: loads it as {@link load} does and checks every byte, that each word is found where it is looked up, and that the
 * predictions recorded when it was made come out the same.
 *
 * @param artifact a path, or the bytes that `dump` gave; default: the embedded model of the 20 Newsgroups.
 * @returns what it is.
 * @throws NewsgroupsError as `load` does; `digest` if it has another SHA-256 than required; `check` if it is well-formed but its answers
 * have changed.
 */
export function check(
  artifact: string | Uint8Array = embeddedModel(),
  options: CheckOptions = {},
): ArtifactDescription {
  return checkArtifact(readArtifact(artifact), options).description;
}

/** As {@link check}, for an artifact that was read. */
export function checkArtifact(
  { bytes, where }: Pick<ArtifactBytes, "bytes" | "where">,
  { sha256: expected }: CheckOptions = {},
): CheckedArtifact {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (expected !== undefined && expected !== sha256) {
    throw new NewsgroupsError("digest", `${where}: wrong file: expected SHA-256 ${expected}, got ${sha256}`);
  }
  const artifact = decodeArtifact(bytes, { where, digest: nodeDigest, families: FAMILIES });
  requireSameAnswers(artifact, where);
  const { version, model, recorded } = artifact;
  const { documents, properties, lines } = model.describe();
  return {
    classifier: new Classifier(model),
    description: {
      format: version,
      family: model.family,
      targets: model.targets,
      ...(documents && { documents }),
      ...properties,
      recordedPredictions: recorded.length,
      bytes: bytes.length,
      sha256,
    },
    lines,
    memory: bytes.length + model.memory,
  };
}

/** Loading without Node: the bytes of an artifact → a classifier. */

import { sha256 } from "@noble/hashes/sha2.js";
import { describeValue, NewsgroupsError } from "./errors.js";
import type { Family } from "./models/family.js";
import { decodeArtifact } from "./models/read-artifact.js";
import { Classifier } from "./predict/classifier.js";

/**
 * Loads a classifier.
 *
 * @param families the families that its model may be of.
 * @throws NewsgroupsError with a `FileFault`; `usage` if the argument is no bytes.
 */
export function classifierOf(artifact: Uint8Array | ArrayBuffer, families: readonly Family[]): Classifier {
  const bytes = artifact instanceof ArrayBuffer ? new Uint8Array(artifact) : artifact;
  if (bytes instanceof Uint8Array) {
    return new Classifier(decodeArtifact(bytes, { where: "artifact", digest: () => sha256.create(), families }).model);
  }
  throw new NewsgroupsError(
    "usage",
    `artifact: expected a Uint8Array or an ArrayBuffer, got ${describeValue(artifact)}`,
  );
}

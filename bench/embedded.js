// @ts-check
/** The arrays of the embedded model, for texts that are made of its words. */

import { readFileSync } from "node:fs";
import { decodeArtifact } from "../dist/core/models/read-artifact.js";
import { nodeDigest } from "../dist/node-digest.js";
import { EMBEDDED } from "./newsgroups.js";

export function embeddedArrays() {
  const { model } = decodeArtifact(readFileSync(EMBEDDED), { where: EMBEDDED, digest: nodeDigest, isTrusted: true });
  return model.arrays;
}

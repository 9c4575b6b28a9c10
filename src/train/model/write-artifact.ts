/** Writing an artifact: a model → the bytes of its file. */

import { concatenated } from "../../core/container/write.js";
import type { LinearArrays } from "../../core/models/linear/arrays.js";
import { LINEAR } from "../../core/models/linear/family.js";
import type { RecordedPrediction } from "../../core/models/recorded-predictions.js";
import { artifactPieces } from "../../core/models/write-artifact.js";
import { nodeDigest } from "../../node-digest.js";

/**
 * Writes a naive Bayes model as an artifact. The same model gives the same bytes anywhere.
 *
 * @throws NewsgroupsError `input` if the names of the targets are too long for the header.
 */
export function encodeArtifact(arrays: LinearArrays, recorded: readonly RecordedPrediction[]): Uint8Array<ArrayBuffer> {
  return concatenated(artifactPieces(LINEAR, arrays, recorded, nodeDigest));
}

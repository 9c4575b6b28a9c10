/** Writing an artifact: a model → the bytes of its file. */

import { encodeContainer } from "../../core/container/write.js";
import type { NaiveBayesArrays } from "../../core/models/naive-bayes/arrays.js";
import { NAIVE_BAYES, SECTIONS } from "../../core/models/naive-bayes/family.js";
import { ARTIFACT } from "../../core/models/read-artifact.js";
import type { RecordedPrediction } from "../../core/models/recorded-predictions.js";
import { nodeDigest } from "../../node-digest.js";

/**
 * Writes a naive Bayes model as an artifact. The same model gives the same bytes anywhere.
 *
 * @throws NewsgroupsError `input` if the names of the targets are too long for the header.
 */
export function encodeArtifact(
  arrays: NaiveBayesArrays,
  recorded: readonly RecordedPrediction[],
): Uint8Array<ArrayBuffer> {
  const { targets, documents, provenance, calibration } = arrays;
  const header = { family: NAIVE_BAYES.name, targets, documents, provenance, calibration, recorded };
  const sections = SECTIONS.map((name) => {
    const { buffer, byteOffset, byteLength } = arrays[name];
    return [name, new Uint8Array(buffer, byteOffset, byteLength)] as const;
  });
  return encodeContainer(ARTIFACT, header, new Map(sections), nodeDigest);
}

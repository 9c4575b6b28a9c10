/** A naive Bayes artifact as one flat object that tests can look into and change. */

import type { LinearArrays } from "../../src/core/models/linear/arrays.js";
import { LinearModel } from "../../src/core/models/linear/model.js";
import { type DecodeOptions, decodeArtifact } from "../../src/core/models/read-artifact.js";
import type { RecordedPrediction } from "../../src/core/models/recorded-predictions.js";
import { Classifier } from "../../src/core/predict/classifier.js";
import { nodeDigest } from "../../src/node-digest.js";
import { encodeArtifact } from "../../src/train/model/write-artifact.js";

/** The arrays of a model and its recorded predictions. */
export interface FlatModel extends LinearArrays {
  readonly recorded: readonly RecordedPrediction[];
}

/** Reads an artifact as every command does. */
export function decodeFlat(bytes: Uint8Array, where = "artifact", options: Partial<DecodeOptions> = {}): FlatModel {
  const { model, recorded } = decodeArtifact(bytes, { where, digest: nodeDigest, ...options });
  return { ...(model as LinearModel).arrays, recorded };
}

export function encodeFlat({ recorded, ...arrays }: FlatModel): Uint8Array<ArrayBuffer> {
  return encodeArtifact(arrays, recorded);
}

export function classifierOf(arrays: LinearArrays): Classifier {
  return new Classifier(new LinearModel(arrays));
}

/** The scores of a text in the order of the targets. */
export function scoresOf(classifier: Classifier, text: string): number[] {
  const { targets } = classifier;
  const { top } = classifier.predict(text, targets.length);
  return targets.map((target) => top.find(({ category }) => category === target)!.score);
}

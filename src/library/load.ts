/** Loading: an artifact → a classifier; and predicting with the embedded model. */

import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { fileError, NewsgroupsError, printable } from "../core/errors.js";
import { decodeArtifact } from "../core/models/artifact.js";
import { Classifier, type Prediction } from "../core/predict/classifier.js";
import { EMBEDDED_MODEL } from "../package-files.js";

/** Most bytes that are taken of what does not say its size: a pipe or a device, which may never end. */
const MAX_STREAM_BYTES = 1 << 28;

/**
 * The bytes of a file.
 *
 * @param most most bytes that it may have; default: any number for a file, 256 MiB for a pipe or a device.
 * @throws NewsgroupsError `file` if it cannot be read, `input` if it has more.
 */
export function readBytes(path: string, most?: number): Uint8Array {
  let bytes: Uint8Array | undefined;
  try {
    const descriptor = openSync(path, "r");
    try {
      const stat = fstatSync(descriptor);
      if (stat.isFile()) bytes = stat.size > (most ?? stat.size) ? undefined : readFileSync(descriptor);
      else bytes = readAtMost(descriptor, most ?? MAX_STREAM_BYTES);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw fileError("read", path, error);
  }
  if (bytes) return bytes;
  throw new NewsgroupsError(
    "input",
    `${printable(path)}: too long: at most ${most ?? MAX_STREAM_BYTES} bytes expected`,
  );
}

/** All that comes, or undefined if it is more than `most` bytes. */
function readAtMost(descriptor: number, most: number): Uint8Array | undefined {
  const chunks: Uint8Array[] = [];
  for (let total = 0; total <= most; ) {
    const chunk = Buffer.allocUnsafeSlow(1 << 16);
    const length = readSync(descriptor, chunk);
    if (length === 0) return Buffer.concat(chunks, total);
    chunks.push(chunk.subarray(0, length));
    total += length;
  }
  return undefined;
}

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

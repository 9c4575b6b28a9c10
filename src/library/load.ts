/** Loading: an artifact → a classifier; and predicting with the embedded model. */

import { describeValue, NewsgroupsError, printable } from "../core/errors.js";
import { FAMILIES } from "../core/models/families.js";
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
  const options = { where, digest: nodeDigest, families: FAMILIES, isTrusted: isEmbedded };
  return new Classifier(decodeArtifact(bytes, options).model);
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
    const [bytes, where] = [readBytes(artifact), printable(artifact)];
    requireNoDump(bytes, where);
    return { bytes, where, isEmbedded: isEmbeddedModel(artifact) };
  }
  throw new NewsgroupsError("usage", `artifact: expected a path or a Uint8Array, got ${describeValue(artifact)}`);
}

/** How dumps begin, in hexadecimal digits: a pickle of protocol 2 to 5, zlib, gzip, bzip2, xz, joblib's old format. */
const DUMP = /^(?:800[2-5]|78(?:01|5e|9c|da)|1f8b|425a68|fd377a585a|5a463078)/;
const DUMP_BYTES = 5;

/** @throws NewsgroupsError `magic` if the file seems to be a dump of scikit-learn; it says what to do with one. */
function requireNoDump(bytes: Uint8Array, where: string): void {
  const start = Array.from(bytes.subarray(0, DUMP_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!DUMP.test(start)) return;
  throw new NewsgroupsError(
    "magic",
    `${where}: this is a joblib or pickle dump, not a newsgroups model; convert it with \`newsgroups import ${where}\``,
  );
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

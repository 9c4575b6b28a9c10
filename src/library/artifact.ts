/** Artifacts: a path or bytes → the bytes of an artifact and their name; and bytes → a classifier. */

import { describeValue, NewsgroupsError, printable } from "../core/errors.js";
import type { Family } from "../core/models/family.js";
import { decodeArtifact } from "../core/models/read-artifact.js";
import { Classifier } from "../core/predict/classifier.js";
import { readBytes } from "../files/read.js";
import { nodeDigest } from "../node-digest.js";
import { isEmbeddedModel } from "../package-files.js";

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
/** A pickle of protocol 0 or 1 begins with the opcode of a tuple, class, list or dict, and ends with STOP. */
const OLD_DUMP = /^(?:28|63|5d|7d)/;
const STOP = 0x2e;
const DUMP_BYTES = 5;

/** @throws NewsgroupsError `magic` if the file seems to be a dump of scikit-learn; it says what to do with one. */
function requireNoDump(bytes: Uint8Array, where: string): void {
  const start = Array.from(bytes.subarray(0, DUMP_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!DUMP.test(start) && !(OLD_DUMP.test(start) && bytes.at(-1) === STOP)) return;
  throw new NewsgroupsError(
    "magic",
    `${where}: this is a joblib or pickle dump, not a newsgroups model; convert it with \`newsgroups import ${where}\``,
  );
}

/** Makes a classifier of an artifact. @throws NewsgroupsError with the code of what is wrong with it, a `FileFault`. */
export function classifierOf({ bytes, where, isEmbedded }: ArtifactBytes, families: readonly Family[]): Classifier {
  return new Classifier(decodeArtifact(bytes, { where, digest: nodeDigest, families, isTrusted: isEmbedded }).model);
}

/** Reading an artifact: the bytes of a model's file → a model of the family that its header names. */

import { Fault, withFileName } from "../container/fault.js";
import type { Digest, Header, Kind, Outline } from "../container/format.js";
import { checkLabels } from "../container/labels.js";
import { decodeContainer } from "../container/read.js";
import { describeValue } from "../errors.js";
import { type Family, Sections } from "./family.js";
import { LINEAR } from "./linear/family.js";
import type { Model } from "./model.js";
import { checkRecorded, type RecordedPrediction } from "./recorded-predictions.js";

/** Versions of the format that this package reads; it writes the last. They differ in what `dump` makes, not in imported models. */
const VERSIONS = [3, 4, 5] as const;

/** What the family of `dump` was called before version 5. */
const FORMER_FAMILY = "naive-bayes";

/** What an artifact is, for the container. */
export const ARTIFACT: Kind = {
  name: "a newsgroups model",
  magic: "NGMODEL\0",
  versions: VERSIONS,
  madeBy: "`newsgroups dump` or `newsgroups import`",
};

/** The families that every program knows; others are given by those that have them. */
const BASIC: readonly Family[] = [LINEAR];

/** Most targets: as many as counts can have. */
const MAX_TARGETS = 0xffff;

/** An artifact that was read and checked. */
export interface Artifact {
  /** Version of its format. */
  readonly version: number;
  readonly model: Model;
  readonly recorded: readonly RecordedPrediction[];
}

/** How an artifact is read. */
export interface DecodeOptions {
  /** What messages call the file. */
  readonly where: string;
  /** Undefined if the bytes are known to be those that were written. */
  readonly digest: Digest | undefined;
  /** The families to look for; default {@link LINEAR} alone. */
  readonly families?: readonly Family[];
  /**
   * Whether the file belongs to the package and is as trustworthy as its code. Then, if the digest is right, the meaning of its sections
   * is not checked again; that saves a tenth of the time of a short command. Default false.
   */
  readonly isTrusted?: boolean;
}

/**
 * Reads the bytes of an artifact. Nothing is copied or rebuilt: the model's arrays are views of `file`.
 *
 * @throws NewsgroupsError with the code of what is wrong, a `FileFault`.
 */
export function decodeArtifact(file: Uint8Array, options: DecodeOptions): Artifact {
  const { where, digest, families = BASIC, isTrusted = false } = options;
  return withFileName(ARTIFACT, where, () => {
    // Views of 32-bit numbers need an aligned start, which a slice of a larger buffer may not have. To the engine, a Buffer of Node is another
    // kind of array, for which it compiles all code again.
    const isAligned = file.byteOffset % 8 === 0;
    const bytes = isAligned ? new Uint8Array(file.buffer, file.byteOffset, file.length) : new Uint8Array(file);
    const outline = (header: Header, version: number): Outline => outlineOf(header, version, families);
    const { version, header, sections } = decodeContainer(ARTIFACT, bytes, outline, digest);
    const family = familyOf(header, version, families);
    const { minTargets, areTargetsSorted } = family;
    const targets = checkLabels("target", header["targets"], minTargets, MAX_TARGETS, areTargetsSorted);
    const model = family.decode(targets, header, new Sections(sections), isTrusted);
    return { version, model, recorded: checkRecorded(header["recorded"], targets, model.probabilities !== undefined) };
  });
}

/** What the container must hold. A header that names no family is measured by the first. */
function outlineOf(header: Header, version: number, families: readonly Family[]): Outline {
  const hasFamily = typeof header["family"] === "string";
  const { keys, sections } = hasFamily ? familyOf(header, version, families) : LINEAR;
  return { keys: ["family", "targets", ...keys, "recorded"], sections };
}

function familyOf({ family }: Header, version: number, families: readonly Family[]): Family {
  if (typeof family !== "string") throw new Fault("header-value", "its family is not a name");
  const known = families.find(({ name }) => name === (family === FORMER_FAMILY ? LINEAR.name : family));
  if (known && (family === FORMER_FAMILY || version < known.since)) {
    throw new Fault(
      "version",
      `family ${family} in format version ${version}, but this program reads ${known.name} models from version ${known.since} on`,
      "make it again from its documents with `newsgroups train` and `newsgroups dump`",
    );
  }
  if (known) return known;
  const names = families.map(({ name }) => name).join(", ");
  throw new Fault("family", `model family ${describeValue(family)}, but this program knows ${names}`);
}

/** The artifact: a model as one file, which is also the live data structure. */

import { nodeDigest } from "../../node-digest.js";
import { Fault, withFileName } from "../container/fault.js";
import type { Digest, Header, Kind } from "../container/format.js";
import { hasKeys, isRecord } from "../container/header.js";
import { checkDocuments, checkLabels } from "../container/labels.js";
import { decodeContainer } from "../container/read.js";
import { encodeContainer } from "../container/write.js";
import type { Integers, Model, Provenance, RecordedPrediction } from "./naive-bayes/arrays.js";
import { checkModel } from "./naive-bayes/check-arrays.js";
import { ESTIMATORS, type Estimator } from "./naive-bayes/estimators.js";
import { type Calibration, LEAST_TEMPERATURE } from "./naive-bayes/temperature.js";

/** The format version that this package writes and reads. */
export const FORMAT_VERSION = 2;

const KIND: Kind = {
  name: "a newsgroups model",
  magic: "NGMODEL\0",
  versions: [FORMAT_VERSION],
  madeBy: "`newsgroups dump`",
};

/** The members of a {@link Model} that are the header of the file, in their order there. */
const KEYS = [
  "targets",
  "documents",
  "provenance",
  "calibration",
  "recorded",
] as const satisfies readonly (keyof Model)[];

/** The arrays of a {@link Model} that are the sections of the file, in their order there. */
const SECTIONS = [
  "bucketWords",
  "bucketBytes",
  "wordLengths",
  "wordBytes",
  "bigramCounts",
  "bigramBlocks",
  "secondWords",
  "commonCodes",
  "postingCounts",
  "postingBlocks",
  "categories",
  "deltaCodes",
  "commonLevels",
  "deltaLevels",
  "offset",
  "scale",
  "prior",
] as const satisfies readonly (keyof Model)[];

/** Most targets, as many as counts can have. */
const MAX_TARGETS = 0xffff;

/** Writes a model as the bytes of an artifact; the same model gives the same bytes anywhere. */
export function encodeArtifact(model: Model, digest: Digest = nodeDigest): Uint8Array {
  const { targets, documents, provenance, calibration, recorded } = model;
  const sections = new Map(
    SECTIONS.map((name) => {
      const { buffer, byteOffset, byteLength } = model[name];
      return [name, new Uint8Array(buffer, byteOffset, byteLength)];
    }),
  );
  return encodeContainer(KIND, { targets, documents, provenance, calibration, recorded }, sections, digest);
}

/**
 * Reads the bytes of an artifact. Nothing is copied or rebuilt: the model's arrays are views of `file`.
 *
 * @param where what messages call the file.
 * @param isOwn whether the file is the package's own, as much to be trusted as its code: then, the digest being right,
 * the meaning of its arrays is not checked again. That saves a tenth of what a short command takes.
 * @throws NewsgroupsError with the code of what is wrong, a `FileFault`.
 */
export function decodeArtifact(file: Uint8Array, where: string, isOwn = false, digest: Digest = nodeDigest): Model {
  return withFileName(KIND, where, () => {
    // Views of 32-bit numbers need an aligned start, which a slice of a larger buffer may not have.
    const bytes = file.byteOffset % 8 === 0 ? file : new Uint8Array(file);
    const { header, sections } = decodeContainer(KIND, bytes, () => ({ keys: KEYS, sections: SECTIONS }), digest);
    const model = modelOf(header, (name) => sections.get(name)!);
    if (!isOwn) checkModel(model);
    return model;
  });
}

function modelOf(header: Header, section: (name: (typeof SECTIONS)[number]) => Uint8Array): Model {
  const wrongSize = (name: (typeof SECTIONS)[number], items: number): Fault =>
    new Fault("section-size", `section ${name} has ${section(name).length} bytes for ${items} numbers`);
  const integers = (name: (typeof SECTIONS)[number], items: number): Integers => {
    const found = section(name);
    const width = found.length === 0 && items === 0 ? 1 : found.length / items;
    if (width === 1) return found;
    if (width === 2) return new Uint16Array(found.buffer, found.byteOffset, items);
    if (width === 4) return new Uint32Array(found.buffer, found.byteOffset, items);
    throw wrongSize(name, items);
  };
  const words32 = (name: (typeof SECTIONS)[number]): Uint32Array => {
    const found = section(name);
    if (found.length % 4 !== 0)
      throw new Fault("section-size", `section ${name} has ${found.length} bytes, no multiple of 4`);
    return new Uint32Array(found.buffer, found.byteOffset, found.length / 4);
  };
  const floats = (name: (typeof SECTIONS)[number], items: number): Float32Array => {
    const found = section(name);
    if (found.length !== items * 4) throw wrongSize(name, items);
    return new Float32Array(found.buffer, found.byteOffset, items);
  };
  const told = checkHeader(header);
  const words = section("wordLengths").length;
  const terms = section("commonCodes").length;
  const postings = section("deltaCodes").length;
  const targets = told.targets.length;
  if (terms < words) throw new Fault("section-size", `${terms} common codes for ${words} words`);
  return {
    ...told,
    bucketWords: words32("bucketWords"),
    bucketBytes: words32("bucketBytes"),
    wordLengths: section("wordLengths"),
    wordBytes: section("wordBytes"),
    bigramCounts: integers("bigramCounts", words),
    bigramBlocks: words32("bigramBlocks"),
    secondWords: integers("secondWords", terms - words),
    commonCodes: section("commonCodes"),
    postingCounts: integers("postingCounts", terms),
    postingBlocks: words32("postingBlocks"),
    categories: integers("categories", postings),
    deltaCodes: section("deltaCodes"),
    commonLevels: floats("commonLevels", 256),
    deltaLevels: floats("deltaLevels", 256),
    offset: floats("offset", targets),
    scale: floats("scale", targets),
    prior: floats("prior", targets),
  };
}

type Told = Pick<Model, (typeof KEYS)[number]>;

function checkHeader(header: Header): Told {
  const targets = checkLabels("target", header["targets"], 2, MAX_TARGETS);
  const documents = checkDocuments(header["documents"], targets);
  const provenance = checkProvenance(header["provenance"]);
  const calibration = checkCalibration(header["calibration"]);
  return { targets, documents, provenance, calibration, recorded: checkRecorded(header["recorded"], targets) };
}

function checkCalibration(value: unknown): Calibration {
  if (!isRecord(value)) throw new Fault("header-value", "it does not say how probabilities come about");
  if (!hasKeys(value, ["temperature", "spread", "documents", "right"])) {
    throw new Fault("header-keys", "its calibration has other keys than expected");
  }
  const { temperature, spread, documents, right } = value;
  const isRight =
    isPositive(temperature) &&
    temperature >= LEAST_TEMPERATURE &&
    isProbability(spread) &&
    Number.isSafeInteger(documents) &&
    Number.isSafeInteger(right) &&
    (right as number) >= 0 &&
    (right as number) <= (documents as number);
  if (!isRight) throw new Fault("header-value", "what it says of its calibration cannot be");
  return value as unknown as Calibration;
}

function checkProvenance(value: unknown): Provenance {
  if (!isRecord(value)) throw new Fault("header-value", "it does not say how it was made");
  if (!hasKeys(value, ["estimator", "alpha", "maxTerms", "keepEmails", "settings"])) {
    throw new Fault("header-keys", "its provenance has other keys than expected");
  }
  const { estimator, alpha, maxTerms, keepEmails, settings } = value;
  const isRight =
    ESTIMATORS.includes(estimator as Estimator) &&
    isPositive(alpha) &&
    isPositive(maxTerms) &&
    Number.isSafeInteger(maxTerms) &&
    typeof keepEmails === "boolean" &&
    isRecord(settings) &&
    Object.values(settings).every((setting) => typeof setting === "number" || typeof setting === "string");
  if (!isRight) throw new Fault("header-value", "what it says of how it was made cannot be");
  return value as unknown as Provenance;
}

function checkRecorded(value: unknown, targets: readonly string[]): readonly RecordedPrediction[] {
  if (!Array.isArray(value)) throw new Fault("header-value", "its recorded predictions are not a list");
  // A set: both lists may be long.
  const known = new Set<unknown>(targets);
  for (const one of value as readonly unknown[]) {
    if (!isRecord(one)) throw new Fault("header-value", "a recorded prediction is none");
    if (!hasKeys(one, ["text", "category", "probability"])) {
      throw new Fault("header-keys", "a recorded prediction has other keys than text, category, probability");
    }
    const { text, category, probability } = one;
    if (typeof text !== "string" || !known.has(category) || !isProbability(probability)) {
      throw new Fault("header-value", "a recorded prediction has no text, no target or no probability");
    }
  }
  return value;
}

// JSON has no numbers that are not finite.
const isPositive = (value: unknown): value is number => typeof value === "number" && value > 0;
const isProbability = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= 1;

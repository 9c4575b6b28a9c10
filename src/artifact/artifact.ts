/** The artifact: a model as one file, which is also the live data structure. */

import { ESTIMATORS, type Estimator } from "../bayes/estimators.js";
import { decodeContainer, encodeContainer, type Kind } from "../container/container.js";
import { checkDocuments, checkLabels, isRecord } from "../counts/labels.js";
import { NewsgroupsError } from "../errors.js";
import type { Integers, Model, Provenance, RecordedPrediction } from "../model/model.js";
import { checkModel } from "./check-model.js";

/** The format version that this package writes and reads. */
export const FORMAT_VERSION = 1;

const KIND: Kind = {
  name: "a newsgroups model",
  magic: "NGMODEL\0",
  version: FORMAT_VERSION,
  madeBy: "`newsgroups dump`",
};

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
export function encodeArtifact(model: Model): Uint8Array {
  const { targets, documents, provenance, temperature, recorded } = model;
  const sections = new Map(
    SECTIONS.map((name) => {
      const { buffer, byteOffset, byteLength } = model[name];
      return [name, new Uint8Array(buffer, byteOffset, byteLength)];
    }),
  );
  return encodeContainer(KIND, { targets, documents, provenance, temperature, recorded }, sections);
}

/**
 * Reads the bytes of an artifact. Nothing is copied or rebuilt: the model's arrays are views of `file`.
 *
 * @param where what messages call the file.
 * @param isOwn whether the file is the package's own, as much to be trusted as its code: then, the digest being right,
 * the meaning of its arrays is not checked again. That saves a tenth of what a short command takes.
 * @throws NewsgroupsError `format` if it is no artifact of this version, `digest` if it is damaged, `content` if it is
 * whole but says what cannot be.
 */
export function decodeArtifact(file: Uint8Array, where: string, isOwn = false): Model {
  // Views of 32-bit numbers need an aligned start, which a slice of a larger buffer may not have.
  const bytes = file.byteOffset % 8 === 0 ? file : Uint8Array.from(file);
  const { header, sections } = decodeContainer(KIND, bytes, where, SECTIONS);
  const bad = (what: string): never => {
    throw new NewsgroupsError("content", `${where}: impossible content: ${what}; make it anew with ${KIND.madeBy}`);
  };
  const section = (name: (typeof SECTIONS)[number]): Uint8Array => sections.get(name)!;
  const integers = (name: (typeof SECTIONS)[number], items: number): Integers => {
    const found = section(name);
    const width = found.length === 0 && items === 0 ? 1 : found.length / items;
    if (width === 1) return found;
    if (width === 2) return new Uint16Array(found.buffer, found.byteOffset, items);
    if (width === 4) return new Uint32Array(found.buffer, found.byteOffset, items);
    return bad(`section ${name} has ${found.length} bytes for ${items} numbers`);
  };
  const words32 = (name: (typeof SECTIONS)[number]): Uint32Array => {
    const found = section(name);
    if (found.length % 4 !== 0) bad(`section ${name} has ${found.length} bytes, no multiple of 4`);
    return new Uint32Array(found.buffer, found.byteOffset, found.length / 4);
  };
  const floats = (name: (typeof SECTIONS)[number], items: number): Float32Array => {
    const found = section(name);
    if (found.length !== items * 4) bad(`section ${name} has ${found.length} bytes for ${items} numbers`);
    return new Float32Array(found.buffer, found.byteOffset, items);
  };
  const told = checkHeader(header, bad);
  const words = section("wordLengths").length;
  const terms = section("commonCodes").length;
  const postings = section("deltaCodes").length;
  const targets = told.targets.length;
  if (terms < words) bad(`${terms} terms and ${words} words`);
  const model: Model = {
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
  if (!isOwn) checkModel(model, bad);
  return model;
}

type Told = Pick<Model, "targets" | "documents" | "provenance" | "temperature" | "recorded">;

function checkHeader(header: unknown, bad: (what: string) => never): Told {
  if (!hasKeys(header, ["targets", "documents", "provenance", "temperature", "recorded"])) {
    return bad("its header has other entries than expected");
  }
  const { targets, documents, provenance, temperature, recorded } = header;
  if (!checkLabels(targets, MAX_TARGETS) || targets.length < 2) {
    return bad("its targets are not two or more distinct, sorted, printable names");
  }
  if (!checkDocuments(documents, targets)) return bad("its numbers of documents do not fit its targets");
  if (!(isNumber(temperature) && temperature > 0)) return bad("its temperature is not above 0");
  if (!isProvenance(provenance)) return bad("it does not say how it was made");
  if (!Array.isArray(recorded) || !recorded.every((one) => isRecorded(one, targets))) {
    return bad("its recorded predictions are malformed");
  }
  return { targets, documents, provenance, temperature, recorded };
}

function isProvenance(value: unknown): value is Provenance {
  if (!hasKeys(value, ["estimator", "alpha", "maxTerms", "keepEmails", "settings"])) return false;
  const { estimator, alpha, maxTerms, keepEmails, settings } = value;
  return (
    ESTIMATORS.includes(estimator as Estimator) &&
    isNumber(alpha) &&
    Number.isSafeInteger(maxTerms) &&
    typeof keepEmails === "boolean" &&
    isRecord(settings) &&
    Object.values(settings).every((setting) => isNumber(setting) || typeof setting === "string")
  );
}

function isRecorded(value: unknown, targets: readonly string[]): value is RecordedPrediction {
  return (
    hasKeys(value, ["text", "category", "probability"]) &&
    typeof value["text"] === "string" &&
    targets.includes(value["category"] as string) &&
    isNumber(value["probability"])
  );
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function hasKeys(value: unknown, keys: readonly string[]): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && Object.keys(value).join() === keys.join();
}

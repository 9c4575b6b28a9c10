/** The linear family: its part of the artifact → a model. */

import { Fault } from "../../container/fault.js";
import { hasKeys, isRecord } from "../../container/header.js";
import { checkDocuments } from "../../container/labels.js";
import { FEATURES_VERSION } from "../../text/terms.js";
import type { Family, Sections } from "../family.js";
import type { LinearArrays, Provenance } from "./arrays.js";
import { checkArrays } from "./check-arrays.js";
import { ESTIMATORS, type Estimator, STOP_WORDS, type StopWords } from "./choices.js";
import { LinearModel } from "./model.js";
import type { Calibration } from "./temperature.js";

/** Members of {@link LinearArrays} in the header, in their order there. */
const KEYS = ["documents", "provenance", "calibration"] as const;

type SectionName = Exclude<keyof LinearArrays, "targets" | (typeof KEYS)[number]>;
type ArraysOfSections = Pick<LinearArrays, SectionName>;

/** Numbers of items by which the sizes of sections are checked. */
type Sizes = Readonly<Record<"words" | "terms" | "factors" | "postings" | "targets", number>>;

/** How each member of {@link LinearArrays} that is a section is read, in their order there. */
const READERS: { readonly [Name in SectionName]: (sections: Sections, sizes: Sizes) => LinearArrays[Name] } = {
  bucketWords: (sections) => sections.uint32("bucketWords"),
  bucketBytes: (sections) => sections.uint32("bucketBytes"),
  wordLengths: (sections) => sections.bytes("wordLengths"),
  wordBytes: (sections) => sections.bytes("wordBytes"),
  sentimentCodes: (sections) => sections.bytes("sentimentCodes"),
  bigramCounts: (sections, { words }) => sections.integers("bigramCounts", words),
  bigramBlocks: (sections) => sections.uint32("bigramBlocks"),
  secondWords: (sections, { words, terms }) => sections.integers("secondWords", terms - words),
  commonCodes: (sections) => sections.bytes("commonCodes"),
  factorCodes: (sections) => sections.bytes("factorCodes"),
  postingCounts: (sections, { terms }) => sections.integers("postingCounts", terms),
  postingBlocks: (sections) => sections.uint32("postingBlocks"),
  categories: (sections, { postings }) => sections.integers("categories", postings),
  deltaCodes: (sections) => sections.bytes("deltaCodes"),
  commonLevels: (sections) => sections.float32("commonLevels", 256),
  factorLevels: (sections, { factors }) => sections.float32("factorLevels", factors > 0 ? 256 : 0),
  deltaLevels: (sections) => sections.float32("deltaLevels", 256),
  offset: (sections, { targets }) => sections.float32("offset", targets),
  scale: (sections, { targets }) => sections.float32("scale", targets),
  bias: (sections, { targets }) => sections.float32("bias", targets),
};

/** Members of {@link LinearArrays} that are sections, in their order there. */
const SECTIONS = Object.keys(READERS) as readonly SectionName[];

/** What `dump` makes: linear models, fitted as such or by naive Bayes. */
export const LINEAR: Family = {
  name: LinearModel.FAMILY,
  keys: KEYS,
  sections: SECTIONS,
  since: 5,
  minTargets: 2,
  areTargetsSorted: true,
  decode(targets, header, sections, isTrusted) {
    const arrays = {
      targets,
      documents: checkDocuments(header["documents"], targets),
      provenance: checkProvenance(header["provenance"]),
      calibration: checkCalibration(header["calibration"]),
      ...arraysOf(sections, targets.length),
    };
    if (!isTrusted) checkArrays(arrays);
    return new LinearModel(arrays);
  },
};

function arraysOf(sections: Sections, targets: number): ArraysOfSections {
  const words = sections.bytes("wordLengths").length;
  const terms = sections.bytes("commonCodes").length;
  const factors = sections.bytes("factorCodes").length;
  const postings = sections.bytes("deltaCodes").length;
  if (terms < words) throw new Fault("section-size", `${terms} common codes for ${words} words`);
  if (factors !== 0 && factors !== terms) throw new Fault("section-size", `${factors} factor codes for ${terms} terms`);
  const sizes = { words, terms, factors, postings, targets };
  return Object.fromEntries(SECTIONS.map((name) => [name, READERS[name](sections, sizes)])) as ArraysOfSections;
}

function checkProvenance(value: unknown): Provenance {
  if (!isRecord(value)) throw new Fault("header-value", "its provenance is not an object");
  requireSameFeatures(value["settings"]);
  if (
    !hasKeys(value, ["estimator", "alpha", "maxTerms", "keepEmails", "stopWords", "sentiment", "settings", "choice"])
  ) {
    throw new Fault("header-keys", "its provenance has missing or unknown keys");
  }
  const { estimator, alpha, maxTerms, keepEmails, stopWords, sentiment, settings, choice } = value;
  const isRight =
    ESTIMATORS.includes(estimator as Estimator) &&
    isPositive(alpha) &&
    isPositive(maxTerms) &&
    Number.isSafeInteger(maxTerms) &&
    typeof keepEmails === "boolean" &&
    STOP_WORDS.includes(stopWords as StopWords) &&
    typeof sentiment === "boolean" &&
    typeof choice === "string" &&
    isRecord(settings) &&
    Object.values(settings).every((setting) => typeof setting === "number" || typeof setting === "string");
  if (!isRight) throw new Fault("header-value", "its provenance has a value of the wrong type or out of range");
  return value as unknown as Provenance;
}

/** A model made of other features than those of this program would see other terms in a text than it was trained on. */
function requireSameFeatures(settings: unknown): void {
  const features = isRecord(settings) ? settings["features"] : undefined;
  if (typeof features !== "number" || features === FEATURES_VERSION) return;
  throw new Fault(
    "version",
    `terms of features version ${features}, and this program reads texts by version ${FEATURES_VERSION}`,
    "make it again from its documents with `newsgroups train` and `newsgroups dump`",
  );
}

function checkCalibration(value: unknown): Calibration {
  if (!isRecord(value)) throw new Fault("header-value", "its calibration is not an object");
  if (!hasKeys(value, ["base", "spread", "brevity", "documents", "right", "folds"])) {
    throw new Fault("header-keys", "its calibration has missing or unknown keys");
  }
  const { base, spread, brevity, documents, right, folds } = value;
  const parts = [base, spread, brevity];
  const isRight =
    parts.every((part) => part === 0 || isPositive(part)) &&
    parts.some(isPositive) &&
    isCount(documents) &&
    isCount(right) &&
    right <= documents &&
    isCount(folds);
  if (!isRight) throw new Fault("header-value", "its calibration has a value of the wrong type or out of range");
  return value as unknown as Calibration;
}

// JSON has no numbers that are not finite.
const isPositive = (value: unknown): value is number => typeof value === "number" && value > 0;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Checks of the settings in the header of an imported model: JSON of any shape → settings that make sense together. */

import { Fault } from "../../container/fault.js";
import { hasKeys, isRecord } from "../../container/header.js";
import { MAX_FACTOR } from "./arrays.js";
import {
  type BlockSettings,
  CALIBRATORS,
  type ClassifierSettings,
  type FeatureSettings,
  LINKS,
  NORMS,
  type Operation,
  type Origin,
  type OriginFile,
  type VectorizerSettings,
} from "./settings.js";
import { compilePattern } from "./text/pattern/compile.js";

/** Most features, and thereby most terms: what an index of 32 bits can count. */
const MAX_FEATURES = 2 ** 31;
/** Most operations in one place, and most of those that may multiply a value by {@link MAX_FACTOR}. */
const MAX_OPERATIONS = 24;
const MAX_FACTORS = 4;
const FACTORS = ["factors", "multiply"];
/** Longest n-gram: each text takes time for every length. */
const MAX_GRAM = 100;
/** Deepest nesting of classifiers in each other. */
export const MAX_NESTING = 4;

type Json = Readonly<Record<string, unknown>>;

/** @throws Fault `header-value` or `header-keys` */
export function checkFeatures(value: unknown): FeatureSettings {
  const { blocks, operations } = record("features", value, ["blocks", "operations"]);
  const settings = { blocks: list("blocks", blocks).map(checkBlock), operations: checkOperations(operations) };
  if (settings.blocks.length === 0) throw wrong("blocks");
  if (settings.blocks.reduce((sum, { vectorizer }) => sum + vectorizer.features, 0) > MAX_FEATURES) {
    throw wrong("features");
  }
  return settings;
}

function checkBlock(value: unknown): BlockSettings {
  const { vectorizer, operations } = record("block", value, ["vectorizer", "operations"]);
  return { vectorizer: checkVectorizer(vectorizer), operations: checkOperations(operations) };
}

const VECTORIZER_KEYS = [
  "kind",
  "features",
  "analyzer",
  "ngramRange",
  "lowercase",
  "stripAccents",
  "keepsDecomposed",
  "tokenPattern",
  "stopWords",
  "isBinary",
  "hasSigns",
];

function checkVectorizer(value: unknown): VectorizerSettings {
  const settings = record("vectorizer", value, VECTORIZER_KEYS);
  const { kind, features, analyzer, ngramRange, stripAccents, tokenPattern, stopWords } = settings;
  const isRight =
    ["vocabulary", "hashing"].includes(kind as string) &&
    isWhole(features, 1, MAX_FEATURES) &&
    ["word", "char", "char_wb"].includes(analyzer as string) &&
    Array.isArray(ngramRange) &&
    ngramRange.length === 2 &&
    ngramRange.every((n) => isWhole(n, 1, MAX_GRAM)) &&
    Number(ngramRange[0]) <= Number(ngramRange[1]) &&
    [null, "unicode", "ascii"].includes(stripAccents as string | null) &&
    isWhole(stopWords, 0, MAX_FEATURES) &&
    ["lowercase", "keepsDecomposed", "isBinary", "hasSigns"].every((key) => typeof settings[key] === "boolean") &&
    (tokenPattern === null || isPattern(tokenPattern));
  if (!isRight) throw wrong("vectorizer");
  return settings as unknown as VectorizerSettings;
}

function isPattern(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    compilePattern(value);
    return true;
  } catch {
    return false;
  }
}

const PLAIN_OPERATIONS = ["absolute", "logarithm", "factors", "clip", "ascending", "reverse", "float32", "float64"];

function checkOperations(value: unknown): readonly Operation[] {
  const operations = list("operations", value);
  const factors = operations.filter(
    (operation) => isRecord(operation) && FACTORS.includes(operation["name"] as string),
  );
  if (operations.length > MAX_OPERATIONS || factors.length > MAX_FACTORS) throw wrong("number of operations");
  return operations.map((operation) => {
    const name = isRecord(operation) ? operation["name"] : undefined;
    const isRight =
      (hasKeys(operation, ["name"]) && PLAIN_OPERATIONS.includes(name as string)) ||
      (hasKeys(operation, ["name", "norm"]) && name === "norm" && NORMS.includes(operation["norm"] as "l1")) ||
      (hasKeys(operation, ["name", "by"]) && name === "multiply" && isFactor(operation["by"])) ||
      (hasKeys(operation, ["name", "above"]) && name === "binarize" && isAtLeastZero(operation["above"]));
    if (!isRight) throw wrong("operation");
    return operation as unknown as Operation;
  });
}

/** @param targets number of targets of the model. @throws Fault `header-value` or `header-keys` */
export function checkClassifier(value: unknown, targets: number): ClassifierSettings {
  const settings = checkNested(value, MAX_NESTING);
  if (settings.classes !== targets) throw wrong("number of classes");
  return settings;
}

function checkNested(value: unknown, depth: number): ClassifierSettings {
  if (depth === 0 || !isRecord(value)) throw wrong("classifier");
  const { kind, classes } = value;
  if (!isWhole(classes, 1, 0xffff)) throw wrong("number of classes");
  switch (kind) {
    case "naive-bayes":
      record("classifier", value, ["kind", "classes", "isLikelihood"]);
      if (typeof value["isLikelihood"] !== "boolean") throw wrong("classifier");
      break;
    case "linear":
      record("classifier", value, ["kind", "classes", "link"]);
      if (!LINKS.includes(value["link"] as "none")) throw wrong("classifier");
      break;
    case "one-versus-rest": {
      record("classifier", value, ["kind", "classes", "lastWins", "members"]);
      const members = list("members", value["members"]).map((member) => checkNested(member, depth - 1));
      const isAlike = members.every(isDecision) || members.every(hasProbabilities);
      const isRight = classes >= 2 && members.length === membersFor(classes) && members.every(isOfTwo) && isAlike;
      if (!isRight || typeof value["lastWins"] !== "boolean") throw wrong("classifier");
      break;
    }
    case "calibrated": {
      record("classifier", value, ["kind", "classes", "members"]);
      const members = list("members", value["members"]);
      if (classes < 2 || members.length === 0) throw wrong("classifier");
      for (const member of members) checkCalibrated(member, classes, depth);
      break;
    }
    default:
      throw wrong("classifier");
  }
  return value as unknown as ClassifierSettings;
}

/** Two classes need one classifier, or one calibrator. */
const membersFor = (classes: number): number => (classes === 2 ? 1 : classes);
const isOfTwo = ({ classes }: ClassifierSettings): boolean => classes === 2;

/** Whether scores are decision values. */
function isDecision(settings: ClassifierSettings): boolean {
  return settings.kind === "linear" || (settings.kind === "one-versus-rest" && settings.members.every(isDecision));
}

function hasProbabilities(settings: ClassifierSettings): boolean {
  if (settings.kind === "linear") return settings.link !== "none";
  return settings.kind !== "one-versus-rest" || settings.members.every(hasProbabilities);
}

function checkCalibrated(value: unknown, classes: number, depth: number): void {
  const { classifier, calibrators } = record("member", value, ["classifier", "calibrators"]);
  if (checkNested(classifier, depth - 1).classes !== classes) throw wrong("number of classes");
  const kinds = list("calibrators", calibrators).map(checkCalibrator);
  const isTemperature = kinds.length === 1 && kinds[0] === "temperature";
  const isRight = isTemperature || (kinds.length === membersFor(classes) && !kinds.includes("temperature"));
  if (!isRight) throw wrong("calibrators");
}

function checkCalibrator(value: unknown): string {
  const { kind, points, isSingle } = record("calibrator", value, ["kind", "points", "isSingle"]);
  const isRight =
    CALIBRATORS.includes(kind as "sigmoid") &&
    (kind === "isotonic" ? isWhole(points, 1, MAX_FEATURES) : points === 0) &&
    typeof isSingle === "boolean";
  if (!isRight) throw wrong("calibrator");
  return kind as string;
}

/** @throws Fault `header-value` or `header-keys` */
export function checkOrigin(value: unknown): Origin {
  const { files, version, steps } = record("origin", value, ["files", "version", "steps"]);
  const isRight = (version === null || isText(version)) && list("steps", steps).every(isText);
  if (!isRight) throw wrong("origin");
  list("files", files).forEach(checkFile);
  return value as unknown as Origin;
}

function checkFile(value: unknown): OriginFile {
  const file = record("file", value, ["name", "bytes", "container", "writer", "protocol"]);
  const { name, bytes, container, writer, protocol } = file;
  const isRight = [name, container, writer].every(isText) && isWhole(bytes, 0, 2 ** 53) && isWhole(protocol, 0, 5);
  if (!isRight) throw wrong("origin");
  return file as unknown as OriginFile;
}

function record(name: string, value: unknown, keys: readonly string[]): Json {
  if (!isRecord(value)) throw wrong(name);
  if (!hasKeys(value, keys))
    throw new Fault("header-keys", `its ${name} must have exactly these keys: ${keys.join(", ")}`);
  return value;
}

function list(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(name);
  return value;
}

const wrong = (name: string): Fault =>
  new Fault("header-value", `its ${name} has a value of the wrong type or out of range`);

const isText = (value: unknown): value is string => typeof value === "string";
const isFactor = (value: unknown): boolean => typeof value === "number" && Math.abs(value) <= MAX_FACTOR;
const isAtLeastZero = (value: unknown): boolean => typeof value === "number" && value >= 0;

function isWhole(value: unknown, min: number, max: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
}

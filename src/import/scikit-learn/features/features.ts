/** Features: the steps before the classifier → a plan of vectorizers and operations. */

import { MAX_FACTOR } from "../../../core/models/scikit-learn/arrays.js";
import { PyObject, type PyValue } from "../../pickle/values.js";
import type { FeaturePlan, PlannedBlock, PlannedOperation } from "../../plan.js";
import { Refusal } from "../../refusal.js";
import { Estimator, numberOf } from "../objects/estimator.js";
import { pythonRepr } from "../objects/python-repr.js";
import { stepsOf } from "../objects/steps.js";
import { isBefore } from "../objects/version.js";
import { transformerOperations } from "./transformers.js";
import { readVectorizer } from "./vectorizer.js";

/** Deepest nesting of unions, and most vectorizers of one. */
const MAX_UNIONS = 4;
const MAX_BLOCKS = 100;

/** Names of the vectorizers that can be read. */
export const VECTORIZERS: readonly string[] = [
  "CountVectorizer",
  "TfidfVectorizer",
  "HashingVectorizer",
  "FeatureUnion",
];

/** Reads a vectorizer and the transformers behind it. @throws Refusal */
export function readFeatures(
  vectorizer: Estimator,
  transformers: readonly Estimator[],
  depth: number = MAX_UNIONS,
): FeaturePlan {
  const isUnion = vectorizer.className === "FeatureUnion";
  let plan = isUnion ? readUnion(vectorizer, depth) : single(readVectorizer(vectorizer));
  for (const transformer of transformers) {
    const { operations, isSingle } = transformerOperations(transformer, plan.features, plan.isSingle);
    plan = { ...plan, operations: [...plan.operations, ...operations], isSingle };
  }
  return plan;
}

function single(block: PlannedBlock): FeaturePlan {
  return { blocks: [block], operations: [], features: block.settings.features, isSingle: block.isSingle };
}

/** Reads a `FeatureUnion`: its parts stand side by side, each with its weight. */
function readUnion(union: Estimator, depth: number): FeaturePlan {
  if (depth === 0) throw new Refusal("limit", `${union.at}: more than ${MAX_UNIONS} unions within each other; use one`);
  const list = union.fitted("transformer_list");
  const weights = union.get("transformer_weights") ?? null;
  const blocks: PlannedBlock[] = [];
  for (const item of Array.isArray(list) ? list : []) {
    const [name, transformer] = Array.isArray(item) ? item : [];
    if (transformer === null || transformer === "drop") continue;
    blocks.push(...partOf(union, pythonRepr(name), transformer, weightOf(union, weights, name ?? null), depth - 1));
    if (blocks.length > MAX_BLOCKS) {
      throw new Refusal("limit", `${union.at}: more than ${MAX_BLOCKS} vectorizers; use fewer`);
    }
  }
  if (blocks.length === 0) {
    throw new Refusal("no-vectorizer", `${union.at}: it has no vectorizers; import a union of vectorizers`);
  }
  const isSingle = blocks.every((block) => block.isSingle);
  const operations: PlannedOperation[] = [{ operation: { name: isSingle ? "float32" : "float64" } }];
  // The scipy of older versions sorts the features where it puts matrices side by side.
  if (blocks.length > 1 && isBefore(union.version, 1, 0)) operations.push({ operation: { name: "ascending" } });
  const features = blocks.reduce((sum, { settings }) => sum + settings.features, 0);
  return { blocks, operations, features, isSingle };
}

function weightOf(union: Estimator, weights: PyValue, name: PyValue): number | undefined {
  if (!(weights instanceof Map)) return undefined;
  const weight = weights.get(name) ?? null;
  if (weight === null) return undefined;
  const number = numberOf(weight);
  if (number === undefined || !(Math.abs(number) <= MAX_FACTOR))
    throw union.unsupported("transformer_weights", "numbers");
  return number;
}

/** A part of a union: a vectorizer, or a pipeline that begins with one. */
function partOf(
  union: Estimator,
  name: string,
  value: PyValue | undefined,
  weight: number | undefined,
  depth: number,
): PlannedBlock[] {
  const place = `${union.where}: ${name}`;
  if (!(value instanceof PyObject)) {
    throw new Refusal(
      "class",
      `${place}: expected a vectorizer, got ${pythonRepr(value)}; import a union of vectorizers`,
    );
  }
  const steps = stepsOf(new Estimator(value, place, union.version));
  const [first, ...rest] = steps;
  if (!first || !VECTORIZERS.includes(first.className)) {
    const found = first ? first.object.type.path : "an empty pipeline";
    throw new Refusal("class", `${place}: expected a vectorizer, got ${found}; import a union of vectorizers`);
  }
  const { blocks, operations, isSingle } = readFeatures(first, rest, depth);
  if (blocks.length > 1 && operations.length > 1) {
    throw new Refusal(
      "class",
      `${place}: a union within a union, with steps behind it, is not supported; put its parts into one union`,
    );
  }
  const after: PlannedOperation[] = blocks.length > 1 ? [] : [...operations];
  if (weight !== undefined) after.push({ operation: { name: "multiply", by: weight } });
  return blocks.map((block) => ({
    ...block,
    operations: [...block.operations, ...after],
    isSingle: blocks.length > 1 ? block.isSingle : isSingle,
  }));
}

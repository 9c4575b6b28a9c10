/** Parts: what dumps hold → the vectorizer, the transformers, the classifier, and what may be names of categories. */

import { NdArray, PyObject, type PyValue } from "../pickle/values.js";
import { Refusal } from "../refusal.js";
import { CLASSIFIERS, unknownClass } from "./classifiers/classifier.js";
import { isOverTexts } from "./classifiers/over-texts.js";
import { VECTORIZERS } from "./features/features.js";
import { TRANSFORMERS } from "./features/transformers.js";
import { labelText } from "./labels.js";
import { isCode } from "./objects/callables.js";
import { Estimator, isScikitLearn } from "./objects/estimator.js";
import { pythonRepr } from "./objects/python-repr.js";
import { stepsOf, unwrapped } from "./objects/steps.js";

/** What a text goes through, and what stands beside it. */
export interface Parts {
  /** Undefined if the members of the classifier have vectorizers of their own. */
  readonly vectorizer: Estimator | undefined;
  readonly transformers: readonly Estimator[];
  readonly classifier: Estimator;
  /** Values that may be names of categories. */
  readonly candidates: readonly PyValue[];
}

/** A value of a dump, and what messages call its place. */
export interface PlacedValue {
  readonly value: PyValue;
  /** Empty where it is all that there is. */
  readonly place: string;
}

type Role = "vectorizer" | "transformer" | "classifier" | "unknown";

/** Deepest nesting of lists and dicts in which estimators are looked for, and most items of one. */
const MAX_DEPTH = 4;
const MAX_ITEMS = 1000;

/** Finds the parts in the values of all files. @throws Refusal */
export function findParts(values: readonly PlacedValue[]): Parts {
  const found = new Findings();
  for (const { value, place } of values) found.visit(value, place, MAX_DEPTH);
  return assemble(found, values);
}

/** What was found in lists and dicts. */
class Findings {
  /** Each estimator once, with the steps that it consists of. */
  readonly chains: Estimator[][] = [];
  readonly candidates: PyValue[] = [];
  /** Objects that are no part of a known kind. */
  readonly others: { readonly object: PyObject; readonly place: string }[] = [];
  /** What was visited: an object may be in several places, and a list within itself. */
  readonly #seen = new Set<object>();

  visit(value: PyValue | undefined, place: string, depth: number): void {
    if (typeof value !== "object" || value === null || this.#seen.has(value)) return;
    this.#seen.add(value);
    if (value instanceof PyObject) this.#visitObject(value, place);
    else if (Array.isArray(value) || value instanceof Map || value instanceof NdArray) {
      this.candidates.push(value);
      if (depth === 0 || value instanceof NdArray || sizeOf(value) > MAX_ITEMS) return;
      for (const [key, item] of value.entries()) this.visit(item, within(place, key), depth - 1);
    }
  }

  #visitObject(object: PyObject, place: string): void {
    const estimator = new Estimator(object, place || undefined);
    if (isScikitLearn(object.type) && ["LabelEncoder", "LabelBinarizer"].includes(object.type.name)) {
      const names = object.get("classes_");
      if (names instanceof NdArray) this.candidates.push(names.values().map(labelText));
      return;
    }
    const steps = stepsOf(estimator);
    if (isChain(steps, unwrapped(estimator))) this.chains.push(steps);
    else this.others.push({ object: steps[0]?.object ?? object, place: steps[0]?.where ?? place });
  }
}

const sizeOf = (value: PyValue[] | Map<PyValue, PyValue>): number => (Array.isArray(value) ? value.length : value.size);

function within(place: string, key: PyValue): string {
  const item = typeof key === "number" ? `item ${key}` : `item ${pythonRepr(key)}`;
  return place ? `${place}: ${item}` : item;
}

/** Whether steps are a part of the way from text to categories: a pipeline always, anything else if its class is known. */
function isChain(steps: readonly Estimator[], { className }: Estimator): boolean {
  return steps.length > 0 && (className === "Pipeline" || steps.some((step) => roleOf(step) !== "unknown"));
}

function roleOf({ object, className }: Estimator): Role {
  if (!isScikitLearn(object.type)) return "unknown";
  if (VECTORIZERS.includes(className)) return "vectorizer";
  if (TRANSFORMERS.includes(className)) return "transformer";
  return CLASSIFIERS.includes(className) ? "classifier" : "unknown";
}

function assemble(found: Findings, values: readonly PlacedValue[]): Parts {
  const first = (chain: readonly Estimator[], role: Role): boolean => roleOf(chain[0]!) === role;
  const withVectorizer = found.chains.filter((chain) => first(chain, "vectorizer"));
  const withClassifier = found.chains.filter((chain) => chain.some((step) => roleOf(step) === "classifier"));
  const onlyTransformers = found.chains.filter((chain) => chain.every((step) => roleOf(step) === "transformer"));
  requireOne("vectorizer", withVectorizer);
  requireOne("classifier", withClassifier);
  const [start] = withVectorizer;
  const [end] = withClassifier;
  if (end?.length === 1 && isOverTexts(end[0]!) && !start) {
    return { vectorizer: undefined, transformers: [], classifier: end[0]!, candidates: found.candidates };
  }
  if (!start) throw noVectorizer(found, end, values);
  if (!end && start.length === 1) throw noClassifier(found, start);
  if (end && start !== end) requireOne("transformer", onlyTransformers);
  const chain = !end || start === end ? start : [...start, ...onlyTransformers.flat(), ...end];
  // What stands in a place where it is not supported is refused when its turn comes: first things first.
  const [vectorizer, ...transformers] = chain as [Estimator, ...Estimator[]];
  const classifier = transformers.pop()!;
  if (roleOf(classifier) === "transformer") throw noClassifier(found, start);
  return { vectorizer, transformers, classifier, candidates: found.candidates };
}

function requireOne(role: Role, chains: readonly (readonly Estimator[])[]): void {
  if (chains.length <= 1) return;
  const places = chains.map(([step]) => `${step!.where} (${step!.className})`).join(", ");
  throw new Refusal(
    "ambiguous",
    `${chains.length} parts with a ${role}: ${places}; save the one that you mean by itself`,
  );
}

function noVectorizer(
  found: Findings,
  classifierChain: readonly Estimator[] | undefined,
  values: readonly PlacedValue[],
): Refusal {
  const chain = classifierChain ?? found.chains[0];
  const odd = chain?.find((step) => roleOf(step) === "unknown");
  const hasVectorizer = chain?.some((step) => roleOf(step) === "vectorizer");
  if (odd && (hasVectorizer || chain!.length === 1)) return unknownClass(odd);
  if (odd) {
    return new Refusal(
      "no-vectorizer",
      `${odd.where}: ${odd.object.type.path} takes numbers, not text, and no vectorizer comes before it; import a model of text`,
    );
  }
  if (classifierChain) {
    return new Refusal(
      "no-vectorizer",
      `${classifierChain[0]!.at}: a model without its vectorizer; give the file of the vectorizer too, or save both as a pipeline`,
    );
  }
  return noClassifier(found, undefined, values);
}

function noClassifier(
  found: Findings,
  vectorizerChain: readonly Estimator[] | undefined,
  values: readonly PlacedValue[] = [],
): Refusal {
  const code = found.others.find(({ object }) => isCode(object));
  if (code) {
    return new Refusal(
      "pickled-code",
      `${code.place || "the object"}: ${code.object.type.path}: code in the file, and no code of a file is ever run; save the pipeline itself`,
    );
  }
  const [other] = found.others;
  if (other) return unknownClass(new Estimator(other.object, other.place || undefined));
  if (vectorizerChain) {
    return new Refusal(
      "no-model",
      `${vectorizerChain[0]!.at}: a vectorizer without its model; give the file of the model too`,
    );
  }
  const held = values.map(({ value }) => pythonRepr(value)).join(" and ");
  return new Refusal(
    "no-model",
    `it holds ${held || "nothing"}; expected a fitted pipeline, or a vectorizer and a model`,
  );
}

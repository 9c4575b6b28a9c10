/** Descriptions of steps: an estimator → its class and each parameter that differs from its default, as Python would write it. */

import { PyObject, type PyValue } from "../pickle/values.js";
import { DEFAULTS } from "./defaults.js";
import type { Estimator } from "./objects/estimator.js";
import { pythonRepr } from "./objects/python-repr.js";

/** Parameters that say nothing of the answers. */
const SILENT = ["n_jobs", "verbose", "random_state", "memory"];
/** Most parts of a union that are written out. */
const MAX_PARTS = 8;
/** Deepest nesting that is written out. */
const MAX_DEPTH = 3;

/** Returns such as `TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)`. */
export function describeEstimator({ object }: Estimator): string {
  return describe(object, MAX_DEPTH);
}

function describe(object: PyObject, depth: number): string {
  const defaults = DEFAULTS[object.type.name] ?? {};
  const given = Object.entries(defaults).flatMap(([name, usual]) => {
    const value = parameterOf(object, name);
    if (value === undefined || SILENT.includes(name)) return [];
    const text = describeValue(value, depth);
    return usual.includes(text) ? [] : [`${name}=${text}`];
  });
  return `${object.type.name}(${given.join(", ")})`;
}

/** Until 1.0 TfidfVectorizer has some of its parameters in the transformer within. */
function parameterOf(object: PyObject, name: string): PyValue | undefined {
  const within = object.get("_tfidf");
  const own = object.get(name);
  return own === undefined && within instanceof PyObject ? within.get(name) : own;
}

function describeValue(value: PyValue, depth: number): string {
  if (depth > 0 && value instanceof PyObject && value.type.name in DEFAULTS) return describe(value, depth - 1);
  if (depth > 0 && Array.isArray(value) && value.some((item) => Array.isArray(item))) {
    const parts = value.slice(0, MAX_PARTS).map((item) => describePart(item, depth - 1));
    return `[${parts.join(", ")}${value.length > MAX_PARTS ? ", …" : ""}]`;
  }
  return pythonRepr(value);
}

/** A part of a union: its name and what it is. */
function describePart(item: PyValue, depth: number): string {
  if (!Array.isArray(item)) return "…";
  return item
    .slice(0, 2)
    .map((part) => describeValue(part, depth))
    .join(": ");
}

/** Recorded predictions: what a model made of a few texts when it was written, kept in its artifact. */

import { Fault } from "../container/fault.js";
import { hasKeys, isRecord } from "../container/header.js";

/** A text and the model's answer to it when the artifact was written. */
export interface RecordedPrediction {
  readonly text: string;
  readonly category: string;
  /** Absent where the model's family has no probabilities. */
  readonly probability?: number;
}

/**
 * Checks the recorded predictions of a header.
 *
 * @param hasProbabilities whether the model's family has some.
 * @throws Fault `header-value` or `header-keys`
 */
export function checkRecorded(
  value: unknown,
  targets: readonly string[],
  hasProbabilities: boolean,
): readonly RecordedPrediction[] {
  if (!Array.isArray(value)) throw new Fault("header-value", "its recorded predictions are not a list");
  const keys = hasProbabilities ? ["text", "category", "probability"] : ["text", "category"];
  // A set: both lists may be long.
  const known = new Set<unknown>(targets);
  for (const recorded of value as readonly unknown[]) {
    if (!isRecord(recorded)) throw new Fault("header-value", "a recorded prediction is not an object");
    if (!hasKeys(recorded, keys)) {
      throw new Fault("header-keys", `a recorded prediction must have exactly these keys: ${keys.join(", ")}`);
    }
    const { text, category, probability } = recorded;
    const isRight = typeof text === "string" && known.has(category);
    if (!isRight || (hasProbabilities && !isProbability(probability))) {
      throw new Fault("header-value", `a recorded prediction lacks a valid ${keys.join(", ")}`);
    }
  }
  return value;
}

const isProbability = (value: unknown): boolean => typeof value === "number" && value >= 0 && value <= 1;

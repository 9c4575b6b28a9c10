/** A true artifact of an imported model that has everything, and the same with something else in one place. */

import type { NewsgroupsError } from "../../../../src/core/errors.js";
import type { ClassifierSettings } from "../../../../src/core/models/scikit-learn/settings.js";
import { errorOrNone } from "../../../support/errors.js";
import { arraysOf, decodeImported, encodeFlat, type FlatImported, type HandModel } from "./hand-model.js";

/** Twenty terms, so that there are two blocks of weights. */
export const TERMS: readonly string[] = Array.from({ length: 20 }, (_, i) => `term${i}`);
export const LINEAR_TWO: ClassifierSettings = { kind: "linear", classes: 2, link: "none" };

const SIGMOID = { kind: "sigmoid", points: 0, isSingle: false } as const;

/** Two vectorizers, stop words, factors; a calibration of a linear model by each kind of calibrator, and of naive Bayes. */
const HAND: HandModel = {
  targets: ["zebra", "ant", "bee"],
  blocks: [
    { terms: TERMS, stopWords: ["the", "von"], operations: [{ name: "factors" }, { name: "norm", norm: "l2" }] },
    { hashed: 4, settings: { hasSigns: true, analyzer: "char_wb", ngramRange: [2, 3], tokenPattern: null } },
  ],
  operations: [{ name: "float64" }, { name: "multiply", by: 2 }, { name: "binarize", above: 0.1 }],
  factors: TERMS.map((_, i) => 1 + i / 8),
  classifier: {
    kind: "calibrated",
    classes: 3,
    members: [
      {
        classifier: { kind: "linear", classes: 3, link: "softmax" },
        calibrators: [SIGMOID, { kind: "isotonic", points: 3, isSingle: true }, SIGMOID],
      },
      {
        classifier: { kind: "naive-bayes", classes: 3, isLikelihood: true },
        calibrators: [{ kind: "temperature", points: 0, isSingle: false }],
      },
    ],
  },
  // Each feature has a weight in its own function, and in the one after the next.
  weights: Array.from({ length: 6 }, (_, k) =>
    Array.from({ length: 24 }, (_, f) => (f % 6 === k || (f + 2) % 6 === k ? (f - k) / 4 : null)),
  ),
  base: [0, 0.5, -0.5, -3, -4, -5],
  intercepts: [0.1, 0.2, 0.3, -1, -1.5, -2],
  calibration: [...[-1, 0.5], ...[-1, 0, 1], ...[0.25, 0.5, 1], ...[-2, 0], 1.5],
};

export const TRUTH: FlatImported = {
  ...arraysOf(HAND),
  recorded: [{ text: "term1 term7", category: "ant", probability: 0.5 }],
};

/** Anything in the place of a part. */
export type Change = Partial<Record<keyof FlatImported, unknown>>;

/** The bytes of the true artifact with other parts. */
export function lying(change: Change): Uint8Array {
  return encodeFlat({ ...TRUTH, ...change } as FlatImported);
}

/**
 * The change that puts a value in one place of the header.
 *
 * @param path keys and indexes with dots between; undefined as the value takes the key away.
 */
export function saying(path: string, value: unknown): Change {
  const [part, ...keys] = path.split(".") as [keyof FlatImported, ...string[]];
  if (keys.length === 0) return { [part]: value };
  const copy = structuredClone(TRUTH[part]) as unknown as Record<string, unknown>;
  let inner = copy;
  for (const key of keys.slice(0, -1)) inner = inner[key] as Record<string, unknown>;
  const last = keys.at(-1)!;
  if (value === undefined) delete inner[last];
  else inner[last] = value;
  return { [part]: copy };
}

/** The error with which an artifact is refused; undefined if it is not. */
export function refusal(bytes: Uint8Array): NewsgroupsError | undefined {
  return errorOrNone(() => decodeImported(bytes));
}

/** A classifier for three targets, alone in the header: its arrays are not what it needs. */
export const withClassifier = (classifier: unknown): Change => ({ classifier });

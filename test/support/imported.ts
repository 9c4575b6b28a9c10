/** Dumps by scikit-learn of kinds that people see in different ways, and what the import makes of them. */

import { join } from "node:path";
import { importModel } from "../../src/index.js";
import { ROOT } from "../docs/blocks.js";

export const FIXTURES: string = join(ROOT, "test/scikit-learn/fixtures");

/** The path of a dump by the newest version of scikit-learn. */
export const dumpOf = (name: string): string => join(FIXTURES, "1.9.1", `${name}.joblib`);

export interface ImportedKind {
  /** The recipe of the dump. */
  readonly name: string;
  readonly what: string;
  readonly hasProbabilities: boolean;
  /** What the error names if the model cannot explain its predictions. */
  readonly unexplained?: string;
}

export const IMPORTED_KINDS: readonly ImportedKind[] = [
  { name: "tutorial", what: "with probabilities, explained", hasProbabilities: true },
  { name: "svc", what: "without probabilities, explained", hasProbabilities: false },
  { name: "text-char", what: "of n-grams of characters, explained", hasProbabilities: false },
  {
    name: "text-hashing",
    what: "without probabilities, not explained",
    hasProbabilities: false,
    unexplained: "HashingVectorizer",
  },
  {
    name: "calibrated-sigmoid",
    what: "with probabilities, not explained",
    hasProbabilities: true,
    unexplained: "CalibratedClassifierCV",
  },
];

/** The artifact of a dump. */
export const importedArtifact = (name: string): Promise<Uint8Array> => importModel(dumpOf(name));

/** Has known terms of each of {@link IMPORTED_KINDS}. */
export const KNOWN_TEXT =
  "The telescope saw the light of a galaxy; the goalkeeper saved the match, and let the dough rise.";

/** Has no words, and no characters that a vocabulary knows. */
export const UNKNOWN_TEXT = "☃☃☃";

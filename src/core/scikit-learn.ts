/** The core with imported models: what `import … from "newsgroups/core/scikit-learn"` offers. */

import { NewsgroupsError } from "./errors.js";
import { classifierOf } from "./load.js";
import { FAMILIES } from "./models/families.js";
import type { Classifier } from "./predict/classifier.js";

export type { ErrorCode, FileFault } from "./errors.js";
export type { TermShare } from "./models/model.js";
export type { Prediction, RankedCategory } from "./predict/classifier.js";
export type { Explanation } from "./predict/explanation.js";
export { type Classifier, NewsgroupsError };

/**
 * Loads a classifier, as `load` of `newsgroups/core` does, and also what `newsgroups import` made of a dump of scikit-learn.
 *
 * @param artifact the bytes of a model.
 * @throws NewsgroupsError with the code of what is wrong with it, a `FileFault`; `usage` if the argument is neither.
 *
 * @example
 * const response = await fetch("newsgroups.model");
 * load(await response.arrayBuffer()).predict("computer cpu memory ram").category;
 */
export function load(artifact: Uint8Array | ArrayBuffer): Classifier {
  return classifierOf(artifact, FAMILIES);
}

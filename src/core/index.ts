/** The core: what `import … from "newsgroups/core"` offers. A model's bytes in, predictions out, on any JavaScript runtime. */

import { NewsgroupsError } from "./errors.js";
import { classifierOf } from "./load.js";
import { LINEAR } from "./models/linear/family.js";
import type { Classifier } from "./predict/classifier.js";

export type { ErrorCode, FileFault } from "./errors.js";
export type { TermShare } from "./models/model.js";
export type { Prediction, RankedCategory } from "./predict/classifier.js";
export type { Explanation } from "./predict/explanation.js";
export { type Classifier, NewsgroupsError };

/**
 * Loads a classifier. Nothing in an artifact is executed, and no text can make a loaded one fail.
 *
 * @param artifact the bytes of a model, as `dump` gave them or as they were fetched.
 * @throws NewsgroupsError with the code of what is wrong with it, a `FileFault`; `usage` if the argument is neither.
 *
 * @example
 * const response = await fetch("20newsgroups.model");
 * const classifier = load(await response.arrayBuffer());
 * classifier.predict("computer cpu memory ram").category; // "comp.sys.ibm.pc.hardware"
 */
export function load(artifact: Uint8Array | ArrayBuffer): Classifier {
  return classifierOf(artifact, [LINEAR]);
}

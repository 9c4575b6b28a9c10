/** What a model was trained on: counts files → under which labels a text is among the documents that they count. */

import { NewsgroupsError, printable } from "../errors.js";
import type { TrainedAs } from "./duplicates.js";

/**
 * TODO(merge): to be wired to the counts' digests of documents.
 *
 * @param paths counts files, at least one.
 */
export function trainedAsIn(paths: readonly string[]): TrainedAs {
  throw new NewsgroupsError("input", `${printable(paths.join(", "))}: counts that do not tell their documents apart`);
}
